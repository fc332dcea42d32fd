import * as fc from 'fast-check';
import type { World } from './createWorld.ts';

/** Followed from the beginning; others are started on the way. */
export const JOBS = ['a1', 'a2', 'a3'];
/** No other wait of a worker has these lengths, so that the timer of a poll cycle is known by its length. */
export const POLL_EVERY_MS = [3300, 7700] as const;

type Mode = World['fake']['mode'];

const bare = [
  'drop',
  'kill',
  'browserRestart',
  'alarm',
  'screen',
  'ensure',
  'test',
  'elsewhere',
  'ackNow',
  'answerLate',
] as const;
/** Rarer, since each of them changes the meaning of all later steps. */
const rare = ['restart', 'revoke', 'pair', 'pauseAll', 'gone', 'back'] as const;

export type Step =
  | { do: (typeof bare)[number] | (typeof rare)[number] | 'start' }
  | { do: 'killAt' | 'killBefore'; effect: number }
  | { do: 'socket'; mode: Mode['socket'] }
  | { do: 'rest'; mode: Mode['rest'] }
  | { do: 'late'; late: boolean }
  | { do: 'ack'; mode: Mode['ack'] }
  | { do: 'change'; nth: number; status: 'running' | 'paused' | 'completed' | 'failed' | 'queued' }
  | { do: 'repeat' | 'cancel' | 'remove'; nth: number }
  | { do: 'settings'; enableWebSocket: boolean; fallbackPollingInterval: number }
  | { do: 'refuse'; area: 'local' | 'session'; writes: number }
  | { do: 'wait' | 'away' | 'clock'; ms: number };

const nth = fc.nat(7);
const HOUR_MS = 3600_000;
/** Changes by a time server, by hand, and by a wrong zone. */
const CLOCK_SET_BY_MS = [-26 * HOUR_MS, -HOUR_MS, -2000, 2000, HOUR_MS, 26 * HOUR_MS];

/** A step of one kind; `weight` is how likely it is, compared with the others. */
const of = (weight: number, steps: fc.Arbitrary<unknown>) => ({ weight, arbitrary: steps });
const kind = <T>(name: T) => fc.constant(name);

/**
 * Losses, kills before and after any storage operation or REST call, late and repeated answers, hours
 * without an answer, servers that restart or refuse our token, and people who start, cancel and change their mind.
 */
export const step = fc.oneof(
  of(4, fc.record({ do: fc.constantFrom(...bare) })),
  of(3, fc.record({ do: fc.constantFrom(...rare) })),
  of(4, fc.record({ do: fc.constantFrom('killAt', 'killBefore'), effect: fc.integer({ min: 1, max: 80 }) })),
  of(
    2,
    fc.record({
      do: kind('socket'),
      mode: fc.constantFrom(
        'ok',
        'refuse',
        'hang',
        { code: 'server_full', retryAfterMs: 9000 },
        { code: 'websocket_disabled' },
      ),
    }),
  ),
  of(
    2,
    fc.record({
      do: kind('rest'),
      mode: fc.constantFrom(
        'ok',
        'down',
        'captive',
        { status: 503 },
        { status: 404 },
        { status: 429, retryAfter: 17 },
        { status: 429, retryAfter: 300 },
        { status: 403, code: 'forbidden_origin' },
      ),
    }),
  ),
  of(1, fc.record({ do: kind('late'), late: fc.boolean() })),
  of(
    1,
    fc.record({ do: kind('ack'), mode: fc.constantFrom('ok', 'later', 'silent', { code: 'unavailable' }) }),
  ),
  of(
    4,
    fc.record({
      do: kind('change'),
      nth,
      status: fc.constantFrom('running', 'running', 'running', 'queued', 'paused', 'completed', 'failed'),
    }),
  ),
  of(1, fc.record({ do: kind('repeat'), nth })),
  of(2, fc.record({ do: kind('start') })),
  of(1, fc.record({ do: kind('cancel'), nth })),
  of(1, fc.record({ do: kind('remove'), nth })),
  of(
    1,
    fc.record({
      do: kind('settings'),
      enableWebSocket: fc.boolean(),
      fallbackPollingInterval: fc.constantFrom(...POLL_EVERY_MS),
    }),
  ),
  of(
    2,
    fc.record({
      do: kind('refuse'),
      area: fc.constantFrom('local', 'session'),
      writes: fc.integer({ min: 1, max: 4 }),
    }),
  ),
  of(1, fc.record({ do: kind('clock'), ms: fc.constantFrom(...CLOCK_SET_BY_MS) })),
  of(4, fc.record({ do: kind('wait'), ms: fc.constantFrom(10, 500, 3000, 6000, 31_000, 70_000) })),
  of(
    1,
    fc.record({
      do: kind('away'),
      ms: fc.constantFrom(HOUR_MS / 2, 2 * HOUR_MS, 30 * HOUR_MS, 15 * 24 * HOUR_MS),
    }),
  ),
) as fc.Arbitrary<Step>;
