import type { Translate } from '../i18n';
import type { State } from '../state/createState';
import { changeFollowed } from '../state/followedJobs';
import { notificationFor } from './notificationFor';

/** The part of `browser.notifications` that is used. */
export interface Notifications {
  create(
    id: string,
    options: { type: 'basic'; iconUrl: string; title: string; message: string },
  ): Promise<string>;
  getAll(): Promise<Record<string, unknown>>;
}

/**
 * Tells each end that is `pending`, then marks it `done`. The id is the job's key, so a worker killed
 * between the two finds its notification again instead of making a second one.
 */
export async function notifyTransitions(
  deps: { state: State; notifications: Notifications; iconUrl: string },
  t: Translate<WorkerWords>,
): Promise<void> {
  const pending = (await deps.state.followed.get()).filter((job) => job.notify === 'pending' && job.end);
  if (pending.length === 0) return;
  const visible = await deps.notifications.getAll();
  for (const job of pending) {
    if (job.end && !(job.key in visible)) {
      const words = notificationFor(job, job.end, t);
      await deps.notifications.create(job.key, { type: 'basic', iconUrl: deps.iconUrl, ...words });
    }
    await deps.state.followed.update((jobs) =>
      changeFollowed(jobs, job.key, (held) => ({ ...held, notify: 'done' })),
    );
  }
}
