import type { ControlAnswer } from '@seo-live/protocol';
import { type Answer, fail, succeed } from '../state/answer';
import { isUnsent } from '../state/intents';
import type { CancelIntent, Intent } from '../state/types';
import { type ActionContext, jobIdOf } from './context';
import type { Sender } from './createSender';

/** Cancelled before the server knew of it: the start must be answered first, unless it never will be. */
function cancelStart(intents: Intent[], id: string): Intent[] {
  return intents.flatMap((intent): Intent[] => {
    if (intent.kind !== 'start' || intent.id !== id) return [intent];
    return intent.problem?.final ? [] : [{ ...intent, cancelWanted: true }];
  });
}

/**
 * `id` is a job's key, or the id of a row that is still starting. The value is null when the cancel is
 * stored and will be sent, but is not answered yet.
 */
export async function cancelScan(
  { state, newId, now }: ActionContext,
  sender: Sender,
  id: string,
): Promise<Answer<ControlAnswer | null>> {
  const cancel: CancelIntent = {
    kind: 'cancel',
    id: newId(),
    jobKey: id,
    jobId: jobIdOf(id),
    createdAt: new Date(now()).toISOString(),
  };
  const ofJob = id.includes('|');
  await state.intents.update((intents) =>
    ofJob
      ? [...intents.filter((held) => held.kind !== 'cancel' || held.jobKey !== id), cancel]
      : cancelStart(intents, id),
  );
  if (!ofJob) {
    void sender.sendIntents();
    return succeed(null);
  }
  const answer = await sender.sendCancelNow(id);
  if (answer?.ok) return answer;
  const kept = (await state.intents.get()).some(
    (held) => held.kind === 'cancel' && held.jobKey === id && isUnsent(held),
  );
  // Neither answered nor kept: it was taken away with its server.
  return kept ? succeed(null) : (answer ?? fail('not_paired'));
}
