import { createHash, randomBytes, randomInt } from 'node:crypto';
import { PAIRING_ALPHABET } from '@seo-live/protocol';

const CODE_LENGTH = 8;

/** 256 random bits, base64url: 43 characters. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** Eight characters of the pairing alphabet, each with the same chance. */
export const makePairingCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => PAIRING_ALPHABET[randomInt(PAIRING_ALPHABET.length)]).join('');

/** What is stored of a token or a code. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `ABCD2345` as people read it: `ABCD-2345`. */
export const showPairingCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
