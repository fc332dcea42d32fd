import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { compareVersions, isBehind } from '@/components/connection/versions';
import { ConnectionTest } from '@/components/options/ConnectionTest';
import { runConnectionTest, type StepResult, testSteps } from '@/components/options/connectionTest';
import { createTranslator } from '@/lib/i18n';
import { screenWords } from '@/lib/i18n/screenWords';
import type { Answer } from '@/lib/messages';
import type { SocketTest } from '@/lib/state/socketTest';
import { server } from '../support/messages';
import { createTestScreen } from './support/onScreen';

afterEach(cleanup);

const fail = (code: string) => ({ ok: false as const, error: { code } });
const succeed = <T,>(value: T) => ({ ok: true as const, value });
const config = (change: object = {}) =>
  succeed({
    server_id: 's1',
    name: 'Test server',
    version: '0.1.0',
    server_time: '2026-11-23T08:00:00.000Z',
    websocket: { enabled: true, url: null },
    polling_interval_ms: 5000,
    ...change,
  });
const socket = (change: Partial<SocketTest> = {}) =>
  succeed({ connectMs: 31, roundTripMs: 3, messageMs: 4, code: null, ...change });
const tokens = succeed({ tokens: [] });

interface Answers {
  probe?: Answer<never> | ReturnType<typeof config>;
  list?: Answer<never> | typeof tokens;
  test?: Answer<SocketTest>;
  enableWebSocket?: boolean;
  plain?: boolean;
}

async function results(answers: Answers = {}) {
  const asked: string[] = [];
  const found: StepResult[] = [];
  const doors = {
    probeServer: async () => {
      asked.push('probe');
      return answers.probe ?? config();
    },
    listTokens: async () => {
      asked.push('list');
      return answers.list ?? tokens;
    },
    testSocket: async () => {
      asked.push('test');
      return answers.test ?? socket();
    },
    now: () => 0,
  };
  const { token: _, ...info } = server;
  const pair = {
    server: answers.plain ? { ...info, kind: 'plain' as const } : info,
    extensionVersion: '0.1.0',
    enableWebSocket: answers.enableWebSocket ?? true,
  };
  for await (const result of runConnectionTest(doors, pair)) found.push(result);
  return {
    asked,
    found,
    said: found.map(({ step, status, outcome, code }) => [step, status, outcome ?? code]),
  };
}

const reachedAndToken = [
  ['reached', 'ok', 'ok'],
  ['version', 'ok', 'same'],
  ['token', 'ok', 'ok'],
];
const NOT = { connectMs: null, roundTripMs: null, messageMs: null };

const plainSteps = [
  ['reached', 'ok', 'plain'],
  ['version', 'skipped', 'plain'],
  ['token', 'skipped', 'not_asked'],
  ['socket', 'ok', 'ok'],
];

type Case = [string, Answers, unknown[][]];
const cases: Case[] = [
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
      `the socket says ${code}`,
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
      `the round trip says ${code}`,
      { test: socket({ roundTripMs: null, messageMs: null, code }) },
      [...reachedAndToken, ['socket', 'ok', 'ok'], ['round_trip', 'failed', code]],
    ],
    [
      `the test room says ${code}`,
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
      `the server is a plain one that acknowledges nothing, and says ${code} of its configuration`,
      {
        plain: true,
        probe: fail(code),
        list: fail('no_such_route'),
        test: socket({ roundTripMs: null, messageMs: null, code: 'timeout' }),
      },
      [...plainSteps, ['round_trip', 'skipped', 'plain'], ['room', 'skipped', 'none']],
    ],
  ),
  ...['unauthorized', 'forbidden'].map(
    (code): Case => [
      `a plain server has a door before everything: ${code}`,
      {
        plain: true,
        probe: fail(code),
        list: fail('unauthorized'),
        test: socket({ messageMs: null, code: 'bad_answer' }),
      },
      [...plainSteps, ['round_trip', 'ok', 'ok'], ['room', 'skipped', 'none']],
    ],
  ),
  [
    'the server is a plain one that acknowledges without a word',
    {
      plain: true,
      probe: fail('no_such_route'),
      list: fail('no_such_route'),
      test: socket({ messageMs: null, code: 'bad_answer' }),
    },
    [...plainSteps, ['round_trip', 'ok', 'ok'], ['room', 'skipped', 'none']],
  ],
  ...['socket_blocked', 'timeout'].map(
    (code): Case => [
      `a plain server lets no socket through: ${code}`,
      {
        plain: true,
        probe: fail('no_such_route'),
        list: fail('no_such_route'),
        test: socket({ ...NOT, code }),
      },
      [...plainSteps.slice(0, 3), ['socket', 'failed', 'plain_blocked']],
    ],
  ),
  [
    'nothing answers where a plain server was',
    { plain: true, probe: fail('network') },
    [['reached', 'failed', 'silent']],
  ],
  [
    'the background was stopped in mid-test',
    { test: fail('no_background') },
    [...reachedAndToken, ['socket', 'failed', 'no_background']],
  ],
];

describe('the steps of a test', () => {
  it.each(cases)('when %s', async (_, answers, expected) => {
    expect((await results(answers)).said).toEqual(expected);
  });

  it('ask for nothing more after a failure, nor for what is turned off', async () => {
    expect((await results({ probe: fail('network') })).asked).toEqual(['probe']);
    expect((await results({ list: fail('unauthorized') })).asked).toEqual(['probe', 'list']);
    expect((await results({ enableWebSocket: false })).asked).toEqual(['probe', 'list']);
  });

  it('have words in both languages for each outcome, and none to spare', async () => {
    const outcomes = new Set<string>();
    const all: Answers[] = [
      ...cases.map(([, answers]) => answers),
      { probe: config({ version: '1.0.0' }) },
      { probe: config({ version: 'dev' }) },
    ];
    for (const answers of all) {
      for (const { step, outcome } of (await results(answers)).found) {
        if (outcome) outcomes.add(`test.${step}.${outcome}`);
      }
    }
    for (const words of Object.values(screenWords)) {
      const spoken = Object.keys(words).filter((key) =>
        testSteps.some((step) => key.startsWith(`test.${step}.`) && !key.endsWith('.title')),
      );
      expect(new Set(spoken)).toEqual(outcomes);
    }
  });

  it.each([
    ['0.2.0', true],
    ['v1.0', true],
    ['0.1.9', false],
    ['0.0.9', false],
    ['0.1', false],
    ['development', false],
  ])('a patch says nothing new: %s is ahead of us is %s', (theirs, said) => {
    expect(isBehind('0.1.0', theirs)).toBe(said);
  });

  it.each([
    ['0.1.0', 'same'],
    ['v0.1', 'same'],
    ['0.2.0', 'newer'],
    ['0.1.1', 'newer'],
    ['1.0.0-beta', 'newer'],
    ['0.0.99', 'older'],
    ['', 'unknown'],
    ['development', 'unknown'],
  ])('compare versions: %s is %s', (theirs, said) => {
    expect(compareVersions(theirs, '0.1.0')).toBe(said);
  });
});

describe('the test on the options page', () => {
  const statuses = () =>
    testSteps.map((step) => screen.queryByTestId(`test-${step}`)?.getAttribute('data-status'));
  const press = () => fireEvent.click(screen.getByTestId('test-connection'));

  /** Each message is answered when `next` says so. */
  async function open(name: 'idle' | 'not-paired' = 'idle') {
    const waiting: { name: string; answer: (value: unknown) => void }[] = [];
    const world = await createTestScreen(
      name,
      (asked) => new Promise((answer) => waiting.push({ name: asked, answer })),
    );
    await world.state.server.update((held) => held && { ...held, serverId: 's1' });
    const shown = render(world.show(<ConnectionTest />));
    const next = async (message: string, answer: unknown) => {
      await waitFor(() => expect(waiting[0]?.name).toBe(message));
      waiting.shift()?.answer(answer);
    };
    return { ...world, next, shown, waiting };
  }

  it('shows each step while it runs and as it ends', async () => {
    const { next, state } = await open();
    expect(statuses()).toEqual(testSteps.map(() => undefined));
    press();
    expect(statuses()).toEqual(['running', ...testSteps.slice(1).map(() => 'waiting')]);
    expect(screen.getByTestId<HTMLButtonElement>('test-connection').disabled).toBe(true);
    expect(screen.getByTestId('test-summary').textContent).toBe('Testing: Server reached …');
    await next('probeServer', config());
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'running', 'waiting', 'waiting', 'waiting']));
    await next('listTokens', tokens);
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'ok', 'running', 'waiting', 'waiting']));
    await state.connection.update((view) => ({ ...view, phase: 'live' }));
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'ok', 'ok', 'running', 'waiting']));
    await next('testSocket', socket());
    await waitFor(() => expect(statuses()).toEqual(testSteps.map(() => 'ok')));
    expect(screen.getByTestId('test-summary').textContent).toContain('Every step works');
    expect(screen.getByTestId('test-round_trip').textContent).toContain('3 ms');
    press();
    expect(statuses()[0]).toBe('running');
  });

  it('stops at the step that failed and says what to do there', async () => {
    const { next, opened } = await open();
    press();
    await next('probeServer', config());
    await next('listTokens', fail('unauthorized'));
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'failed', 'untried', 'untried', 'untried']));
    expect(screen.getByTestId('test-summary').textContent).toContain('Stopped at: Token');
    const row = within(screen.getByTestId('test-token'));
    fireEvent.click(row.getByRole('button', { name: 'Pair again' }));
    expect(opened).toEqual(['/welcome.html#again']);
    expect(screen.getByTestId('test-room').textContent).toContain('not tried');
  });

  it('names all three things a browser cannot tell apart', async () => {
    const { next } = await open();
    press();
    await next('probeServer', fail('network'));
    const words = await screen.findByText(/a browser does not tell/);
    expect(words.textContent).toMatch(/address is wrong.*certificate.*off, offline or behind a firewall/);
    const zh = createTranslator<ScreenWords>(screenWords['zh-TW'], 'zh-TW');
    expect(zh('test.reached.silent', { address: 'x' })).toMatch(/網址錯誤.*憑證.*防火牆/);
  });

  it('has nothing to test without a server, and asks nothing more once its page is closed', async () => {
    const { next, shown, waiting, asked } = await open();
    press();
    await next('probeServer', config());
    await waitFor(() => expect(waiting).toHaveLength(1));
    shown.unmount();
    await next('listTokens', tokens);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.map(({ name }) => name)).toEqual(['probeServer', 'listTokens']);
    await open('not-paired');
    expect(screen.getByTestId<HTMLButtonElement>('test-connection').disabled).toBe(true);
    expect(screen.getByTestId('test-summary').textContent).toContain('Connect a server first');
  });
});
