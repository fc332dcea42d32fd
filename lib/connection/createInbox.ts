import { isTerminal, type JobMessage } from '@seo-live/protocol';
import type { ConnectionLog } from '../state/connectionLog';
import { createMutex } from '../state/createMutex';
import type { State } from '../state/createState';
import type { RemovedCode } from '../state/failureTraits';
import type { FollowedJob } from '../state/followedJob';
import { changeFollowed } from '../state/followedJob';
import { isSameJobId } from '../state/jobId';
import { type JobKey, jobIdOf } from '../state/jobKey';
import { type Outcome, reduceMessage } from '../state/reduceMessage';
import type { Arrival, ConnectionObserver } from './connectionObserver';

export type Counters = Record<Outcome | 'gaps', number>;

/** A second end never notifies again, nor does one the person asked for. */
function withEnd(job: FollowedJob, end: JobMessage): FollowedJob {
  const asked = end.status === 'cancelled' && job.cancelledHere;
  const notify = job.notify === 'none' && !asked ? 'pending' : job.notify;
  return { ...job, end, gone: null, notify, read: asked || job.read };
}

/** A server may write the id of a job in another case than the person who follows it. */
function spelled(incoming: unknown, jobId: string): unknown {
  const { job_id } = (incoming ?? {}) as { job_id?: unknown };
  return job_id !== jobId && isSameJobId(job_id, jobId)
    ? { ...(incoming as object), job_id: jobId }
    : incoming;
}

/**
 * The one place where messages become stored state, from socket, ack and REST alike. The end of a scan and
 * the need to notify about it are one write to local storage, before session state is changed.
 */
export function createInbox(deps: {
  state: State;
  log: ConnectionLog;
  observer: ConnectionObserver;
  onStatusChange: () => void;
  /** Storage refused a message, or takes them again. */
  onStorage: (refused: boolean) => void;
}) {
  const { state, log, observer, onStatusChange, onStorage } = deps;
  const exclusive = createMutex();
  let lost = false;
  let refused = false;
  const counters: Counters = { applied: 0, duplicate: 0, stale_epoch: 0, after_end: 0, invalid: 0, gaps: 0 };

  const forget = (key: JobKey): Promise<unknown> =>
    state.live.update((live) => {
      const { [key]: removed, ...others } = live;
      return removed ? others : live;
    });

  function noteStorage(refuses: boolean): void {
    if (refused === refuses) return;
    refused = refuses;
    onStorage(refuses);
  }

  /** Storage is full or broken. An end has to be asked for again, since no other message follows it. */
  const noteRefusal = (error: unknown): void => {
    lost = true;
    noteStorage(true);
    log.add('dropped', `Storage refused: ${String(error)}`);
  };

  async function receive(key: JobKey, incoming: unknown, how: Arrival): Promise<Outcome> {
    const job = (await state.followed.get()).find((stored) => stored.key === key);
    if (!job) return 'duplicate';
    const current = job.end ?? (await state.live.get())[key] ?? null;
    const reduced = reduceMessage(current, spelled(incoming, job.jobId));
    counters[reduced.outcome] += 1;
    counters.gaps += reduced.gap;
    observer.received(key, reduced.outcome, how, reduced.gap, reduced.state);
    if (reduced.outcome === 'invalid') log.add('dropped', `A message for ${jobIdOf(key)} has another shape`);
    if (reduced.outcome === 'stale_epoch') log.add('dropped', 'A message of an earlier epoch');
    // Between two polls messages are always missing, so that is not logged.
    if (reduced.gap > 0 && (how === 'pushed' || how === 'snapshot')) {
      log.add(how === 'pushed' ? 'gap' : 'snapshot', `${jobIdOf(key)}: ${reduced.gap} not seen`);
    }
    if (reduced.outcome !== 'applied' || !reduced.state) return reduced.outcome;

    const message = reduced.state;
    if (isTerminal(message.status)) {
      await state.followed.update((jobs) => changeFollowed(jobs, key, (stored) => withEnd(stored, message)));
      log.add('end', `${message.job_id} ${message.status}`);
      onStatusChange();
      await forget(key);
      return 'applied';
    }
    await state.live.update((live) => ({ ...live, [key]: message }));
    if (job.end || job.gone) {
      await state.followed.update((jobs) =>
        changeFollowed(jobs, key, (stored) => ({ ...stored, end: null, gone: null })),
      );
    }
    if (message.status !== current?.status) onStatusChange();
    return 'applied';
  }

  return {
    counters: (): Counters => ({ ...counters }),
    /** Counts a message that names no scan. */
    drop(): void {
      counters.invalid += 1;
      log.add('dropped', 'A message names no scan');
    },
    /** Storage has refused a message: it has to be asked for again. */
    hasLost: (): boolean => lost,
    /** False when it is asked for, true again when that failed. */
    setLost(given: boolean): void {
      lost = given;
    },
    /** Whether a message of this scan was stored before. */
    isKnown: async (key: JobKey): Promise<boolean> => key in (await state.live.get()),
    /** Never rejects. What storage refuses is logged, and `hasLost` is true from then on. */
    receive: (key: JobKey, incoming: unknown, how: Arrival): Promise<Outcome> =>
      exclusive(() => receive(key, incoming, how)).then(
        (outcome) => {
          if (outcome === 'applied') noteStorage(false);
          return outcome;
        },
        (error: unknown) => {
          noteRefusal(error);
          return 'invalid';
        },
      ),
    /** The server has no such job for us. The row stays and says so. */
    markRemoved: (key: JobKey, code: RemovedCode): Promise<void> =>
      exclusive(async () => {
        await state.followed.update((jobs) =>
          changeFollowed(jobs, key, (job) => (job.gone ? job : { ...job, gone: code })),
        );
        log.add('gone', `${jobIdOf(key)} ${code}`);
        onStatusChange();
        await forget(key);
      }).catch(noteRefusal),
  };
}
export type Inbox = ReturnType<typeof createInbox>;
