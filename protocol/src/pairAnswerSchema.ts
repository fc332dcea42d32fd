import { z } from 'zod/mini';

export const pairAnswerSchema = z.looseObject({
  token: z.string(),
  server_id: z.string(),
  user_id: z.string(),
  /** The server's name. */
  name: z.string(),
});
export type PairAnswer = z.infer<typeof pairAnswerSchema>;
