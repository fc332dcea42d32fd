import { z } from 'zod/mini';

export const serverConfigSchema = z.looseObject({
  server_id: z.string(),
  name: z.string(),
  version: z.string(),
  server_time: z.string(),
  websocket: z.looseObject({ enabled: z.boolean(), url: z.nullable(z.string()) }),
  polling_interval_ms: z.int(),
  /** False: the server has no report routes. */
  reports: z.optional(z.boolean()),
});
export type ServerConfig = z.infer<typeof serverConfigSchema>;
