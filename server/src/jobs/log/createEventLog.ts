import { EventEmitter } from 'node:events';
import { canMove, isTerminal } from '@seo-live/protocol';
import { type Clock, isoNow } from '../../shared/clock.ts';
import type { Store } from '../../store/database/openStore.ts';
import { createEventStore, type NextState } from '../../store/jobs/createEventStore.ts';
import { createJobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { ChangeOf, EventChange, EventLog, Position } from './eventLog.ts';
import { nextEpoch, nextMessage } from './nextMessage.ts';

const MAX_REPLAY = 200;

/** The log of every job. It is the only source; everything people see is derived from it. */
export function createEventLog({ store, clock }: { store: Store; clock: Clock }): EventLog {
  const events = createEventStore(store);
  const jobs = createJobStore(store);
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);

  function stateAfter(job: Job, changeOf: ChangeOf, newEpoch: boolean): NextState | null {
    if (isTerminal(job.status)) return null;
    const change = typeof changeOf === 'function' ? changeOf(job) : changeOf;
    if (!change || !isAllowed(job, change)) return null;
    const message = nextMessage(job.message, change, {
      seq: job.seq + 1,
      epoch: newEpoch ? nextEpoch(job.epoch, clock.wallMs()) : job.epoch,
      timestamp: isoNow(clock),
    });
    const { result, error, lastRequestAt } = change;
    const report = change.report && { ...change.report, ended_at: message.timestamp };
    return { message, result, error, report, lastRequestAt };
  }

  return {
    async append(jobId, change, { durable = false, newEpoch = false } = {}) {
      const message = await events.append(jobId, (job) => stateAfter(job, change, newEpoch), { durable });
      if (!message) return null;
      emitter.emit('grown', { jobId, seq: message.seq });
      if (isTerminal(message.status)) {
        emitter.emit('ended', { jobId, code: message.error?.code ?? null });
      }
      return message;
    },

    announce: (event, data) => {
      emitter.emit(event, data);
    },

    ownerOf: jobs.ownerOf,

    async read(jobId, position = {}) {
      const found = await events.read(jobId, (job) => replayFrom(job, position));
      if (!found) return null;
      const { job, events: replay } = found;
      const newest = { message: job.message, ended: isTerminal(job.status) };
      if (position.sinceSeq === undefined) return { ...newest, reset: false };
      // Events are removed some time after the end. An incomplete replay would be worse than none.
      if (replay?.length !== job.seq - position.sinceSeq) return { ...newest, reset: true };
      return { ...newest, reset: false, events: replay };
    },

    heads: events.heads,
    after: events.after,

    on(event, listener) {
      emitter.on(event, listener);
      return () => emitter.off(event, listener);
    },
  };
}

const isAllowed = (job: Job, { status }: EventChange): boolean =>
  status === undefined || status === job.status || canMove(job.status, status);

/** The number after which events are replayed; null when no events can be replayed. */
function replayFrom(job: Job, { sinceSeq, epoch }: Position): number | null {
  if (sinceSeq === undefined) return null;
  if (epoch !== undefined && epoch !== job.epoch) return null;
  return sinceSeq > job.seq || job.seq - sinceSeq > MAX_REPLAY ? null : sinceSeq;
}
