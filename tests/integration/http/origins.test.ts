import { get } from 'node:http';
import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectSocket } from '../../support/server/connectSocket.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';

let app: RunningApp;
let token: string;
beforeAll(async () => {
  app = await startApp({
    PUBLIC_URL: 'https://seo.example',
    WEBSOCKET_CORS_ORIGINS: '["https://console.example"]',
  });
  ({ token } = await app.pair('ana'));
});
afterAll(() => app.close());

async function bySocket(origin: string): Promise<boolean> {
  try {
    (await connectSocket(app.url, { token, origin })).disconnect();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ data: { code: 'forbidden_origin' } });
    return false;
  }
}

async function byRest(origin: string): Promise<boolean> {
  const { status, body } = await app.call(token, 'GET', '/api/jobs', undefined, { origin });
  if (status !== 200) expect(body.code).toBe('forbidden_origin');
  return status === 200;
}

const own = () => new URL(app.url).port;

it.each<[string, () => string, boolean]>([
  ['the extension', () => EXTENSION_ORIGIN, true],
  ['a Firefox extension', () => 'moz-extension://6fdb0fdc-6ac7-4d3f-9e47-7a9bb1f9a9d0', true],
  ['a configured origin', () => 'https://console.example', true],
  ['the public address', () => 'https://seo.example', true],
  ['a page of this server', () => `http://localhost:${own()}`, true],
  ['a page of this server by IPv6', () => `http://[::1]:${own()}`, true],
  ['another port of this machine', () => 'http://localhost:1', false],
  ['another extension', () => 'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false],
  ['another site', () => 'https://evil.example', false],
  ['an opaque origin', () => 'null', false],
])('REST and socket decide the same about %s', async (_kind, origin, welcome) => {
  expect({ rest: await byRest(origin()), socket: await bySocket(origin()) }).toEqual({
    rest: welcome,
    socket: welcome,
  });
});

/** `fetch` of Node writes these headers itself. */
const statusFor = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(`${app.url}/api/config`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });

it.each<[string, Record<string, string>, number]>([
  ['a picture of another site', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' }, 403],
  [
    'a script of another host of the site',
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'same-site' },
    403,
  ],
  ['a link on another site', { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }, 200],
  ['the worker of an extension', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'none' }, 200],
  ['a program', {}, 200],
])('answers the open routes to %s: %j', async (_kind, headers, status) => {
  expect(await statusFor(headers)).toBe(status);
});
