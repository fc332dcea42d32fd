import { expect, it } from 'vitest';
import { createDelivered } from '../../../server/src/metrics/createDelivered.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

const HOUR = 60 * 60_000;

function world() {
  const clock = createManualClock();
  const delivered = createDelivered({ clock });
  return {
    ...delivered,
    send(bootId: string, times: number, userId = 'ada') {
      for (let n = 0; n < times; n += 1) delivered.emitted(bootId, userId);
    },
    pass: clock.advance,
  };
}

it('has no ratio before the first report', () => {
  const { send, ratio, worst, totals } = world();
  send('a', 100);
  expect(ratio()).toBeNaN();
  expect(worst()).toBeNaN();
  expect(totals()).toEqual({ emitted: 0, applied: 0 });
});

it('compares the messages emitted until a report with the applied ones', () => {
  const { send, applied, ratio, totals, worst } = world();
  send('a', 30);
  applied('a', 'ada', 30);
  send('a', 10);
  expect(ratio()).toBe(1);
  applied('a', 'ada', 5);
  send('b', 40);
  applied('b', 'bob', 40);
  applied('b', 'ada', 20);
  expect(totals()).toEqual({ emitted: 80, applied: 55 });
  expect(ratio()).toBe(55 / 80);
  expect(worst()).toBe(0.5);
});

it('counts messages that were in transit during a report with the next one', () => {
  const { send, applied, ratio } = world();
  send('a', 10);
  applied('a', 'ada', 8);
  send('a', 10);
  applied('a', 'ada', 12);
  expect(ratio()).toBe(1);
});

it('counts no more applied messages than were sent, as after a restart of the server', () => {
  const { send, applied, ratio, totals } = world();
  applied('a', 'ada', 500);
  send('a', 4);
  applied('a', 'ada', 500);
  expect(totals()).toEqual({ emitted: 4, applied: 4 });
  expect(ratio()).toBe(1);
});

it('ignores worker instances with few messages, and those of over an hour ago', () => {
  const { send, applied, worst, pass } = world();
  send('few', 19);
  applied('few', 'ada', 0);
  expect(worst()).toBeNaN();
  send('old', 20);
  applied('old', 'ada', 10);
  expect(worst()).toBe(0.5);
  pass(HOUR + 1);
  send('new', 20);
  applied('new', 'ada', 20);
  expect(worst()).toBe(1);
});

it('remembers at most ten thousand worker instances', () => {
  const { send, applied, totals } = world();
  for (let n = 0; n <= 10_000; n += 1) send(`boot-${n}`, 1);
  applied('boot-0', 'ada', 1);
  expect(totals()).toEqual({ emitted: 0, applied: 0 });
  applied('boot-10000', 'ada', 1);
  expect(totals()).toEqual({ emitted: 1, applied: 1 });
});
