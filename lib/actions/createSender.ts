import type { ControlAnswer } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import { LONGEST_WAIT_MS } from '../api/retryAfterHeader';
import type { Answer, Failure } from '../state/answer';
import { isBasicKey } from '../state/basicServer';
import { createMutex } from '../state/createMutex';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { FollowedJob } from '../state/followedJob';
import { addFollowed, changeFollowed, newFollowedJob } from '../state/followedJob';
import type { CancelIntent, Intent, StartIntent } from '../state/intent';
import { INTENT_EXPIRES_HOURS, isUnsent } from '../state/intent';
import { isAhead } from '../state/isAhead';
import { belongsTo, type JobKey } from '../state/jobKey';
import type { PairedServer } from '../state/pairedServer';
import { createAwaited } from './createAwaited';
import { takeSnapshot } from './takeSnapshot';
import type { ActionContext } from './withServer';

/** Answers that stay the same when the command is sent again, also with a code of a newer server. */
const finalStatuses = new Set([400, 409, 410, 413, 422]);
const isFinal = ({ code, status = 0 }: Failure, { kind }: PairedServer): boolean =>
  finalStatuses.has(status) ||
  failureTraitsOf(code).final === true ||
  // A basic server may accept our token for everything else, and lack only this. Only the row shows it.
  (kind !== undefined && [401, 403, 404].includes(status));

/**
 * Sends the stored commands, one pass at a time. A worker killed anywhere in it loses nothing: an answer is
 * stored before its intent is removed, and sending again uses the same key.
 */
export function createSender(context: ActionContext) {
  const { state, connection, now, newId } = context;
  const exclusive = createMutex();
  const cancels = createAwaited<Answer<ControlAnswer>>();

  const change = (id: string, more: Partial<Pick<Intent, 'problem' | 'notBefore' | 'overridable'>>) =>
    state.intents.update((intents) =>
      // An intent that ended while it was sent, because its server was left, stays ended.
      intents.map((intent) => (intent.id === id && isUnsent(intent) ? { ...intent, ...more } : intent)),
    );
  const remove = (id: string) =>
    state.intents.update((intents) => intents.filter((intent) => intent.id !== id));

  /**
   * The answered start becomes a followed job, and a cancel that was wanted meanwhile replaces the start. A
   * start that ended while it was sent, because its server was left, stays ended.
   */
  const replaceStart = (sent: StartIntent, job: FollowedJob) =>
    state.updateRows((rows) => {
      const current = rows.intents.find((intent) => intent.id === sent.id);
      if (current?.kind !== 'start' || !isUnsent(current)) return rows;
      const { key: jobKey, jobId } = job;
      const cancel: Intent = { kind: 'cancel', id: newId(), jobKey, jobId, createdAt: current.createdAt };
      return {
        // The person may follow it already, from the list of scans that were started elsewhere.
        followed: changeFollowed(addFollowed(rows.followed, job), jobKey, (one) => ({
          ...one,
          startedBy: sent.id,
        })),
        intents: rows.intents.flatMap((intent) =>
          intent !== current ? [intent] : current.cancelWanted ? [cancel] : [],
        ),
      };
    });

  /** The cancel did not reach the server, so the end of the scan is notified after all. */
  const unmark = (jobKey: JobKey) =>
    state.followed.update((jobs) =>
      changeFollowed(jobs, jobKey, (job) => (job.end ? job : { ...job, cancelledHere: false })),
    );

  /** The one path of all failures. A start keeps its row, which says why; a cancel that stays refused is removed. */
  async function noteFailure(server: PairedServer, intent: Intent, failure: Failure): Promise<void> {
    const { code, jobId } = failure;
    const { lacks } = failureTraitsOf(code);
    // From then on, no screen offers what the server lacks.
    if (lacks)
      await state.server.update((current) =>
        current?.pairedAt === server.pairedAt ? { ...current, [lacks]: false } : current,
      );
    const final = isFinal(failure, server);
    if (intent.kind === 'cancel' && (final || isRemoved(code))) {
      await unmark(intent.jobKey);
      await remove(intent.id);
      if (isRemoved(code)) await connection.markRemoved(intent.jobKey, code);
      return;
    }
    const problem = { code, final, ...(jobId ? { jobId } : {}) };
    await change(intent.id, {
      ...(intent.kind === 'start' ? { problem } : {}),
      ...(failure.retryAfterMs === undefined
        ? {}
        : {
            notBefore: new Date(now() + failure.retryAfterMs).toISOString(),
            overridable: failure.overridable === true,
          }),
    });
  }

  async function sendStart(api: ApiClient, server: PairedServer, intent: StartIntent): Promise<void> {
    const { url, mode, options, force } = intent;
    const answer = await api.startJob({ url, mode, options }, intent.id, force);
    if (!answer.ok) {
      await noteFailure(server, intent, answer.error);
      return;
    }
    const { job, message } = answer.value;
    const followed = newFollowedJob(server, {
      jobId: job.job_id,
      url: job.url,
      mode,
      startedHere: true,
      startedBy: intent.id,
      addedAt: new Date(now()).toISOString(),
    });
    await replaceStart(intent, followed);
    if (message) await connection.receive(followed.key, message, 'snapshot');
  }

  async function sendCancel(
    api: ApiClient,
    server: PairedServer,
    intent: CancelIntent,
  ): Promise<Answer<ControlAnswer>> {
    await state.followed.update((jobs) =>
      changeFollowed(jobs, intent.jobKey, (job) => (job.end ? job : { ...job, cancelledHere: true })),
    );
    const answer = await api.cancel(intent.jobId, intent.id);
    if (answer.ok) {
      await remove(intent.id);
      // A basic server may send no message about the end.
      if (isBasicKey(intent.jobKey)) await takeSnapshot(connection, api, intent.jobKey);
      return answer;
    }
    await noteFailure(server, intent, answer.error);
    return answer;
  }

  async function expire(intent: Intent): Promise<boolean> {
    if (now() - Date.parse(intent.createdAt) < INTENT_EXPIRES_HOURS * 3600_000) return false;
    if (intent.kind === 'cancel') await unmark(intent.jobKey);
    await change(intent.id, { problem: { code: 'expired', final: true } });
    return true;
  }

  /** Sends the stored intents, oldest first. A cancel that an answered start leaves behind is sent in the same pass. */
  async function sendAll(byPerson: boolean): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const intents = await state.intents.get();
      const mustWait = ({ notBefore = '', overridable = false }: Intent) =>
        !(byPerson && overridable) && isAhead(Date.parse(notBefore), now(), LONGEST_WAIT_MS);
      const intent = intents.find(
        (candidate) => isUnsent(candidate) && !tried.has(candidate.id) && !mustWait(candidate),
      );
      if (!intent) return;
      tried.add(intent.id);
      const server = await state.server.get();
      if (await expire(intent)) continue;
      if (!server) continue;
      const api = context.apiAt(server.url, server.token, server.kind);
      if (intent.kind === 'start') await sendStart(api, server, intent);
      else if (belongsTo(server, intent.jobKey))
        cancels.resolve(intent.jobKey, await sendCancel(api, server, intent));
    }
  }

  const send = (byPerson = false): Promise<void> =>
    exclusive(() => sendAll(byPerson)).finally(() => void connection.ensure());

  return {
    /** Never rejects. An intent that could not be sent stays stored. `byPerson`: somebody asks to try now. */
    sendIntents: (byPerson = false): Promise<void> => send(byPerson).catch(() => undefined),
    /** The server's answer to a stored cancel, whichever pass sends it; null when it could not be sent. */
    sendCancelNow: (jobKey: JobKey): Promise<Answer<ControlAnswer> | null> => cancels.until(jobKey, send()),
  };
}
export type Sender = ReturnType<typeof createSender>;
