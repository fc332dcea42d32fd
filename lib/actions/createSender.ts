import type { ControlAnswer } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import { LONGEST_WAIT_MS } from '../api/retryAfterHeader';
import type { Answer, Failure } from '../state/answer';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { FollowedJob } from '../state/followedJob';
import { addFollowed, changeFollowed, newFollowed } from '../state/followedJob';
import type { CancelIntent, Intent, StartIntent } from '../state/intent';
import { INTENT_EXPIRES_HOURS, isUnsent } from '../state/intent';
import { isAhead } from '../state/isAhead';
import { belongsTo, type JobKey } from '../state/jobKey';
import { createMutex } from '../state/mutex';
import type { PairedServer } from '../state/pairedServer';
import { isPlainKey } from '../state/plain';
import { createAwaited } from './createAwaited';
import { takeSnapshot } from './takeSnapshot';
import type { ActionContext } from './withServer';

/** Answers that will not change when the same is sent again, whatever their code: a newer server has more. */
const finalStatuses = new Set([400, 409, 410, 413, 422]);
const isFinal = ({ code, status = 0 }: Failure, { kind }: PairedServer): boolean =>
  finalStatuses.has(status) ||
  failureTraitsOf(code).final === true ||
  // A plain server may take our token for everything else, and lack only this: nothing but the row tells.
  (kind !== undefined && [401, 403, 404].includes(status));

/**
 * Sends the stored commands, one round at a time. A worker killed anywhere in it loses nothing: what was
 * answered is stored before the intent is taken away, and sending again uses the same key.
 */
export function createSender(context: ActionContext) {
  const { state, connection, now, newId } = context;
  const inTurn = createMutex();
  const cancels = createAwaited<Answer<ControlAnswer>>();

  const change = (id: string, more: Pick<Intent, 'problem' | 'notBefore'>) =>
    state.intents.update((intents) =>
      // One that was ended while it was under way, because its server was left, stays ended.
      intents.map((intent) => (intent.id === id && isUnsent(intent) ? { ...intent, ...more } : intent)),
    );
  const notBefore = ({ retryAfterMs }: Failure) =>
    retryAfterMs === undefined ? {} : { notBefore: new Date(now() + retryAfterMs).toISOString() };
  const remove = (id: string) =>
    state.intents.update((intents) => intents.filter((intent) => intent.id !== id));

  /**
   * The answered start becomes a followed job, and a cancel that was wanted meanwhile takes its place. One
   * that was ended while it was under way, because its server was left, stays ended.
   */
  const replaceStart = (sent: StartIntent, job: FollowedJob) =>
    state.updateRows((rows) => {
      const held = rows.intents.find((intent) => intent.id === sent.id);
      if (held?.kind !== 'start' || !isUnsent(held)) return rows;
      const { key: jobKey, jobId } = job;
      const cancel: Intent = { kind: 'cancel', id: newId(), jobKey, jobId, createdAt: held.createdAt };
      return {
        // It may be followed already, by someone who saw it in the list before the answer came.
        followed: changeFollowed(addFollowed(rows.followed, job), jobKey, (one) => ({
          ...one,
          startedBy: sent.id,
        })),
        intents: rows.intents.flatMap((intent) =>
          intent !== held ? [intent] : held.cancelWanted ? [cancel] : [],
        ),
      };
    });

  /** A cancel that never came through silences nothing: if the scan ends otherwise, it is told. */
  const unmark = (jobKey: JobKey) =>
    state.followed.update((jobs) =>
      changeFollowed(jobs, jobKey, (job) => (job.end ? job : { ...job, cancelledHere: false })),
    );

  /** Known from then on, so that no screen offers it. */
  async function noteLack({ pairedAt }: PairedServer, code: string): Promise<void> {
    const { lacks } = failureTraitsOf(code);
    if (!lacks) return;
    await state.server.update((held) => (held?.pairedAt === pairedAt ? { ...held, [lacks]: false } : held));
  }

  async function sendStart(api: ApiClient, server: PairedServer, intent: StartIntent): Promise<void> {
    const { url, mode, options, force } = intent;
    const answer = await api.startJob({ url, mode, options }, intent.id, force);
    if (!answer.ok) {
      const { code, jobId } = answer.error;
      const problem = { code, final: isFinal(answer.error, server), ...(jobId ? { jobId } : {}) };
      await noteLack(server, code);
      await change(intent.id, { problem, ...notBefore(answer.error) });
      return;
    }
    const { job, message } = answer.value;
    const followed = newFollowed(server, {
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
      // Such a server may tell nobody that it has stopped.
      if (isPlainKey(intent.jobKey)) await takeSnapshot(connection, api, intent.jobKey);
      return answer;
    }
    const { code } = answer.error;
    await noteLack(server, code);
    if (isRemoved(code) || isFinal(answer.error, server)) {
      await unmark(intent.jobKey);
      await remove(intent.id);
    } else await change(intent.id, notBefore(answer.error));
    if (isRemoved(code)) await connection.markGone(intent.jobKey, code);
    return answer;
  }

  async function expire(intent: Intent): Promise<boolean> {
    if (now() - Date.parse(intent.createdAt) < INTENT_EXPIRES_HOURS * 3600_000) return false;
    if (intent.kind === 'cancel') await unmark(intent.jobKey);
    await change(intent.id, { problem: { code: 'expired', final: true } });
    return true;
  }

  /** Sends what is stored now, oldest first; what a start leaves behind (a cancel) goes in the same round. */
  async function round(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const intents = await state.intents.get();
      const isHeld = ({ notBefore = '' }: Intent) => isAhead(Date.parse(notBefore), now(), LONGEST_WAIT_MS);
      const intent = intents.find((held) => isUnsent(held) && !tried.has(held.id) && !isHeld(held));
      if (!intent) return;
      tried.add(intent.id);
      const server = await state.server.get();
      if (await expire(intent)) continue;
      if (!server) continue;
      const api = context.apiAt(server.url, server.token, server.kind);
      if (intent.kind === 'start') await sendStart(api, server, intent);
      else if (belongsTo(server, intent.jobKey))
        cancels.tell(intent.jobKey, await sendCancel(api, server, intent));
    }
  }

  const send = (): Promise<void> => inTurn(round).finally(() => void connection.ensure());

  return {
    /** Never rejects: what could not be sent stays stored. */
    sendIntents: (): Promise<void> => send().catch(() => undefined),
    /** What the server says of a stored cancel, whichever round sends it; null when none could be sent. */
    sendCancelNow: (jobKey: JobKey): Promise<Answer<ControlAnswer> | null> => cancels.until(jobKey, send()),
  };
}
export type Sender = ReturnType<typeof createSender>;
