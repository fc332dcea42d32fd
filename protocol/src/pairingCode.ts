/** Letters and digits of a pairing code, and how long it can be used. */
export const PAIRING_CODE_LENGTH = 8;
export const PAIRING_CODE_MINUTES = 10;

/** Without characters that look alike. A code is shown as XXXX-XXXX and accepted in upper and lower case. */
export const PAIRING_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export const normalizePairingCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** One line with server and code, as `pair` prints it: `seolive:<server>#<code>`. */
export const formatPairingString = (server: string, code: string): string => `seolive:${server}#${code}`;

/** The parts of a pairing string; null when the text is not one. */
export function parsePairingString(text: string): { server: string; code: string } | null {
  const match = /^\s*seolive:(https?:\/\/[^\s#]+)#([0-9A-Za-z-]{8,12})\s*$/.exec(text);
  return match?.[1] && match[2] ? { server: match[1], code: normalizePairingCode(match[2]) } : null;
}
