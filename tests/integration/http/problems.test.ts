import { connect } from 'node:net';
import { EXTENSION_ORIGIN, type Problem, problemSchema, serverConfigSchema } from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../../server/src/http/plumbing/problemOfError.ts';
import { connectSocket } from '../../support/server/connectSocket.ts';
import { type Answer, type RunningApp, startApp } from '../../support/server/startApp.ts';

let app: RunningApp;
let token: string;
const logged: string[] = [];
beforeAll(async () => {
  app = await startApp({ LOG_LEVEL: 'debug' }, { write: (line) => logged.push(line) });
  ({ token } = await app.pair('ana'));
});
afterAll(() => app.close());

function problemOf(answer: Answer): Problem {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const problem = problemSchema.parse(answer.body);
  expect(problem.status).toBe(answer.status);
  expect(problem.detail).toBeTruthy();
  return problem;
}

describe('problem documents', () => {
  it.each([
    ['an unknown path', 'GET', '/api/nothing', undefined, {}, 404, 'not_found'],
    ['an unknown path outside the API', 'GET', '/', undefined, {}, 404, 'not_found'],
    ['malformed JSON', 'POST', '/api/jobs', '{"url": ', {}, 400, 'invalid_request'],
    [
      'a poisoned prototype',
      'POST',
      '/api/jobs',
      '{"__proto__": {"a": 1}, "url": "http://a.example"}',
      {},
      400,
      'invalid_request',
    ],
    [
      'another content type',
      'POST',
      '/api/jobs',
      'url=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'invalid_request',
    ],
    ['a body too large', 'POST', '/api/jobs', { url: 'x'.repeat(70_000) }, {}, 413, 'invalid_request'],
    ['an empty body', 'POST', '/api/jobs', '', {}, 400, 'invalid_request'],
    ['a bad path', 'GET', '/api/%E0%A4%A', undefined, {}, 400, 'invalid_request'],
    ['a bad id', 'GET', '/api/jobs/a%20b/status', undefined, {}, 400, 'invalid_request'],
    ['a bad cursor', 'GET', '/api/jobs?cursor=nonsense', undefined, {}, 400, 'invalid_request'],
    ['a bad limit', 'GET', '/api/jobs?limit=0', undefined, {}, 400, 'invalid_request'],
    ['no ids', 'GET', '/api/jobs/status', undefined, {}, 400, 'invalid_request'],
    [
      'a bad Idempotency-Key',
      'POST',
      '/api/jobs',
      { url: 'http://a.example' },
      { 'idempotency-key': 'x'.repeat(201) },
      400,
      'invalid_request',
    ],
  ])('%s', async (_name, method, route, body, headers, status, code) => {
    const answer = await app.call(token, method, route, body, headers);
    expect(answer.status).toBe(status);
    expect(problemOf(answer).code).toBe(code);
  });

  it('names the limit of a body', async () => {
    const just = await app.call(token, 'POST', '/api/jobs', { url: 'x'.repeat(BODY_LIMIT - 10) });
    expect(just.status).not.toBe(413);
    const over = await app.call(token, 'POST', '/api/jobs', { url: 'x'.repeat(BODY_LIMIT) });
    expect(problemOf(over).detail).toBe('The body is larger than 64 KB.');
  });

  it('names the invalid field', async () => {
    const answer = await app.call(token, 'POST', '/api/jobs', {
      url: 'http://a.example/',
      mode: 'sideways',
      options: { max_pages: 0, include: [''] },
    });
    const { errors } = problemOf(answer) as Problem & { errors: { field: string; message: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(['mode', 'options.max_pages', 'options.include.0']);
    for (const { message } of errors) expect(message).not.toBe('Invalid input');
  });

  it('requires a token, and refuses an invalid one', async () => {
    for (const garbage of [null, 'x', 'x'.repeat(43), 'x'.repeat(300)]) {
      const answer = await app.call(garbage, 'GET', '/api/jobs');
      expect(problemOf(answer).code).toBe('unauthorized');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('does not accept a token in the URL', async () => {
    expect((await app.call(null, 'GET', `/api/jobs?token=${token}`)).status).toBe(401);
  });
});

describe('origins', () => {
  const preflight = (origin: string) =>
    app.call(null, 'OPTIONS', '/api/jobs', undefined, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    });

  it.each([
    EXTENSION_ORIGIN,
    'moz-extension://6fdb0fdc-6ac7-4d3f-9e47-7a9bb1f9a9d0',
    'http://localhost:3000',
  ])('answers the preflight of %s', async (origin) => {
    const answer = await preflight(origin);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE');
    const real = await app.call(token, 'GET', '/api/jobs', undefined, { origin });
    expect(real.status).toBe(200);
    expect(real.headers.get('access-control-expose-headers')).toContain('retry-after');
  });

  it.each([
    'https://evil.example',
    'null',
    'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'http://localhost:3001',
  ])('refuses %s', async (origin) => {
    const answers = [
      await preflight(origin),
      await app.call(token, 'GET', '/api/jobs', undefined, { origin }),
      await app.call(null, 'GET', '/api/config', undefined, { origin }),
      await app.call(null, 'POST', '/api/pair', { code: 'ABCDEFGH' }, { origin }),
    ];
    for (const answer of answers) {
      expect(problemOf(answer).code).toBe('forbidden_origin');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('lets the extension read errors too', async () => {
    const answer = await app.call(null, 'GET', '/api/jobs', undefined, { origin: EXTENSION_ORIGIN });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(EXTENSION_ORIGIN);
  });
});

describe('open routes', () => {
  it('returns the id and the name of the server', async () => {
    const config = serverConfigSchema.parse((await app.call(null, 'GET', '/api/config')).body);
    expect(config).toMatchObject({
      name: 'SEO Live',
      version: '0.1.0',
      websocket: { enabled: true, url: null },
    });
  });

  it('is healthy and ready', async () => {
    expect((await app.call(null, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await app.call(null, 'GET', '/readyz')).body).toEqual({ status: 'ok' });
  });

  it('documents every route as OpenAPI 3.1', async () => {
    expect((await app.call(null, 'GET', '/docs')).text).toContain('swagger-ui');
    const { body } = await app.call(null, 'GET', '/docs/json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/jobs',
        '/api/jobs/status',
        '/api/jobs/{jobId}/status',
        '/api/jobs/{jobId}/cancel',
        '/api/jobs/{jobId}/export.csv',
        '/api/pair',
        '/api/tokens/{id}',
        '/api/config',
        '/healthz',
      ]),
    );
    expect(Object.keys(body.components.schemas)).toContain('JobMessage');
    const refs = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    expect([...new Set(refs)].sort()).toEqual(Object.keys(body.components.schemas).sort());
    for (const [route, methods] of Object.entries<Record<string, { responses: object }>>(body.paths)) {
      if (!route.startsWith('/api/')) continue;
      for (const { responses } of Object.values(methods)) expect(Object.keys(responses)).toContain('4XX');
    }
  });

  it('shows the OpenAPI page on this machine only, also behind a proxy that is not configured', async () => {
    const answer = await app.call(null, 'GET', '/docs/json', undefined, { 'x-forwarded-for': '203.0.113.9' });
    expect(problemOf(answer).code).toBe('unauthorized');
    const admin = await app.call(token, 'GET', '/docs/json', undefined, { 'x-forwarded-for': '203.0.113.9' });
    expect(admin.status).toBe(200);
    const { token: member } = await app.pair('bo');
    expect(
      (await app.call(member, 'GET', '/docs', undefined, { 'x-forwarded-for': '203.0.113.9' })).status,
    ).toBe(401);
  });

  it('sends safe headers', async () => {
    const { headers } = await app.call(token, 'GET', '/api/jobs');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('keeps running after bytes that are not HTTP', async () => {
    const { hostname, port } = new URL(app.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\x16\x03\x01 nonsense\r\n\r\n'));
      socket.on('data', () => undefined);
      socket.on('close', () => resolve());
    });
    expect((await app.call(null, 'GET', '/healthz')).status).toBe(200);
  });
});

it('reports over REST and to the socket that live updates are off', async () => {
  const quiet = await startApp({ WEBSOCKET_ENABLED: 'false' });
  try {
    const { token: mine } = await quiet.pair('ana');
    expect((await quiet.call(null, 'GET', '/api/config')).body.websocket).toEqual({
      enabled: false,
      url: null,
    });
    const refusal = await connectSocket(quiet.url, { token: mine }).catch((error) => error);
    expect(refusal).toMatchObject({ data: { code: 'websocket_disabled' } });
    expect((await quiet.call(mine, 'GET', '/api/jobs')).status).toBe(200);
  } finally {
    await quiet.close();
  }
});

it('logs requests without tokens, codes or query strings', async () => {
  const code = await app.code('cy');
  await app.call(null, 'POST', '/api/pair', { code, client_name: 'x' });
  await app.call(token, 'GET', `/api/jobs?token=${token}`);
  expect(logged.length).toBeGreaterThan(0);
  const all = logged.join('');
  expect(all).toContain('/api/jobs');
  expect(all).not.toContain(token);
  expect(all).not.toContain(code);
});

it('limits the requests of one token, and sends Retry-After', async () => {
  const small = await startApp({ REQUESTS_PER_MINUTE: '10' });
  try {
    const { token: mine } = await small.pair('ana');
    const { token: other } = await small.pair('bo');
    const statuses = [];
    for (let n = 0; n < 11; n += 1) statuses.push((await small.call(mine, 'GET', '/api/jobs')).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
    const refused = await small.call(mine, 'GET', '/api/jobs');
    const problem = problemOf(refused);
    expect(problem.code).toBe('rate_limited');
    expect(problem.retry_after_ms).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await small.call(other, 'GET', '/api/jobs')).status).toBe(200);
    expect((await small.call(null, 'GET', '/healthz')).status).toBe(200);
  } finally {
    await small.close();
  }
});
