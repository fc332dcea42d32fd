// What the server checks and the extension only sends. These schemas have a file of their own so that they
// stay out of the worker's bundle: a bundler keeps the calls inside a schema, even when nothing uses the
// schema.
import { z } from 'zod/mini';
import { defaultScanOptions, MAX_PATTERN_LENGTH, MAX_PATTERNS } from './defaultScanOptions.ts';
import { scanModes } from './scanModes.ts';

export const scanModeSchema = z.enum(scanModes);

const pattern = z.string().check(z.minLength(1), z.maxLength(MAX_PATTERN_LENGTH));

export const scanOptionsSchema = z.object({
  max_pages: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), defaultScanOptions.max_pages),
  max_depth: z._default(z.int().check(z.minimum(0), z.maximum(100)), defaultScanOptions.max_depth),
  rate_per_s: z._default(z.number().check(z.minimum(0.1), z.maximum(10_000)), defaultScanOptions.rate_per_s),
  include: z._default(z.array(pattern).check(z.maxLength(MAX_PATTERNS)), defaultScanOptions.include),
  exclude: z._default(z.array(pattern).check(z.maxLength(MAX_PATTERNS)), defaultScanOptions.exclude),
  follow_robots: z._default(z.boolean(), defaultScanOptions.follow_robots),
  keep_cookies: z._default(z.boolean(), defaultScanOptions.keep_cookies),
});
export type ScanOptions = z.infer<typeof scanOptionsSchema>;

export const startJobRequestSchema = z.object({
  url: z.string().check(z.minLength(1), z.maxLength(10_000)),
  mode: z._default(scanModeSchema, 'site'),
  options: z._default(scanOptionsSchema, defaultScanOptions),
});
export type StartJobRequest = z.infer<typeof startJobRequestSchema>;
export type StartJobInput = z.input<typeof startJobRequestSchema>;

export const pairRequestSchema = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(64)),
  client_name: z._default(z.string().check(z.maxLength(100)), ''),
});
export type PairRequest = z.infer<typeof pairRequestSchema>;
