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
  /** `note`: it works, and there is something to know. */
  status: 'ok' | 'note' | 'failed' | 'skipped';
  /** The last part of `test.{step}.{outcome}`; null: only the words of the failure's code fit. */
  outcome: string | null;
  code?: string;
  ms?: number;
  /** The server's version. */
  version?: string;
  /** Where a live connection did not come about. */
  liveAddress?: string;
}

export interface TestDoors {
  probeServer: (url: string) => Promise<Answer<ServerConfig>>;
  listTokens: () => Promise<Answer<TokenList>>;
  testSocket: () => Promise<Answer<SocketTest>>;
  now: () => number;
}

export interface TestedPair {
  server: ServerInfo;
  extensionVersion: string;
  enableWebSocket: boolean;
  /** Where the first try of live updates goes. */
  liveAddress: string;
}

/** Null where the step has no words of its own for this failure. */
const outcomeOf = <S extends keyof StepOutcomes>(code: string, step: S): StepOutcomes[S] | null =>
  failureLookOf(code).test?.[step] ?? null;

function reachedResult(answer: Answer<ServerConfig>, { server }: TestedPair, ms: number): StepResult {
  const step = 'reached';
  if (answer.ok) {
    const same = server.kind === 'plain' || answer.value.server_id === server.serverId;
    return same ? { step, status: 'ok', outcome: 'ok', ms } : { step, status: 'failed', outcome: 'another' };
  }
  const { code } = answer.error;
  // It was connected by such an answer: by having no configuration, or by the person's word for it.
  if (server.kind && (looksBasic(code) || (server.answers && failureTraitsOf(code).mayBeBasic)))
    return { step, status: 'ok', outcome: 'plain', ms };
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

function socketResults(answer: Answer<SocketTest>, plain: boolean, liveAddress: string): StepResult[] {
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
        outcome: blocked ? (plain ? 'plain_blocked' : 'socket_blocked') : found,
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
  // Without acks nothing proves a round trip, and nothing is wrong with it.
  if (roundTripMs === null && plain && trip === 'timeout')
    return [
      socket,
      { step: 'round_trip', status: 'skipped', outcome: 'plain' },
      { step: 'room', status: 'skipped', outcome: 'none' },
    ];
  if (roundTripMs === null) return [socket, { step: 'round_trip', status: 'failed', outcome: trip, code }];
  const tripOk: StepResult = { step: 'round_trip', status: 'ok', outcome: 'ok', ms: roundTripMs };
  if (messageMs !== null)
    return [socket, tripOk, { step: 'room', status: 'ok', outcome: 'ok', ms: messageMs }];
  // A server that has no such room is an older or a plain one: joining is all that it can show.
  const room = outcomeOf(code, 'room');
  if (room === 'none' || plain) return [socket, tripOk, { step: 'room', status: 'skipped', outcome: 'none' }];
  return [socket, tripOk, { step: 'room', status: 'failed', outcome: room, code }];
}

/**
 * The steps in order, each result as soon as it is there. Ends after the first failure: what comes after
 * it could only fail for the same reason.
 */
export async function* runConnectionTest(doors: TestDoors, pair: TestedPair): AsyncGenerator<StepResult> {
  const timed = async <T>(ask: () => Promise<T>): Promise<[T, number]> => {
    const from = doors.now();
    const answer = await ask();
    return [answer, Math.max(1, Math.round(doors.now() - from))];
  };

  const [config, configMs] = await timed(() => doors.probeServer(pair.server.url));
  const reached = reachedResult(config, pair, configMs);
  yield reached;
  if (reached.status === 'failed') return;
  const plain = !config.ok;
  if (plain) yield { step: 'version', status: 'skipped', outcome: 'plain' };
  else yield versionResult(config.value.version, pair);

  // It has no list of tokens to be asked for; the socket shows whether ours is right.
  const token: StepResult = pair.server.kind
    ? { step: 'token', status: 'skipped', outcome: 'not_asked' }
    : tokenResult(...(await timed(doors.listTokens)));
  yield token;
  if (token.status === 'failed') return;

  if (!pair.enableWebSocket) yield* byChoice(true);
  else if (!plain && !config.value.websocket.enabled) yield* byChoice(false);
  else yield* socketResults(await doors.testSocket(), plain, pair.liveAddress);
}
