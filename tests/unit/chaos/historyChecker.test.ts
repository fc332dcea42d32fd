import { describe, expect, it } from 'vitest';
import { checkHistory, type History, ruleNames, type Step } from '../../support/chaos/historyChecker.ts';

const EPOCH = '0000000a';
const event = (seq: number, status = 'running', epoch = EPOCH) => ({
  epoch,
  seq,
  status,
  progress: status === 'completed' ? 100 : seq * 10,
});
const applied = (seq: number, given: Partial<Extract<Step, { kind: 'applied' }>> = {}): Step => ({
  kind: 'applied',
  life: 'l1',
  browser: 'b1',
  jobId: 'j1',
  ended: false,
  ...event(seq, given.status, given.epoch),
  ...given,
});
const told = (browser = 'b1'): Step => ({ kind: 'told', life: 'l1', browser, jobId: 'j1' });
const telling = (id = 'n1', browser = 'b1'): Step => ({
  kind: 'telling',
  life: 'l1',
  browser,
  jobId: 'j1',
  id,
});
const noted = (): Step => ({ kind: 'noted', life: 'l1', browser: 'b1', jobId: 'j1' });
const explained = (): Step => ({ kind: 'explained', life: 'l1', browser: 'b1', jobId: 'j1' });

/** A scan that was followed through a kill and a reset to its end, as it should be. */
const faultless = (): History => ({
  server: [
    {
      jobId: 'j1',
      url: 'https://a.example/',
      events: [1, 2, 3, 4, 5, 6].map((seq) => event(seq)).concat(event(7, 'completed')),
      final: { epoch: EPOCH, seq: 7, status: 'completed' },
    },
  ],
  steps: [
    explained(),
    applied(1),
    applied(2),
    applied(2, { life: 'l2' }),
    explained(),
    applied(5, { life: 'l2' }),
    applied(6, { life: 'l2' }),
    applied(7, { life: 'l2', status: 'completed', ended: true }),
    // Its worker died, and the next life could not find it.
    telling(),
    telling(),
    told(),
    telling('n1', 'b2'),
    told('b2'),
    noted(),
  ],
  client: [{ jobId: 'j1', epoch: EPOCH, seq: 7, status: 'completed', told: true }],
  started: ['https://a.example/'],
});

const doctored: Record<string, (history: History) => void> = {
  rises: ({ steps }) => void steps.splice(7, 0, applied(4, { life: 'l2', progress: 60 })),
  'was appended': ({ steps }) =>
    void steps.splice(7, 1, applied(7, { life: 'l2', status: 'failed', progress: 100 })),
  'progress never falls': ({ steps, server }) => {
    server[0]?.events.splice(5, 1, { ...event(6), progress: 1 });
    steps.splice(6, 1, applied(6, { life: 'l2', progress: 1 }));
  },
  // All in one life: the kill in the faultless one would excuse the skip.
  'skips are explained': ({ steps }) => {
    for (const step of steps) step.life = 'l2';
    steps.splice(3, 2);
  },
  'every end is seen': ({ client }) => void client.splice(0, 1),
  'both sides are equal': ({ client }) => void Object.assign(client[0] ?? {}, { seq: 6 }),
  'told once': ({ steps }) => void steps.push(told()),
  'never two at once': ({ steps }) => void steps.splice(11, 0, telling()),
  'never told again': ({ steps }) => void steps.push(told('b3')),
  'told is noted': ({ client }) => void Object.assign(client[0] ?? {}, { told: false }),
  'started once': ({ server }) => void server.push({ ...(server[0] as History['server'][0]), jobId: 'j2' }),
};

it('finds nothing in a history without fault', () => {
  expect(checkHistory(faultless())).toEqual([]);
});

it('has a doctored history for each of its rules', () => {
  expect(Object.keys(doctored).sort()).toEqual([...ruleNames].sort());
});

describe('a doctored history', () => {
  it.each(ruleNames)('fails by the rule: %s', (rule) => {
    const history = faultless();
    doctored[rule]?.(history);
    expect(checkHistory(history).map((found) => found.rule)).toContain(rule);
  });

  it.each([
    ['an untold end', 'told once', (history: History) => history.steps.splice(8, 6)],
    [
      'an end told under another name',
      'never two at once',
      (history: History) => history.steps.splice(9, 1, telling('n2')),
    ],
    ['an end told in no other browser', 'told once', (history: History) => history.steps.push(told('b2'))],
    [
      'an end that was noted by the same life that failed to tell it',
      'told once',
      (history: History) => {
        history.steps = history.steps.filter(({ kind }) => kind !== 'told');
      },
    ],
    ['a lost start', 'started once', (history: History) => history.started.push('https://b.example/')],
    ['a start nobody made', 'started once', (history: History) => history.started.splice(0, 1)],
    [
      'a place nobody appended',
      'was appended',
      (history: History) => history.steps.push(applied(9, { life: 'l2' })),
    ],
    [
      'an earlier epoch',
      'rises',
      (history: History) => history.steps.push(applied(9, { life: 'l3', epoch: '00000001' })),
    ],
  ])('%s fails, too', (_, rule, change) => {
    const history = faultless();
    change(history);
    expect(checkHistory(history).map((found) => found.rule)).toContain(rule);
  });
});
