import { createHash } from 'node:crypto';
import type { StartJobRequest } from '@seo-live/protocol';
import { monotonicFactory } from 'ulid';
import { type Clock, isoNow } from '../../shared/clock.ts';
import { RequestError } from '../../shared/RequestError.ts';
import type { StartStore, StartTables } from '../../store/jobs/createStartStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import { firstMessage, nextEpoch } from '../log/nextMessage.ts';
import { parseStartUrl, siteLockOf } from './startUrl.ts';

/** How long an Idempotency-Key is remembered. */
export const KEY_KEPT_MS = 24 * 60 * 60 * 1000;

export interface StartLimits {
  /** Unfinished scans a user may have, queued ones included; one more is `rate_limited`. */
  unfinishedPerUser: number;
}

export interface StartOptions {
  /** `Idempotency-Key`, 1–200 characters; remembered for 24 h per user, when the start succeeded. */
  idempotencyKey?: string;
  /** Start although this user scans the same site already. */
  force?: boolean;
}

interface StartJobDeps {
  starts: StartStore;
  clock: Clock;
  limits: StartLimits;
  admitUrl?: (url: URL) => void;
}

/**
 * Starts jobs. Key and job are written in one transaction, so a start that is sent several times makes one
 * job. Ids rise with time: their order is the order of the queue.
 */
export function createStartJob({ starts, clock, limits, admitUrl }: StartJobDeps) {
  const ulid = monotonicFactory();

  /** The job that the key started; null for a new key. */
  async function replayOf(
    tables: StartTables,
    userId: string,
    key: string,
    hash: string,
  ): Promise<Job | null> {
    const used = await tables.findKey(userId, key);
    if (!used || Date.parse(used.createdAt) + KEY_KEPT_MS <= clock.wallMs()) return null;
    if (used.bodyHash !== hash) {
      throw new RequestError('idempotency_mismatch', 'This Idempotency-Key was used with another request.');
    }
    const job = await tables.findJob(used.jobId);
    if (!job) throw new RequestError('deleted', 'The scan this request started has been deleted.');
    return job;
  }

  async function refuseTooMany(tables: StartTables, userId: string, siteLock: string | null): Promise<void> {
    const unfinished = await tables.unfinished(userId);
    const running = siteLock !== null && unfinished.find((job) => job.siteLock === siteLock);
    if (running) {
      throw new RequestError('already_running', 'You are scanning this site already.', {
        jobId: running.jobId,
      });
    }
    if (unfinished.length >= limits.unfinishedPerUser) {
      throw new RequestError(
        'rate_limited',
        `You have ${unfinished.length} unfinished scans. Wait for one to end, or cancel one.`,
      );
    }
  }

  return (
    userId: string,
    request: StartJobRequest,
    { idempotencyKey, force = false }: StartOptions,
  ): Promise<{ job: Job; replayed: boolean }> => {
    const hash = bodyHash({ request, force });
    return starts.transaction(async (tables) => {
      // This comes first: the same request might be refused now, but it has started this job.
      const replay = idempotencyKey && (await replayOf(tables, userId, idempotencyKey, hash));
      if (replay) return { job: replay, replayed: true };
      const url = parseStartUrl(request.url);
      admitUrl?.(url);
      const siteLock = force ? null : siteLockOf(request.mode, url);
      await refuseTooMany(tables, userId, siteLock);
      const job = await tables.addJob({
        userId,
        url: url.href,
        mode: request.mode,
        options: request.options,
        siteLock,
        message: firstMessage(`j_${ulid(clock.wallMs())}`, nextEpoch(null, clock.wallMs()), isoNow(clock)),
      });
      if (idempotencyKey) {
        const use = { bodyHash: hash, jobId: job.jobId, createdAt: job.createdAt };
        await tables.rememberKey(userId, idempotencyKey, use);
      }
      return { job, replayed: false };
    });
  };
}

/** sha-256 of a JSON value; the order of its keys has no effect. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body, sortKeys)).digest('hex');

const sortKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
