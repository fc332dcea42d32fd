import { normalizePairingCode, PAIRING_CODE_LENGTH, parsePairingString } from '@seo-live/protocol';

export interface Invitation {
  server: string;
  code: string;
}

/** Reads a link `welcome.html#server=…&code=…`; null when it names no server. */
export function readInvitation(hash: string): Invitation | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const server = parameters.get('server')?.slice(0, 300) ?? '';
  return server
    ? { server, code: normalizePairingCode(parameters.get('code') ?? '').slice(0, PAIRING_CODE_LENGTH) }
    : null;
}

/** Reads a pasted pairing string; null for other text. */
export const readPasted = (text: string): Invitation | null => parsePairingString(text);

/** The code as it is shown: XXXX-XXXX. */
export function showCode(typed: string): string {
  const code = normalizePairingCode(typed).slice(0, PAIRING_CODE_LENGTH);
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
