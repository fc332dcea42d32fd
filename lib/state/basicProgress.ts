import type { JobMessage } from '@seo-live/protocol';

/** How a basic server counts: to 100, or to 1. Absent while it has only said 0 and 1. */
type Scale = 'percent' | 'ratio';

/** What a basic server said of its progress; `raw` is null if it said nothing that can be read. */
export interface SaidProgress {
  raw: number | null;
  /** The text named its unit, such as `42 %` or `3/10`. */
  isPercent: boolean;
}

const clamp = (percent: number): number => Math.max(0, Math.min(100, percent));
const NUMBER = String.raw`([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
const TEXT = new RegExp(String.raw`^\s*${NUMBER}\s*(?:(%)|(?:/|of)\s*${NUMBER})?`, 'i');

export function saidProgress(given: unknown): SaidProgress {
  if (typeof given === 'number') return { raw: Number.isFinite(given) ? given : null, isPercent: false };
  const [, number, percent, whole] = (typeof given === 'string' && TEXT.exec(given)) || [];
  if (number === undefined) return { raw: null, isPercent: false };
  if (whole === undefined) return { raw: Number(number), isPercent: percent !== undefined };
  return Number(whole) > 0
    ? { raw: (100 * Number(number)) / Number(whole), isPercent: true }
    : { raw: null, isPercent: false };
}

/**
 * The progress in percent after what was said. Values up to 1 count as shares of 1 while all values so far were
 * such, and one had a fraction. Progress that was left out stays as it was.
 */
export function progressAfter(
  current: JobMessage | null,
  { raw, isPercent }: SaidProgress,
  isCompleted: boolean,
): { progress: number; scale?: Scale } {
  const before = current?.scale === 'percent' || current?.scale === 'ratio' ? current.scale : undefined;
  const keep: { scale?: Scale } = before ? { scale: before } : {};
  if (raw === null) return { progress: isCompleted ? 100 : (current?.progress ?? 0), ...keep };
  if (isPercent || raw > 1 || before === 'percent') return { progress: clamp(raw), scale: 'percent' };
  if (before === 'ratio' || !Number.isInteger(raw)) {
    return { progress: clamp(Math.round(raw * 10_000) / 100), scale: 'ratio' };
  }
  return { progress: clamp(raw), ...keep };
}
