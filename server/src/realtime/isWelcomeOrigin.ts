import { EXTENSION_ORIGIN } from '@seo-live/protocol';

/**
 * Whether a socket may come from here. Programs that are no browser send no origin and pass: the token
 * decides. Firefox gives each profile its own extension origin, so there the scheme must do.
 */
export const isWelcomeOrigin = (origin: string | undefined, allowed: readonly string[]): boolean =>
  origin === undefined ||
  origin === EXTENSION_ORIGIN ||
  origin.startsWith('moz-extension://') ||
  allowed.includes(origin);
