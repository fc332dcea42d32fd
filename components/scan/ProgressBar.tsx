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
  percent: number;
  look: BarLook;
  label: string;
  /** Read aloud in place of the number, which says little. */
  words: string;
}

export function ProgressBar({ percent, look, label, words }: ProgressBarProps) {
  const value = Math.max(0, Math.min(100, percent));
  return (
    <div
      className={`prog ${look}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(value)}
      aria-valuetext={words}
    >
      <i style={{ width: `${value}%` }} />
    </div>
  );
}
