import type { StoredView, StoredViewSource } from '../state/createStoredView';
import type { JobView } from '../state/jobView';
import type { Paint } from '../state/paint';
import type { Timers, WallClock } from '../state/wallClock';

const SEND_EVERY_MS = 2000;

interface PaintDeps {
  source: StoredViewSource;
  /** Whether this row is on the screen. */
  shows: (job: JobView) => boolean;
  isVisible: () => boolean;
  /** Runs `run` when the frame with the current state is on the screen. */
  afterPaint: (run: () => void) => void;
  timers: Pick<Timers, 'set'>;
  now: WallClock;
  send: (paints: Paint[]) => Promise<unknown>;
}

/** Reports to the background when each new message of a row was painted; in batches, since it can wait. */
export function reportPaints(deps: PaintDeps): void {
  let batch: Paint[] = [];

  function report(): void {
    const paints = batch;
    batch = [];
    // If the background is unreachable, these paints are not measured. No update is lost.
    deps.send(paints).catch(() => undefined);
  }

  function painted(rows: Omit<Paint, 'at'>[]): void {
    // A hidden page paints when it is shown again, which is no latency.
    if (!deps.isVisible()) return;
    const at = deps.now();
    if (batch.length === 0) deps.timers.set(report, SEND_EVERY_MS);
    batch.push(...rows.map((row) => ({ ...row, at })));
  }

  const onChange = (view: StoredView, before: StoredView) => {
    if (!before.ready || view.jobs === before.jobs || !deps.isVisible()) return;
    const rows = view.jobs.flatMap((job) => {
      const { key, message } = job;
      if (!key || message?.seq === undefined || !deps.shows(job)) return [];
      const shown = before.jobs.find((row) => row.key === key)?.message;
      if (shown?.seq === message.seq && shown.epoch === message.epoch) return [];
      return [{ key, epoch: message.epoch ?? '', seq: message.seq }];
    });
    if (rows.length > 0) deps.afterPaint(() => painted(rows));
  };
  deps.source.store.subscribe(onChange);
}
