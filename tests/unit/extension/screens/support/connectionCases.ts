import type { Answer } from '@/lib/messages';
import type { SocketTest } from '@/lib/state/socketTest';
import { config, fail, socket, type tokens } from './backgroundAnswers';

/** What the background answers. Without an entry, the request succeeds. */
export interface Answers {
  probe?: Answer<never> | ReturnType<typeof config>;
  list?: Answer<never> | typeof tokens;
  test?: Answer<SocketTest>;
  enableWebSocket?: boolean;
  basic?: boolean;
  /** The code of the answer after which the basic server was connected. */
  as?: string;
}

const reachedAndToken = [
  ['reached', 'ok', 'ok'],
  ['version', 'ok', 'same'],
  ['token', 'ok', 'ok'],
];
const NOT = { connectMs: null, roundTripMs: null, messageMs: null };

const basicSteps = [
  ['reached', 'ok', 'basic'],
  ['version', 'skipped', 'basic'],
  ['token', 'skipped', 'not_asked'],
  ['socket', 'ok', 'ok'],
];

type Case = [name: string, answers: Answers, expected: unknown[][]];
/** Each problem: its name, the answers, and step, status and outcome of every result. */
export const cases: Case[] = [
  [
    'all is well',
    {},
    [...reachedAndToken, ['socket', 'ok', 'ok'], ['round_trip', 'ok', 'ok'], ['room', 'ok', 'ok']],
  ],
  ['nothing answers', { probe: fail('network') }, [['reached', 'failed', 'silent']]],
  ['nothing answers in time', { probe: fail('timeout') }, [['reached', 'failed', 'silent']]],
  ['something else answers', { probe: fail('bad_answer') }, [['reached', 'failed', 'foreign']]],
  ['another server answers', { probe: config({ server_id: 's2' }) }, [['reached', 'failed', 'another']]],
  ['the server is too busy', { probe: fail('rate_limited') }, [['reached', 'failed', 'rate_limited']]],
  ['the background was stopped', { probe: fail('no_background') }, [['reached', 'failed', 'no_background']]],
  [
    'the token is refused',
    { list: fail('unauthorized') },
    [...reachedAndToken.slice(0, 2), ['token', 'failed', 'unauthorized']],
  ],
  [
    'the server went away',
    { list: fail('network') },
    [...reachedAndToken.slice(0, 2), ['token', 'failed', 'silent']],
  ],
  [
    'live updates are off here',
    { enableWebSocket: false },
    [
      ...reachedAndToken,
      ['socket', 'skipped', 'chosen_here'],
      ['round_trip', 'skipped', 'by_choice'],
      ['room', 'skipped', 'by_choice'],
    ],
  ],
  [
    'live updates are off there',
    { probe: config({ websocket: { enabled: false, url: null } }) },
    [
      ...reachedAndToken,
      ['socket', 'skipped', 'chosen_there'],
      ['round_trip', 'skipped', 'by_choice'],
      ['room', 'skipped', 'by_choice'],
    ],
  ],
  [
    'live updates are off for this user only',
    { test: socket({ ...NOT, code: 'websocket_disabled' }) },
    [
      ...reachedAndToken,
      ['socket', 'skipped', 'chosen_there'],
      ['round_trip', 'skipped', 'by_choice'],
      ['room', 'skipped', 'by_choice'],
    ],
  ],
  ...['socket_blocked', 'unauthorized', 'forbidden_origin', 'server_full', 'rate_limited'].map(
    (code): [string, Answers, unknown[][]] => [
      `the socket fails with ${code}`,
      { test: socket({ ...NOT, code }) },
      [...reachedAndToken, ['socket', 'failed', code]],
    ],
  ),
  [
    'the socket hangs',
    { test: socket({ ...NOT, code: 'timeout' }) },
    [...reachedAndToken, ['socket', 'failed', 'socket_blocked']],
  ],
  ...['timeout', 'lost', 'rate_limited'].flatMap((code): [string, Answers, unknown[][]][] => [
    [
      `the round trip fails with ${code}`,
      { test: socket({ roundTripMs: null, messageMs: null, code }) },
      [...reachedAndToken, ['socket', 'ok', 'ok'], ['round_trip', 'failed', code]],
    ],
    [
      `the test room fails with ${code}`,
      { test: socket({ messageMs: null, code }) },
      [...reachedAndToken, ['socket', 'ok', 'ok'], ['round_trip', 'ok', 'ok'], ['room', 'failed', code]],
    ],
  ]),
  [
    'the server is older, without tokens to list or a test room',
    {
      probe: config({ version: '0.0.9' }),
      list: fail('not_found'),
      test: socket({ connectMs: 0, messageMs: null, code: 'not_found' }),
    },
    [
      ['reached', 'ok', 'ok'],
      ['version', 'note', 'older'],
      ['token', 'skipped', 'not_asked'],
      ['socket', 'ok', 'already'],
      ['round_trip', 'ok', 'ok'],
      ['room', 'skipped', 'none'],
    ],
  ],
  ...(['no_such_route', 'not_found'] as const).map(
    (code): Case => [
      `a basic server acknowledges nothing, and answers ${code} to the request for its configuration`,
      {
        basic: true,
        probe: fail(code),
        list: fail('no_such_route'),
        test: socket({ roundTripMs: null, messageMs: null, code: 'timeout' }),
      },
      [...basicSteps, ['round_trip', 'skipped', 'basic'], ['room', 'skipped', 'none']],
    ],
  ),
  ...['unauthorized', 'forbidden', 'bad_answer'].map(
    (code): Case => [
      `a basic server answers all requests with ${code}`,
      {
        basic: true,
        as: code,
        probe: fail(code),
        list: fail(code),
        test: socket({ messageMs: null, code: 'bad_answer' }),
      },
      [...basicSteps, ['round_trip', 'ok', 'ok'], ['room', 'skipped', 'none']],
    ],
  ),
  [
    'a log-in page answers in front of a basic server that had none',
    { basic: true, probe: fail('bad_answer') },
    [['reached', 'failed', 'foreign']],
  ],
  [
    'a basic server acknowledges without a payload',
    {
      basic: true,
      probe: fail('no_such_route'),
      list: fail('no_such_route'),
      test: socket({ messageMs: null, code: 'bad_answer' }),
    },
    [...basicSteps, ['round_trip', 'ok', 'ok'], ['room', 'skipped', 'none']],
  ],
  ...['socket_blocked', 'timeout'].map(
    (code): Case => [
      `a basic server refuses the socket: ${code}`,
      {
        basic: true,
        probe: fail('no_such_route'),
        list: fail('no_such_route'),
        test: socket({ ...NOT, code }),
      },
      [...basicSteps.slice(0, 3), ['socket', 'failed', 'basic_blocked']],
    ],
  ),
  [
    'nothing answers at the address of a basic server',
    { basic: true, probe: fail('network') },
    [['reached', 'failed', 'silent']],
  ],
  [
    'the background was stopped during the test',
    { test: fail('no_background') },
    [...reachedAndToken, ['socket', 'failed', 'no_background']],
  ],
];
