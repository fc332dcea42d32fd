import type { Intent } from './types';

/** Will still be sent. */
export const isUnsent = (intent: Intent): boolean => !intent.problem?.final;

/** A start or cancel that could not be sent for so long is not sent any more. */
export const INTENT_EXPIRES_HOURS = 12;
