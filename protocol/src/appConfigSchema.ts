import { z } from 'zod/mini';

/** The extension's connection settings, under the names an administrator knows. */
export const appConfigSchema = z.object({
  enableWebSocket: z._default(z.boolean(), true),
  /** Empty: the address of the paired server. */
  websocketUrl: z._default(z.string(), ''),
  /**
   * Milliseconds between two poll cycles. While the browser has stopped the worker, an alarm polls every 30
   * s.
   */
  fallbackPollingInterval: z._default(z.int().check(z.minimum(1000), z.maximum(600_000)), 5000),
  maxReconnectAttempts: z._default(z.int().check(z.minimum(1), z.maximum(100)), 5),
});
export type AppConfig = z.infer<typeof appConfigSchema>;
