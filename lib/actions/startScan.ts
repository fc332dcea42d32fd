import type { ScanMode, ScanOptions } from '@seo-live/protocol';
import { type Answer, succeed } from '../state/answer';
import { failureTraitsOf } from '../state/failureTraits';
import type { Intent, StartIntent } from '../state/intent';
import type { Sender } from './createSender';
import type { ActionContext } from './withServer';

interface Request {
  url: string;
  mode: ScanMode;
  options: Partial<ScanOptions>;
  force?: boolean;
}

/** "Start anyway" replaces the row that said that the site is being scanned already. */
const replaces = (request: Request, intent: Intent): boolean =>
  request.force === true &&
  intent.kind === 'start' &&
  failureTraitsOf(intent.problem?.code).runsAlready === true &&
  intent.url === request.url &&
  intent.mode === request.mode;

/** Stores the command under its Idempotency-Key first. From then on, killing the worker neither loses nor doubles it. */
export async function startScan(
  { state, newId, now }: ActionContext,
  sender: Sender,
  request: Request,
): Promise<Answer<{ intentId: string }>> {
  const intent: StartIntent = {
    kind: 'start',
    id: newId(),
    url: request.url,
    mode: request.mode,
    options: request.options,
    force: request.force ?? false,
    createdAt: new Date(now()).toISOString(),
    cancelWanted: false,
    problem: null,
  };
  await state.intents.update((intents) => [...intents.filter((other) => !replaces(request, other)), intent]);
  void sender.sendIntents();
  return succeed({ intentId: intent.id });
}
