import type { SocketTest } from '../../../lib/state/socketTest.ts';
import { sampleAnswers } from './sampleReport.ts';

const failed = (code: string) => ({ ok: false, error: { code } });
const config = (change: object) => ({
  probeServer: { ok: true, value: { ...sampleAnswers.probeServer.value, ...change } },
});
const socket = (change: Partial<SocketTest>) => ({
  testSocket: {
    ok: true,
    value: { connectMs: 31, roundTripMs: 3, messageMs: 4, code: null, ...change } satisfies SocketTest,
  },
});
const NOT = { connectMs: null, roundTripMs: null, messageMs: null };

/** Answers of the background to *Test connection*: every step passes, or one fails. */
export const connectionTests: { name: string; answers: Record<string, unknown> }[] = [
  { name: 'all is well', answers: socket({}) },
  { name: 'nothing answers', answers: { probeServer: failed('network') } },
  {
    name: 'another version, and live updates off',
    answers: config({ version: '2.13.0-beta.1', websocket: { enabled: false, url: null } }),
  },
  { name: 'token refused', answers: { listTokens: failed('unauthorized') } },
  { name: 'socket blocked', answers: socket({ ...NOT, code: 'socket_blocked' }) },
  { name: 'no round trip', answers: socket({ roundTripMs: null, messageMs: null, code: 'timeout' }) },
  { name: 'no test message', answers: socket({ messageMs: null, code: 'rate_limited' }) },
  { name: 'background stopped', answers: { testSocket: failed('no_background') } },
];
