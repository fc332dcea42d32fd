import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { expect, it } from 'vitest';
import { createOriginPolicy } from '../../../server/src/auth/createOriginPolicy.ts';

const isAllowed = createOriginPolicy({
  corsOrigins: ['http://localhost:3000', 'https://console.example'],
  publicUrl: 'https://seo.example/live',
});

it.each([
  ['no browser', undefined],
  ['our extension', EXTENSION_ORIGIN],
  ['a Firefox extension', 'moz-extension://6fdb0fdc-6ac7-4d3f-9e47-7a9bb1f9a9d0'],
  ['a configured origin', 'https://console.example'],
  ['a configured origin in capitals', 'HTTPS://Console.Example'],
  ['the address browsers reach us by', 'https://seo.example'],
  ['our own page by address', 'http://127.0.0.1:8001'],
  ['our own page by name', 'http://localhost:8001'],
  ['our own page over IPv6', 'http://[::1]:8001'],
])('welcomes %s', (_kind, origin) => {
  expect(isAllowed(origin, 8001)).toBe(true);
});

it.each([
  ['another site', 'https://evil.example'],
  ['an opaque origin', 'null'],
  ['nothing', ''],
  ['another extension', 'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['an extension whose id begins like ours', `${EXTENSION_ORIGIN}a`],
  ['another port of this machine', 'http://localhost:8002'],
  ['our port by TLS', 'https://localhost:8001'],
  ['a rebound name', 'http://localhost.evil.example:8001'],
  ['a configured name by another scheme', 'http://console.example'],
  ['a configured name at another port', 'https://console.example:8443'],
  ['a name below a configured one', 'https://a.console.example'],
])('refuses %s', (_kind, origin) => {
  expect(isAllowed(origin, 8001)).toBe(false);
});

it('has no own origin without a PUBLIC_URL or a port', () => {
  const bare = createOriginPolicy({ corsOrigins: [], publicUrl: '' });
  expect(bare('https://seo.example', undefined)).toBe(false);
  expect(bare('http://localhost', undefined)).toBe(false);
  expect(bare(EXTENSION_ORIGIN, undefined)).toBe(true);
});
