import type { ControlAnswer } from '@seo-live/protocol';
import { type Answer, fail, succeed } from '../state/answer';
import type { Rows } from '../state/createState';
import type { CancelIntent, Intent } from '../state/intent';
import { isUnsent } from '../state/intent';
import { isJobKey, type JobKey, jobIdOf } from '../state/jobKey';
import type { Sender } from './createSender';
import type { ActionContext } from './withServer';

type Cancel = (jobKey: JobKey) => CancelIntent;

/** The changed rows, and the job whose cancel was stored, if there is one. Null: there is no such row. */
type Placed = { rows: Rows; jobKey: JobKey | null } | null;

/** The start is not answered yet, so the cancel waits for the answer. A start that failed for good is removed. */
function placeInStart({ followed, intents }: Rows, id: string): Placed {
  const changed = intents.flatMap((intent): Intent[] => {
    if (intent.kind !== 'start' || intent.id !== id) return [intent];
    return intent.problem?.final ? [] : [{ ...intent, cancelWanted: true }];
  });
  return { rows: { followed, intents: changed }, jobKey: null };
}

/** A click on a starting row may arrive after the start was answered. Then it cancels the scan. */
function place(rows: Rows, id: string, cancelOf: Cancel): Placed {
  if (rows.intents.some((intent) => intent.kind === 'start' && intent.id === id)) {
    return placeInStart(rows, id);
  }
  const jobKey = isJobKey(id) ? id : rows.followed.find(({ startedBy }) => startedBy === id)?.key;
  if (jobKey === undefined) return null;
  const others = rows.intents.filter((other) => other.kind !== 'cancel' || other.jobKey !== jobKey);
  return { rows: { ...rows, intents: [...others, cancelOf(jobKey)] }, jobKey };
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
  const createdAt = new Date(now()).toISOString();
  const cancelOf: Cancel = (jobKey) => ({
    kind: 'cancel',
    id: newId(),
    jobKey,
    jobId: jobIdOf(jobKey),
    createdAt,
  });
  const decided: { placed: Placed } = { placed: null };
  await state.updateRows((rows) => {
    decided.placed = place(rows, id, cancelOf);
    return decided.placed?.rows ?? rows;
  });
  if (!decided.placed) return fail('not_found');
  const { jobKey } = decided.placed;
  if (jobKey === null) {
    void sender.sendIntents();
    return succeed(null);
  }
  const answer = await sender.sendCancelNow(jobKey);
  if (answer?.ok) return answer;
  const kept = (await state.intents.get()).some(
    (other) => other.kind === 'cancel' && other.jobKey === jobKey && isUnsent(other),
  );
  // Neither answered nor stored: the intent was removed when its server was left.
  return kept ? succeed(null) : (answer ?? fail('not_paired'));
}
