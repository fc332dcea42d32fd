import { z } from 'zod/mini';

export const tokenRowSchema = z.looseObject({
  id: z.string(),
  client_name: z.string(),
  created_at: z.string(),
  last_used_at: z.nullable(z.string()),
  /** The token of this request. */
  current: z.boolean(),
});
export const tokenListSchema = z.looseObject({ tokens: z.array(tokenRowSchema) });
export type TokenRow = z.infer<typeof tokenRowSchema>;
export type TokenList = z.infer<typeof tokenListSchema>;
