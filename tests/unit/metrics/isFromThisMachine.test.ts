import { expect, it } from 'vitest';
import { isFromThisMachine } from '../../../server/src/http/plumbing/isFromThisMachine.ts';

const asked = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  isFromThisMachine({ socket: { remoteAddress }, headers: { host: '127.0.0.1:8001', ...headers } });

it.each(['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])('%s is', (address) => {
  expect(asked(address)).toBe(true);
});

it.each(['192.0.2.2', '10.0.0.1', 'fd00::2', '::ffff:192.0.2.2', '2001:db8::1', '', undefined])(
  '%s is not',
  (address) => {
    expect(asked(address)).toBe(false);
  },
);

it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via', 'cdn-loop'])(
  '%s shows that there is a proxy',
  (name) => {
    expect(asked('127.0.0.1', { [name]: '127.0.0.1' })).toBe(false);
  },
);

it.each([
  ['localhost:8001', true],
  ['LOCALHOST', true],
  ['[::1]:8001', true],
  ['127.0.0.1', true],
  ['rebound.example:8001', false],
  ['localhost.example', false],
])('the host %s: %s', (host, yes) => {
  expect(asked('127.0.0.1', { host })).toBe(yes);
});
