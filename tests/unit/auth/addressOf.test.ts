import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { addressKey } from '../../../server/src/auth/addressKey.ts';
import { createAddressOf, createIsTrusted } from '../../../server/src/auth/createAddressOf.ts';

const addressOf = (peer: string, forwarded: string | undefined, proxies: string[]) =>
  createAddressOf(createIsTrusted(proxies))({
    socket: { remoteAddress: peer } as Socket,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

it.each([
  ['no proxies: the address of the peer', '203.0.113.5', '198.51.100.1', [], '203.0.113.5'],
  [
    'a trusted peer: the address that it forwards',
    '10.0.0.2',
    '198.51.100.1',
    ['10.0.0.0/8'],
    '198.51.100.1',
  ],
  [
    'the value that the client sent itself is not used',
    '10.0.0.2',
    '1.1.1.1, 198.51.100.1',
    ['10.0.0.2'],
    '198.51.100.1',
  ],
  ['an address with the port of the client', '10.0.0.2', '198.51.100.1:52814', ['10.0.0.2'], '198.51.100.1'],
  ['an IPv6 address with its port', '10.0.0.2', '[2001:db8::1]:52814', ['10.0.0.2'], '2001:db8::1'],
  ['two trusted hops', '10.0.0.2', '198.51.100.1, 10.0.0.9', ['10.0.0.0/8'], '198.51.100.1'],
  ['an IPv4 peer on an IPv6 socket', '::ffff:10.0.0.2', '198.51.100.1', ['10.0.0.0/8'], '198.51.100.1'],
  ['a trusted peer without the header', '10.0.0.2', undefined, ['10.0.0.0/8'], '10.0.0.2'],
  ['a peer that is not trusted', '203.0.113.5', '198.51.100.1', ['10.0.0.0/8', '::1'], '203.0.113.5'],
])('%s', (_name, peer, forwarded, proxies, expected) => {
  expect(addressOf(peer, forwarded, proxies)).toBe(expected);
});

it('counts an IPv6 network of one customer as one address', () => {
  expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
  expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'));
  expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressKey('192.0.2.1:52814')).toBe('192.0.2.1');
  expect(addressKey('[2001:db8:1:2::1]:80')).toBe(addressKey('2001:db8:1:2::1'));
});
