import type { ScanOptions } from '@seo-live/protocol';

/** What this server allows. */
export type OptionLimits = Pick<ScanOptions, 'max_pages' | 'rate_per_s'>;

/** The options of a scan, with what was asked for where this server allows less. */
export type LoweredOptions = ScanOptions & { asked?: Partial<OptionLimits> };

/** Lowers options to what this server allows. `asked` keeps the wishes, so that the report can say so. */
export function lowerOptions(options: ScanOptions, limits: OptionLimits): LoweredOptions {
  const asked = {
    ...(options.max_pages > limits.max_pages ? { max_pages: options.max_pages } : {}),
    ...(options.rate_per_s > limits.rate_per_s ? { rate_per_s: options.rate_per_s } : {}),
  };
  return {
    ...options,
    max_pages: Math.min(options.max_pages, limits.max_pages),
    rate_per_s: Math.min(options.rate_per_s, limits.rate_per_s),
    ...(Object.keys(asked).length > 0 ? { asked } : {}),
  };
}
