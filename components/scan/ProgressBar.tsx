import type { JobMessage } from '@seo-live/protocol';

export type BarLook = 'run' | 'slow' | 'paused' | 'done' | 'failed' | 'stale';

/** The style of a bar. While a scan runs, `stale` has priority, because the number is not the present one. */
export function barLook(message: JobMessage, stale: boolean): BarLook {
  if (message.status === 'completed') return 'done';
  if (message.status === 'failed') return 'failed';
  if (stale || message.status === 'cancelled') return 'stale';
  if (message.status === 'paused') return 'paused';
  return (message.detail?.slowed ?? 0) > 0 ? 'slow' : 'run';
}

export interface ProgressBarProps {
  /** Null while the whole is not known: the bar moves and says nothing. */
  percent: number | null;
  look: BarLook;
  label: string;
  /** Read aloud in place of the number, which says little. */
  words: string;
}

export function ProgressBar({ percent, look, label, words }: ProgressBarProps) {
  const value = percent === null ? null : Math.max(0, Math.min(100, percent));
  return (
    <div
      className={`prog ${look}${value === null ? ' moving' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === null ? {} : { 'aria-valuenow': Math.floor(value) })}
      aria-valuetext={words}
    >
      <i style={value === null ? undefined : { width: `${value}%` }} />
    </div>
  );
}
