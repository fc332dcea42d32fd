import { z } from 'zod/mini';

export const serverConfigSchema = z.looseObject({
  server_id: z.string(),
  name: z.string(),
  version: z.string(),
  server_time: z.string(),
  websocket: z.looseObject({ enabled: z.boolean(), url: z.nullable(z.string()) }),
  polling_interval_ms: z.int(),
  /** False: it has no report routes. What it says of a scan is all there is. */
  reports: z.optional(z.boolean()),
});
export type ServerConfig = z.infer<typeof serverConfigSchema>;

/** The extension's connection settings, under the names an administrator knows. */
export const appConfigSchema = z.object({
  enableWebSocket: z._default(z.boolean(), true),
  /** Empty: the paired server's own address. */
  websocketUrl: z._default(z.string(), ''),
  /** Milliseconds; while the browser rests the worker it is the 30 s alarm. */
  fallbackPollingInterval: z._default(z.int().check(z.minimum(1000), z.maximum(600_000)), 5000),
  maxReconnectAttempts: z._default(z.int().check(z.minimum(1), z.maximum(100)), 5),
});
export type AppConfig = z.infer<typeof appConfigSchema>;
