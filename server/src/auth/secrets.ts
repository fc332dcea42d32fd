import { createHash, randomBytes, randomInt } from 'node:crypto';
import { PAIRING_ALPHABET, PAIRING_CODE_LENGTH } from '@seo-live/protocol';

/** 256 random bits, base64url: 43 characters. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** Random characters of the pairing alphabet. */
export const makePairingCode = (): string =>
  Array.from(
    { length: PAIRING_CODE_LENGTH },
    () => PAIRING_ALPHABET[randomInt(PAIRING_ALPHABET.length)],
  ).join('');

/** The only form in which a token or a code is stored. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `ABCD2345` as people read it: `ABCD-2345`. */
export const showPairingCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
