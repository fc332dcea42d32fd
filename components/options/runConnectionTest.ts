import type { ServerConfig, TokenList } from '@seo-live/protocol';
import type { Answer } from '@/lib/messages';
import { failureLookOf, type StepOutcomes } from '@/lib/state/failureLooks';
import { failureTraitsOf } from '@/lib/state/failureTraits';
import type { ServerInfo } from '@/lib/state/pairedServer';
import type { SocketTest } from '@/lib/state/socketTest';
import { looksBasic } from '../basic/BasicStep';
import { compareVersions } from '../connection/versions';

export const testSteps = ['reached', 'version', 'token', 'socket', 'round_trip', 'room'] as const;
export type TestStep = (typeof testSteps)[number];

export interface StepResult {
  step: TestStep;
  /** `note`: it works, but there is something to know. */
  status: 'ok' | 'note' | 'failed' | 'skipped';
  /** The last part of the key `test.{step}.{outcome}`. Null: the words of the failure code are used. */
  outcome: string | null;
  code?: string;
  ms?: number;
  /** The server's version. */
  version?: string;
  /** The address that could not be connected to. */
  liveAddress?: string;
}

export interface TestRequests {
  probeServer: (url: string) => Promise<Answer<ServerConfig>>;
  listTokens: () => Promise<Answer<TokenList>>;
  testSocket: () => Promise<Answer<SocketTest>>;
  monotonicMs: () => number;
}

export interface TestedPair {
  server: ServerInfo;
  extensionVersion: string;
  enableWebSocket: boolean;
  /** The address of the first try of live updates. */
  liveAddress: string;
}

/** Null when the step has no words of its own for this failure. */
const outcomeOf = <S extends keyof StepOutcomes>(code: string, step: S): StepOutcomes[S] | null =>
  failureLookOf(code).test?.[step] ?? null;

function reachedResult(answer: Answer<ServerConfig>, { server }: TestedPair, ms: number): StepResult {
  const step = 'reached';
  if (answer.ok) {
    const same = server.kind === 'plain' || answer.value.server_id === server.serverId;
    return same ? { step, status: 'ok', outcome: 'ok', ms } : { step, status: 'failed', outcome: 'another' };
  }
  const { code } = answer.error;
  // The person connected this server although it gave such an answer.
  if (server.kind && (looksBasic(code) || (server.answers && failureTraitsOf(code).mayBeBasic)))
    return { step, status: 'ok', outcome: 'basic', ms };
  return { step, status: 'failed', outcome: outcomeOf(code, step), code };
}

function versionResult(version: string, { extensionVersion }: TestedPair): StepResult {
  const outcome = compareVersions(version, extensionVersion);
  return { step: 'version', status: outcome === 'same' ? 'ok' : 'note', outcome, version };
}

function tokenResult(answer: Answer<TokenList>, ms: number): StepResult {
  const step = 'token';
  if (answer.ok) return { step, status: 'ok', outcome: 'ok', ms };
  const { code } = answer.error;
  if (failureTraitsOf(code).lacksRoute) return { step, status: 'skipped', outcome: 'not_asked' };
  return { step, status: 'failed', outcome: outcomeOf(code, step), code };
}

const byChoice = (here: boolean): StepResult[] =>
  (['socket', 'round_trip', 'room'] as const).map((step) => ({
    step,
    status: 'skipped',
    outcome: step === 'socket' ? (here ? 'chosen_here' : 'chosen_there') : 'by_choice',
  }));

function socketResults(answer: Answer<SocketTest>, basic: boolean, liveAddress: string): StepResult[] {
  if (!answer.ok) return [{ step: 'socket', status: 'failed', outcome: null, code: answer.error.code }];
  const { connectMs, roundTripMs, messageMs } = answer.value;
  const code = answer.value.code ?? 'bad_answer';
  const { liveOff } = failureTraitsOf(code);
  if (liveOff) return byChoice(liveOff === 'here');
  if (connectMs === null) {
    const found = outcomeOf(code, 'socket');
    const blocked = found === 'blocked';
    const address = answer.value.dialled ?? liveAddress;
    return [
      {
        step: 'socket',
        status: 'failed',
        outcome: blocked ? (basic ? 'basic_blocked' : 'socket_blocked') : found,
        code: blocked ? 'socket_blocked' : code,
        liveAddress: address,
      },
    ];
  }
  const socket: StepResult =
    connectMs === 0
      ? { step: 'socket', status: 'ok', outcome: 'already' }
      : { step: 'socket', status: 'ok', outcome: 'ok', ms: connectMs };
  const trip = outcomeOf(code, 'round_trip');
  // A basic server may send no acknowledgements. Then a round trip cannot be measured, which is no failure.
  if (roundTripMs === null && basic && trip === 'timeout')
    return [
      socket,
      { step: 'round_trip', status: 'skipped', outcome: 'basic' },
      { step: 'room', status: 'skipped', outcome: 'none' },
    ];
  if (roundTripMs === null) return [socket, { step: 'round_trip', status: 'failed', outcome: trip, code }];
  const tripOk: StepResult = { step: 'round_trip', status: 'ok', outcome: 'ok', ms: roundTripMs };
  if (messageMs !== null)
    return [socket, tripOk, { step: 'room', status: 'ok', outcome: 'ok', ms: messageMs }];
  // Older and basic servers have no test room. The test can only show that the socket could join.
  const room = outcomeOf(code, 'room');
  if (room === 'none' || basic) return [socket, tripOk, { step: 'room', status: 'skipped', outcome: 'none' }];
  return [socket, tripOk, { step: 'room', status: 'failed', outcome: room, code }];
}

/**
 * Runs the steps in order, and yields each result as soon as it is known. It ends after the first failure,
 * because the steps after it would fail for the same reason.
 */
export async function* runConnectionTest(
  requests: TestRequests,
  pair: TestedPair,
): AsyncGenerator<StepResult> {
  const timed = async <T>(ask: () => Promise<T>): Promise<[T, number]> => {
    const from = requests.monotonicMs();
    const answer = await ask();
    return [answer, Math.max(1, Math.round(requests.monotonicMs() - from))];
  };

  const [config, configMs] = await timed(() => requests.probeServer(pair.server.url));
  const reached = reachedResult(config, pair, configMs);
  yield reached;
  if (reached.status === 'failed') return;
  const basic = !config.ok;
  if (basic) yield { step: 'version', status: 'skipped', outcome: 'basic' };
  else yield versionResult(config.value.version, pair);

  // A basic server has no list of tokens. The socket shows whether the token is right.
  const token: StepResult = pair.server.kind
    ? { step: 'token', status: 'skipped', outcome: 'not_asked' }
    : tokenResult(...(await timed(requests.listTokens)));
  yield token;
  if (token.status === 'failed') return;

  if (!pair.enableWebSocket) yield* byChoice(true);
  else if (!basic && !config.value.websocket.enabled) yield* byChoice(false);
  else yield* socketResults(await requests.testSocket(), basic, pair.liveAddress);
}
