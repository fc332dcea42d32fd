import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { EXTENSION_ORIGIN, problemSchema } from '@seo-live/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { defaultGatewayLimits } from '../../../server/src/realtime/defaultGatewayLimits.ts';
import { until } from '../../support/jobs/jobWorld.ts';
import { connectSocket, type TestSocket } from '../../support/server/connectSocket.ts';
import { samplesOf, sampleValue } from '../../support/server/metricSamples.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { telemetryBatch } from '../../support/server/telemetryBatch.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

const scanning = { ALLOW_PRIVATE_ADDRESSES: 'true', SCAN_RATE_PER_HOST: '100' };

let app: RunningApp;
let site: SmallSite | null = null;
const sockets: TestSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await app.close();
  await site?.close();
  site = null;
});

const metrics = async (): Promise<string> => (await app.call(null, 'GET', '/metrics')).text;
const valueNow = async (name: string, labels?: Record<string, string>) =>
  sampleValue(await metrics(), name, labels);

async function connected(token: string, bootId?: string): Promise<TestSocket> {
  const socket = await connectSocket(app.url, { token, bootId });
  sockets.push(socket);
  return socket;
}

async function startScan(token: string, url: string): Promise<string> {
  const { body } = await app.call(token, 'POST', '/api/jobs', { url, options: { rate_per_s: 100 } });
  return body.job.job_id;
}

describe('access', () => {
  const ownAddress = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  /** With node:http, because fetch does not let a test set Host. */
  const statusWith = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(`${app.url}/metrics`, { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });

  it('answers on loopback, in the text format', async () => {
    app = await startApp();
    const answer = await app.call(null, 'GET', '/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(samplesOf(answer.text).length).toBeGreaterThan(100);
  });

  it.runIf(ownAddress)('does not answer requests to another address, with or without a token', async () => {
    app = await startApp({ HOST: '0.0.0.0' });
    const { token } = await app.pair('ana');
    const outside = app.url.replace('127.0.0.1', String(ownAddress));
    expect((await fetch(`${outside}/healthz`)).status).toBe(200);
    for (const headers of [new Headers(), new Headers({ authorization: `Bearer ${token}` })]) {
      const answer = await fetch(`${outside}/metrics`, { headers });
      expect(answer.status).toBe(404);
      expect(problemSchema.parse(await answer.json()).code).toBe('not_found');
    }
    expect((await app.call(null, 'GET', '/metrics')).status).toBe(200);
  });

  it('does not answer through a proxy, not even a trusted one, nor for a foreign host name', async () => {
    app = await startApp({ TRUSTED_PROXIES: '127.0.0.1' });
    for (const name of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await app.call(null, 'GET', '/metrics', undefined, { [name]: '127.0.0.1' })).status).toBe(404);
    }
    expect(await statusWith('rebound.example')).toBe(404);
    expect(await statusWith(new URL(app.url).host)).toBe(200);
  });

  it('answers on an IPv6 socket that an IPv4 client reached', async () => {
    app = await startApp({ HOST: '::' });
    expect((await app.call(null, 'GET', '/metrics')).status).toBe(200);
  });
});

describe('the metrics', () => {
  beforeEach(async () => {
    app = await startApp(scanning);
  });

  it('are those that the documentation lists, with the same labels', async () => {
    const text = await metrics();
    const documented = [
      ...readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `(seo_live_\w+)` \| (.*?) \|/gm),
    ].map(([, name, labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)]);
    const names = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type]) => {
      const own = samplesOf(text).filter((sample) =>
        type === 'histogram' ? sample.name === `${name}_bucket` : sample.name === name,
      );
      const labels = new Set(own.flatMap((sample) => Object.keys(sample.labels)));
      labels.delete('le');
      return [name, [...labels]];
    });
    const byName = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect(names.sort(byName)).toEqual(documented.sort(byName));
  });

  it('count refused requests by their code, separately for REST and sockets', async () => {
    const { token } = await app.pair('ana');
    await app.call(null, 'GET', '/api/jobs');
    await app.call(token, 'GET', '/api/jobs/j_none');
    await app.call(token, 'POST', '/api/jobs', '{"url": ');
    await app.call(null, 'GET', '/api/%E0%A4%A');
    await expect(connectSocket(app.url, { token: 'x'.repeat(40) })).rejects.toThrow();
    const socket = await connected(token);
    await socket.emitWithAck('join_job', { job_id: 'j_none' });
    await socket.emitWithAck('join_job', { job_id: '../etc' });
    const text = await metrics();
    const count = (area: string, code: string) => sampleValue(text, 'seo_live_errors_total', { area, code });
    expect(count('rest', 'unauthorized')).toBe(1);
    expect(count('rest', 'not_found')).toBe(1);
    expect(count('rest', 'invalid_request')).toBe(2);
    expect(count('socket', 'unauthorized')).toBe(1);
    expect(count('socket', 'not_found')).toBe(1);
    expect(count('socket', 'invalid_request')).toBe(1);
    expect(count('rest', 'internal')).toBe(0);
  });

  it('count the dropped connections of a flood', async () => {
    const tries = Array.from({ length: 2 * defaultGatewayLimits.handshakesPerMinute }, () => {
      const address = `${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
      const socket = new WebSocket(address, { origin: EXTENSION_ORIGIN });
      return new Promise<boolean>((resolve) => {
        socket.on('error', () => resolve(false));
        socket.on('open', () => {
          socket.terminate();
          resolve(true);
        });
      });
    });
    const shed = (await Promise.all(tries)).filter((isOpen) => !isOpen).length;
    expect(shed).toBeGreaterThan(0);
    const limited = { area: 'socket', code: 'rate_limited' };
    expect(await valueNow('seo_live_errors_total', limited)).toBe(shed);
  });

  it('count a scan that ends without a report, and why its requests failed', async () => {
    const { token } = await app.pair('ana');
    const closed = await startSmallSite();
    await closed.close();
    await untilEnded(app, token, await startScan(token, closed.url));
    const text = await metrics();
    expect(sampleValue(text, 'seo_live_errors_total', { area: 'crawl', code: 'site_unreachable' })).toBe(1);
    expect(sampleValue(text, 'seo_live_errors_total', { area: 'crawl', code: 'other' })).toBe(0);
    expect(
      sampleValue(text, 'seo_live_site_requests_failed_total', { reason: 'connection' }),
    ).toBeGreaterThanOrEqual(1);
    expect(sampleValue(text, 'seo_live_jobs', { status: 'failed' })).toBe(1);
  });

  it('count sockets, rooms, events and deliveries of a scan until its end', async () => {
    site = await startSmallSite({ pages: 30, delayMs: 30 });
    const { token } = await app.pair('ana');
    const [applies, loses] = [await connected(token, 'boot-a'), await connected(token, 'boot-b')];
    const heard: number[] = [];
    // It joins a moment later, so it may hear fewer.
    let heardByOther = 0;
    for (const event of ['job_progress', 'job_completed'] as const) {
      applies.on(event, ({ seq }) => heard.push(seq ?? 0));
      loses.on(event, () => {
        heardByOther += 1;
      });
    }
    const ended = new Promise((resolve) => applies.on('job_completed', resolve));
    const jobId = await startScan(token, site.url);
    for (const socket of [applies, loses]) await socket.emitWithAck('join_job', { job_id: jobId });

    const during = await metrics();
    expect(sampleValue(during, 'seo_live_sockets_connected')).toBe(2);
    expect(sampleValue(during, 'seo_live_rooms_hosted')).toBe(1);
    expect(sampleValue(during, 'seo_live_rooms_joined')).toBe(2);
    expect(sampleValue(during, 'seo_live_jobs', { status: 'running' })).toBe(1);

    await ended;
    await applies.emitWithAck('leave_job', { job_id: jobId });
    const { body } = await app.call(token, 'GET', `/api/jobs/${jobId}/status`);
    const text = await metrics();
    expect(sampleValue(text, 'seo_live_events_appended_total')).toBe(body.seq);
    const emitted = heard.length + heardByOther;
    expect(heardByOther).toBeGreaterThan(0);
    expect(sampleValue(text, 'seo_live_events_emitted_total')).toBe(emitted);
    expect(sampleValue(text, 'seo_live_emit_delay_seconds_count')).toBe(heard.length);
    expect(sampleValue(text, 'seo_live_coalescer_wait_seconds_count')).toBeGreaterThan(0);
    expect(sampleValue(text, 'seo_live_rooms_joined')).toBe(1);
    expect(sampleValue(text, 'seo_live_jobs', { status: 'completed' })).toBe(1);
    expect(sampleValue(text, 'seo_live_messages_delivered_ratio')).toBeNaN();

    const report = async (bootId: string, applied: number) => {
      const other = await app.pair('ana');
      const batch = telemetryBatch({ batch_id: bootId, boot_id: bootId, messages: { applied } });
      expect((await app.call(other.token, 'POST', '/api/telemetry', batch)).status).toBe(204);
    };
    await report('boot-a', heard.length);
    expect(await valueNow('seo_live_messages_delivered_ratio')).toBe(1);
    await report('boot-b', 0);
    expect(await valueNow('seo_live_messages_delivered_ratio')).toBeCloseTo(heard.length / emitted, 9);
    expect(await valueNow('seo_live_reported_messages_total', { side: 'emitted' })).toBe(emitted);
    expect(await valueNow('seo_live_reported_messages_total', { side: 'applied' })).toBe(heard.length);

    loses.disconnect();
    await until(
      () => valueNow('seo_live_sockets_connected'),
      (count) => count === 1,
    );
    expect(await valueNow('seo_live_rooms_hosted')).toBe(0);
  });

  it('include lag, memory and uptime of the process', async () => {
    const text = await metrics();
    for (const quantile of ['0.5', '0.99', '1']) {
      expect(sampleValue(text, 'seo_live_event_loop_lag_seconds', { quantile })).toBeGreaterThanOrEqual(0);
    }
    expect(sampleValue(text, 'seo_live_uptime_seconds')).toBeGreaterThan(0);
    expect(sampleValue(text, 'seo_live_memory_bytes', { kind: 'rss' })).toBeGreaterThan(1e6);
  });

  it('have no user, site, job or worker instance as a label', async () => {
    site = await startSmallSite({ pages: 3 });
    const { token } = await app.pair('ana');
    const socket = await connected(token, 'boot-secret');
    const jobId = await startScan(token, site.url);
    await socket.emitWithAck('join_job', { job_id: jobId });
    await untilEnded(app, token, jobId);
    await app.call(token, 'POST', '/api/telemetry', telemetryBatch({ boot_id: 'boot-secret' }));
    const text = await metrics();
    for (const secret of ['boot-secret', 'batch-1', jobId, token, new URL(site.url).host, 'ana']) {
      expect(text).not.toMatch(new RegExp(`"[^"]*${secret}`));
    }
  });
});
