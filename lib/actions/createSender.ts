import type { ControlAnswer } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import { type Answer, fail } from '../state/answer';
import { addFollowed, belongsTo, changeFollowed, newFollowed } from '../state/followedJobs';
import { createMutex } from '../state/mutex';
import type {
  CancelIntent,
  FollowedJob,
  Intent,
  IntentProblem,
  PairedServer,
  StartIntent,
} from '../state/types';
import type { ActionContext } from './context';

const INTENT_EXPIRES_MS = 12 * 3600_000;

/** Answers that will not change when the same is sent again. */
const finalForStart = new Set([
  'invalid_request',
  'invalid_url',
  'unsupported_scheme',
  'url_too_long',
  'address_refused',
  'idempotency_mismatch',
  'already_running',
]);
const finalForCancel = new Set(['not_found', 'deleted', 'wrong_state', 'invalid_request']);

const isPending = (intent: Intent): boolean => intent.kind === 'cancel' || !intent.problem?.final;

/**
 * Sends the stored commands, one round at a time. A worker killed anywhere in it loses nothing: what was
 * answered is stored before the intent is taken away, and sending again uses the same key.
 */
export function createSender(context: ActionContext) {
  const { state, connection, now, newId } = context;
  const inTurn = createMutex();

  const setProblem = (id: string, problem: IntentProblem) =>
    state.intents.update((intents) =>
      intents.map((intent) =>
        intent.kind === 'start' && intent.id === id ? { ...intent, problem } : intent,
      ),
    );
  const remove = (id: string) =>
    state.intents.update((intents) => intents.filter((intent) => intent.id !== id));

  /** The answered start becomes a followed job, and a cancel that was wanted meanwhile takes its place. */
  const replaceStart = (sent: StartIntent, job: FollowedJob) =>
    state.updateRows(({ followed, intents }) => ({
      followed: addFollowed(followed, job),
      intents: intents.flatMap((intent): Intent[] => {
        if (intent.id !== sent.id || intent.kind !== 'start') return [intent];
        if (!intent.cancelWanted) return [];
        return [
          { kind: 'cancel', id: newId(), jobKey: job.key, jobId: job.jobId, createdAt: intent.createdAt },
        ];
      }),
    }));

  async function sendStart(api: ApiClient, server: PairedServer, intent: StartIntent): Promise<void> {
    const { url, mode, options, force } = intent;
    const answer = await api.startJob({ url, mode, options }, intent.id, force);
    if (!answer.ok) {
      const { code, jobId } = answer.error;
      const problem = { code, final: finalForStart.has(code), ...(jobId ? { jobId } : {}) };
      await setProblem(intent.id, problem);
      return;
    }
    const { job, message } = answer.value;
    const followed = newFollowed(server, {
      jobId: job.job_id,
      url: job.url,
      mode,
      startedHere: true,
      addedAt: new Date(now()).toISOString(),
    });
    await replaceStart(intent, followed);
    await connection.receive(followed.key, message, 'snapshot');
  }

  async function sendCancel(api: ApiClient, intent: CancelIntent): Promise<Answer<ControlAnswer>> {
    await state.followed.update((jobs) =>
      changeFollowed(jobs, intent.jobKey, (job) => (job.end ? job : { ...job, cancelledHere: true })),
    );
    const answer = await api.cancel(intent.jobId, intent.id);
    if (answer.ok || finalForCancel.has(answer.error.code)) await remove(intent.id);
    if (!answer.ok && (answer.error.code === 'not_found' || answer.error.code === 'deleted')) {
      await connection.markGone(intent.jobKey, answer.error.code);
    }
    return answer;
  }

  async function expire(intent: Intent): Promise<boolean> {
    if (now() - Date.parse(intent.createdAt) < INTENT_EXPIRES_MS) return false;
    if (intent.kind === 'start') await setProblem(intent.id, { code: 'expired', final: true });
    else await remove(intent.id);
    return true;
  }

  /** Sends what is stored now, oldest first; what a start leaves behind (a cancel) goes in the same round. */
  async function round(): Promise<Map<string, Answer<ControlAnswer>>> {
    const answers = new Map<string, Answer<ControlAnswer>>();
    const tried = new Set<string>();
    for (;;) {
      const intents = await state.intents.get();
      const intent = intents.find((held) => isPending(held) && !tried.has(held.id));
      if (!intent) return answers;
      tried.add(intent.id);
      const server = await state.server.get();
      if (await expire(intent)) continue;
      if (!server) continue;
      const api = context.apiAt(server.url, server.token);
      if (intent.kind === 'start') await sendStart(api, server, intent);
      else if (belongsTo(server, intent.jobKey)) answers.set(intent.id, await sendCancel(api, intent));
    }
  }

  const send = (): Promise<Map<string, Answer<ControlAnswer>>> =>
    inTurn(round).finally(() => void connection.ensure());

  return {
    /** Never rejects: what could not be sent stays stored. */
    sendIntents: (): Promise<void> =>
      send().then(
        () => undefined,
        () => undefined,
      ),
    sendCancelNow: async (id: string): Promise<Answer<ControlAnswer>> =>
      (await send()).get(id) ?? fail('network'),
  };
}
export type Sender = ReturnType<typeof createSender>;
