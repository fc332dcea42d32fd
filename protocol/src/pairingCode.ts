import { z } from 'zod/mini';

/** Eight characters without those that look alike; shown as XXXX-XXXX, taken in any case. */
export const PAIRING_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export const normalizePairingCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

export const pairAnswerSchema = z.looseObject({
  token: z.string(),
  server_id: z.string(),
  user_id: z.string(),
  /** The server's name. */
  name: z.string(),
});
export type PairAnswer = z.infer<typeof pairAnswerSchema>;

export const tokenRowSchema = z.looseObject({
  id: z.string(),
  client_name: z.string(),
  created_at: z.string(),
  last_used_at: z.nullable(z.string()),
  /** The token that asked. */
  current: z.boolean(),
});
export const tokenListSchema = z.looseObject({ tokens: z.array(tokenRowSchema) });
export type TokenRow = z.infer<typeof tokenRowSchema>;
export type TokenList = z.infer<typeof tokenListSchema>;

/** One line that holds server and code, as `pair` prints it: `seolive:<server>#<code>`. */
export const formatPairingString = (server: string, code: string): string => `seolive:${server}#${code}`;

/** The parts of a pairing string, or null when it is none. Never submits anything by itself. */
export function parsePairingString(text: string): { server: string; code: string } | null {
  const match = /^\s*seolive:(https?:\/\/[^\s#]+)#([0-9A-Za-z-]{8,12})\s*$/.exec(text);
  return match?.[1] && match[2] ? { server: match[1], code: normalizePairingCode(match[2]) } : null;
}
