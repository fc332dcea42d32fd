import type { Intent } from './types';

/** Will still be sent. */
export const isUnsent = (intent: Intent): boolean => !intent.problem?.final;
