import {
  LATENCY_BUCKETS_MS,
  problemSchema,
  TELEMETRY_MAX_COUNT,
  type TelemetryBatch,
} from '@seo-live/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleValue } from '../../support/server/metricSamples.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { telemetryBatch } from '../../support/server/telemetryBatch.ts';

let app: RunningApp;
let token: string;
beforeEach(async () => {
  app = await startApp();
  ({ token } = await app.pair('ana'));
});
afterEach(() => app.close());

const send = (batch: unknown, as: string | null = token) => app.call(as, 'POST', '/api/telemetry', batch);
const metrics = async () => (await app.call(null, 'GET', '/metrics')).text;
const batches = async () => sampleValue(await metrics(), 'seo_live_telemetry_batches_total');

const everything: Omit<TelemetryBatch, 'batch_id' | 'boot_id' | 'period_s'> = {
  attempts: { connected: 5, failed: 1, outage: 2 },
  scans: { followed: 4, polled: 1 },
  latency_ms: { buckets: [3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7], clock_unsure: 9 },
  messages: { applied: 20, duplicate: 3, gaps: 2, invalid: 1, stale_epoch: 4, after_end: 5 },
};

it('counts everything in a batch, and adds the next batch', async () => {
  expect((await send(telemetryBatch(everything))).status).toBe(204);
  const { token: second } = await app.pair('ana');
  expect((await send(telemetryBatch(everything), second)).status).toBe(204);
  const text = await metrics();
  const count = (name: string, labels?: Record<string, string>) =>
    sampleValue(text, `seo_live_${name}`, labels);
  for (const [result, n] of Object.entries(everything.attempts)) {
    expect(count('connection_attempts_total', { result })).toBe(2 * n);
  }
  for (const [fate, n] of Object.entries(everything.messages)) {
    expect(count('client_messages_total', { fate })).toBe(2 * n);
  }
  expect(count('scans_followed_total')).toBe(8);
  expect(count('scans_polled_total')).toBe(2);
  expect(count('update_latency_clock_unsure_total')).toBe(18);
  const edge = (at: number | undefined) => ({ le: at === undefined ? '+Inf' : String(at / 1000) });
  const below = [...LATENCY_BUCKETS_MS, undefined].map((at) =>
    count('update_latency_seconds_bucket', edge(at)),
  );
  expect(below).toEqual([6, 10, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 26]);
  expect(count('update_latency_seconds_count')).toBe(26);
});

it('counts a batch once, also when it is sent again at once and in parallel', async () => {
  const batch = telemetryBatch(everything);
  const answers = await Promise.all([send(batch), send(batch), send(batch)]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect(await batches()).toBe(1);
});

it('accepts one batch a minute, and sends Retry-After with a refusal', async () => {
  await send(telemetryBatch());
  const answer = await send(telemetryBatch({ batch_id: 'batch-2' }));
  expect(answer.status).toBe(429);
  expect(problemSchema.parse(answer.body)).toMatchObject({ code: 'rate_limited' });
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await batches()).toBe(1);
});

it('clamps counts that no client can have reached', async () => {
  await send(
    telemetryBatch({
      attempts: { connected: Number.MAX_SAFE_INTEGER, failed: 0, outage: 0 },
      scans: { followed: 2, polled: 5 },
    }),
  );
  const text = await metrics();
  expect(sampleValue(text, 'seo_live_connection_attempts_total', { result: 'connected' })).toBe(
    TELEMETRY_MAX_COUNT,
  );
  expect(sampleValue(text, 'seo_live_scans_polled_total')).toBe(2);
});

it('drops unknown fields, which a newer client may send', async () => {
  const batch = { ...telemetryBatch(), url: 'https://secret.example/', later: { n: 1 } };
  expect((await send(batch)).status).toBe(204);
  expect(await metrics()).not.toContain('secret');
});

it('needs a token', async () => {
  expect((await send(telemetryBatch(), null)).status).toBe(401);
  expect((await send(telemetryBatch(), 'x'.repeat(43))).status).toBe(401);
  expect(await batches()).toBe(0);
});

it('does not count messages for the worker instance of another user', async () => {
  await send(telemetryBatch({ boot_id: 'boot-of-bo', messages: { applied: 1000 } }));
  expect(sampleValue(await metrics(), 'seo_live_messages_delivered_ratio')).toBeNaN();
});

describe('a bad batch', () => {
  const { latency_ms: _latency, ...withoutLatency } = telemetryBatch();
  it.each([
    ['no object', '[]', 'body'],
    ['nothing', '{}', 'batch_id'],
    ['a part missing', withoutLatency, 'latency_ms'],
    ['a negative count', telemetryBatch({ attempts: { connected: -1, failed: 0, outage: 0 } }), 'connected'],
    ['half a count', telemetryBatch({ messages: { applied: 0.5 } }), 'applied'],
    ['a count in words', { ...telemetryBatch(), period_s: '60' }, 'period_s'],
    ['no number', { ...telemetryBatch(), period_s: null }, 'period_s'],
    ['too few buckets', telemetryBatch({ latency_ms: { buckets: [1], clock_unsure: 0 } }), 'buckets'],
    ['too many', telemetryBatch({ latency_ms: { buckets: Array(99).fill(1), clock_unsure: 0 } }), 'buckets'],
    ['an id too long', telemetryBatch({ batch_id: 'x'.repeat(65) }), 'batch_id'],
    ['an id with quotes', telemetryBatch({ boot_id: 'a"b' }), 'boot_id'],
  ])('with %s is refused in words that name the field, and counts nothing', async (_kind, batch, field) => {
    const answer = await send(batch);
    expect(answer.status).toBe(400);
    const problem = problemSchema.parse(answer.body);
    expect(problem.code).toBe('invalid_request');
    expect(problem.detail).toContain(field);
    expect(await batches()).toBe(0);
    // It used neither the minute of this token nor a batch id.
    expect((await send(telemetryBatch())).status).toBe(204);
  });
});

it('is listed on the OpenAPI page', async () => {
  const { body } = await app.call(null, 'GET', '/docs/json');
  const { post } = body.paths['/api/telemetry'];
  expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(['204', '4XX']));
  expect(JSON.stringify(post.requestBody)).toContain('TelemetryBatch');
  expect(Object.keys(body.components.schemas.TelemetryBatchInput.properties)).toEqual(
    Object.keys(telemetryBatch()),
  );
  expect(body.paths['/metrics'].get.security).toEqual([]);
});
