import type { Detail } from '@seo-live/protocol';

/** An estimate of the time left, in the unit of its upper end; no end is under 1. */
export function etaRange([from, to]: NonNullable<Detail['eta_s']>) {
  const [unit, seconds] =
    to < 90 ? (['seconds', 1] as const) : to < 5400 ? (['minutes', 60] as const) : (['hours', 3600] as const);
  return { unit, from: Math.max(1, from / seconds), to: Math.max(1, to / seconds) };
}
