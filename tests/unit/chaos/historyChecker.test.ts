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
  instance: 'l1',
  browser: 'b1',
  jobId: 'j1',
  ended: false,
  ...event(seq, given.status, given.epoch),
  ...given,
});
const notified = (browser = 'b1'): Step => ({ kind: 'notified', instance: 'l1', browser, jobId: 'j1' });
const notifying = (id = 'n1', browser = 'b1'): Step => ({
  kind: 'notifying',
  instance: 'l1',
  browser,
  jobId: 'j1',
  id,
});
const acknowledged = (): Step => ({ kind: 'acknowledged', instance: 'l1', browser: 'b1', jobId: 'j1' });
const explained = (): Step => ({ kind: 'explained', instance: 'l1', browser: 'b1', jobId: 'j1' });

/** The correct history of a scan with a worker kill and a reset. */
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
    applied(2, { instance: 'l2' }),
    explained(),
    applied(5, { instance: 'l2' }),
    applied(6, { instance: 'l2' }),
    applied(7, { instance: 'l2', status: 'completed', ended: true }),
    // The worker ended, and the next instance did not find the notification.
    notifying(),
    notifying(),
    notified(),
    notifying('n1', 'b2'),
    notified('b2'),
    acknowledged(),
  ],
  client: [{ jobId: 'j1', epoch: EPOCH, seq: 7, status: 'completed', notified: true }],
  started: ['https://a.example/'],
});

const doctored: Record<string, (history: History) => void> = {
  rises: ({ steps }) => void steps.splice(7, 0, applied(4, { instance: 'l2', progress: 60 })),
  'was appended': ({ steps }) =>
    void steps.splice(7, 1, applied(7, { instance: 'l2', status: 'failed', progress: 100 })),
  'progress never falls': ({ steps, server }) => {
    server[0]?.events.splice(5, 1, { ...event(6), progress: 1 });
    steps.splice(6, 1, applied(6, { instance: 'l2', progress: 1 }));
  },
  // All steps in one instance, because a skip after a worker kill is allowed.
  'skips are explained': ({ steps }) => {
    for (const step of steps) step.instance = 'l2';
    steps.splice(3, 2);
  },
  'every end is seen': ({ client }) => void client.splice(0, 1),
  'both sides are equal': ({ client }) => void Object.assign(client[0] ?? {}, { seq: 6 }),
  'notified once': ({ steps }) => void steps.push(notified()),
  'never two at once': ({ steps }) => void steps.splice(11, 0, notifying()),
  'never notified again': ({ steps }) => void steps.push(notified('b3')),
  'notifications are acknowledged': ({ client }) => void Object.assign(client[0] ?? {}, { notified: false }),
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
    ['an end without a notification', 'notified once', (history: History) => history.steps.splice(8, 6)],
    [
      'an end with a notification of another id',
      'never two at once',
      (history: History) => history.steps.splice(9, 1, notifying('n2')),
    ],
    [
      'an end with two notifications in one run of the browser',
      'notified once',
      (history: History) => history.steps.push(notified('b2')),
    ],
    [
      'an end acknowledged by the instance whose notification failed',
      'notified once',
      (history: History) => {
        history.steps = history.steps.filter(({ kind }) => kind !== 'notified');
      },
    ],
    ['a lost start', 'started once', (history: History) => history.started.push('https://b.example/')],
    [
      'a start that the person did not make',
      'started once',
      (history: History) => history.started.splice(0, 1),
    ],
    [
      'a place that was not appended',
      'was appended',
      (history: History) => history.steps.push(applied(9, { instance: 'l2' })),
    ],
    [
      'an earlier epoch',
      'rises',
      (history: History) => history.steps.push(applied(9, { instance: 'l3', epoch: '00000001' })),
    ],
  ])('%s fails, too', (_, rule, change) => {
    const history = faultless();
    change(history);
    expect(checkHistory(history).map((found) => found.rule)).toContain(rule);
  });
});
