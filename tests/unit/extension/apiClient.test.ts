// @vitest-environment node
// A page's fetch would ask for CORS; the background has host access instead.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../../lib/api/createApiClient.ts';
import { message } from './support/messages.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let handle: Handler = () => {};
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => handle(request, response, body));
});
let baseUrl = '';

const client = (timeoutMs?: number) =>
  createApiClient({
    baseUrl,
    token: 'tok',
    fetch,
    timeout: (ms) => AbortSignal.timeout(timeoutMs ?? ms),
    now: Date.now,
  });

const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};
const problem = (code: string, status: number, more: object = {}) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  ...more,
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the REST client', () => {
  it('sends token, key and body, and reads the answer', async () => {
    const seen: unknown[] = [];
    handle = (request, response, body) => {
      seen.push([
        request.method,
        request.url,
        request.headers.authorization,
        request.headers['idempotency-key'],
        body,
      ]);
      const job = message({ job_id: 'j1', status: 'queued' });
      json(response, 201, {
        job: {
          job_id: 'j1',
          url: 'https://example.com/',
          mode: 'site',
          status: 'queued',
          progress: 0,
          created_at: job.timestamp,
          ended_at: null,
          result: null,
        },
        message: job,
      });
    };
    const answer = await client().startJob({ url: 'https://example.com/', mode: 'site' }, 'key-1', true);
    expect(answer).toMatchObject({ ok: true, value: { job: { job_id: 'j1' } } });
    const body = JSON.stringify({ url: 'https://example.com/', mode: 'site' });
    expect(seen).toEqual([['POST', '/api/jobs?force=1', 'Bearer tok', 'key-1', body]]);
  });

  it('reads problem documents with code, status, running job and waiting time', async () => {
    handle = (_, response) =>
      json(response, 409, problem('already_running', 409, { job_id: 'j9', detail: 'It runs.' }), {
        'retry-after': '7',
      });
    expect(await client().tokens()).toEqual({
      ok: false,
      error: { code: 'already_running', status: 409, jobId: 'j9', detail: 'It runs.', retryAfterMs: 7000 },
    });
  });

  it.each([
    ['Sun, 06 Nov 1994 08:51:37 GMT', 120_000],
    ['Sunday, 06-Nov-94 08:51:37 GMT', 120_000],
    ['Sun Nov  6 08:51:37 1994', 120_000],
    ['Sun, 06 Nov 1994 08:49:36 GMT', 1000],
    ['Sun, 06 Nov 1994 23:59:59 GMT', 300_000],
    ['7', 7000],
    ['0', 1000],
    ['99999999999999999999', 300_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('reads Retry-After of a page: %s', async (value, retryAfterMs) => {
    handle = (_, response) => {
      response.writeHead(503, { 'retry-after': value, date: 'Sun, 06 Nov 1994 08:49:37 GMT' });
      response.end();
    };
    const answer = await client().config();
    expect(answer.ok ? null : answer.error.retryAfterMs).toBe(retryAfterMs);
  });

  it('counts a date from now when the answer bears none of its own', async () => {
    handle = (_, response) => {
      response.sendDate = false;
      response.writeHead(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
      response.end();
    };
    const answer = await client().config();
    const wait = answer.ok ? 0 : (answer.error.retryAfterMs ?? 0);
    expect(wait).toBeGreaterThan(1000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  it.each([
    [0, 1000],
    [-1, 1000],
    [2500, 2500],
    [1e15, 3600_000],
  ])('takes retry_after_ms %i as a wait of %i ms', async (asked, waited) => {
    handle = (_, response) =>
      json(response, 429, problem('rate_limited', 429, { retry_after_ms: asked }), { 'retry-after': '7' });
    const answer = await client().config();
    expect(answer.ok ? null : answer.error.retryAfterMs).toBe(waited);
  });

  it.each([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [511, 'bad_answer'],
    [404, 'no_such_route'],
    [429, 'rate_limited'],
    [502, 'unavailable'],
    [418, 'bad_answer'],
  ])('names an error page without our document: %i is %s', async (status, code) => {
    handle = (_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end('<h1>Error</h1>');
    };
    expect(await client().status('j1')).toMatchObject({ ok: false, error: { code, status } });
  });

  it('does not believe a captive page, nor JSON of another shape', async () => {
    handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Please log in</html>');
    };
    expect(await client().config()).toEqual({ ok: false, error: { code: 'bad_answer' } });
    handle = (_, response) => json(response, 200, { hello: 'world' });
    expect(await client().config()).toEqual({ ok: false, error: { code: 'bad_answer' } });
  });

  it('ends a call that hangs, before and within the body', async () => {
    handle = () => {};
    expect(await client(100).config()).toEqual({ ok: false, error: { code: 'timeout' } });
    handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"server_id":');
    };
    expect(await client(100).config()).toEqual({ ok: false, error: { code: 'timeout' } });
  });

  it.each([301, 302, 303, 307, 308])(
    'never follows a redirect, which would carry the token away: %i',
    async (status) => {
      const asked: string[] = [];
      handle = (request, response) => {
        asked.push(request.url ?? '');
        response.writeHead(status, { location: '/elsewhere' });
        response.end();
      };
      expect(await client().config()).toEqual({ ok: false, error: { code: 'redirected' } });
      expect(asked).toEqual(['/api/config', '/api/config/']);
    },
  );

  it('asks with a slash where a framework redirects to it', async () => {
    const seen: unknown[] = [];
    handle = (request, response, body) => {
      seen.push([request.url, body]);
      const isThere = request.url === '/api/jobs/?force=1';
      if (isThere) json(response, 200, { id: 'crawl:7' });
      else response.writeHead(307, { location: `http://127.0.0.1/api/jobs/` }).end();
    };
    const start = { url: 'https://example.com/', mode: 'site' } as const;
    expect(await client().startJob(start, 'k', true)).toMatchObject({
      ok: true,
      value: { job: { job_id: 'crawl:7' } },
    });
    expect(seen).toEqual([
      ['/api/jobs?force=1', JSON.stringify(start)],
      ['/api/jobs/?force=1', JSON.stringify(start)],
    ]);
  });

  it('says network when nobody is there', async () => {
    const api = createApiClient({
      baseUrl: 'http://127.0.0.1:1',
      fetch,
      timeout: (ms) => AbortSignal.timeout(ms),
      now: Date.now,
    });
    expect(await api.config()).toEqual({ ok: false, error: { code: 'network' } });
  });

  it('takes 204, and exports without the name that the server gives', async () => {
    handle = (_, response) => {
      response.writeHead(204);
      response.end();
    };
    expect(await client().revokeToken('j1')).toEqual({ ok: true, value: true });
    handle = (request, response) => {
      expect(request.url).toBe('/api/jobs/j1/export.csv?language=zh-TW');
      response.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="seo-live-example.com.csv"',
      });
      response.end('a,b\n');
    };
    expect(await client().export('j1', 'csv', 'zh-TW')).toEqual({
      ok: true,
      value: { text: 'a,b\n' },
    });
  });
});
