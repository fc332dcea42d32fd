import { jobMessageSchema } from '@seo-live/protocol';
import { describe, expect, it } from 'vitest';
import { firstMessage, nextEpoch, nextMessage } from '../../../server/src/jobs/log/nextMessage.ts';

const time = '2026-11-22T20:04:22.664Z';
const first = firstMessage('j_1', '0abc', time);
const next = (change: Parameters<typeof nextMessage>[1], last = first) =>
  nextMessage(last, change, { seq: last.seq + 1, epoch: last.epoch, timestamp: time });

describe('a message', () => {
  it('is queued when the job is new, and fits the contract', () => {
    expect(jobMessageSchema.safeParse(first).success).toBe(true);
    expect(first).toMatchObject({ status: 'queued', progress: 0, detail: { phase: 'queued' } });
  });

  it('never goes down in progress', () => {
    const ahead = next({ status: 'running', phase: 'crawling', progress: 41.26 });
    expect(ahead.progress).toBe(41.3);
    expect(next({ progress: 12 }, ahead).progress).toBe(41.3);
    expect(next({ phase: 'verifying' }, ahead).progress).toBe(41.3);
  });

  it('carries the whole state when only a part changed', () => {
    const running = next({ status: 'running', phase: 'crawling', detail: { rate_per_s: 4, slowed: 2 } });
    const later = next({ detail: { rate_per_s: 5 } }, running);
    expect(later).toMatchObject({
      status: 'running',
      detail: { phase: 'crawling', rate_per_s: 5, slowed: 2 },
    });
    expect(later.current_step).toBe('Reading pages');
  });

  it('has no rate, estimate and current page while no page is read', () => {
    const running = next({
      status: 'running',
      phase: 'crawling',
      detail: { rate_per_s: 4, eta_s: [3, 4], current_urls: ['https://a.example/'] },
    });
    expect(next({ status: 'paused' }, running).detail).toMatchObject({
      rate_per_s: 0,
      eta_s: null,
      current_urls: [],
    });
  });

  it('has a queue position only while queued', () => {
    const queued = next({ detail: { queue_position: 3 } });
    expect(queued.detail.queue_position).toBe(3);
    expect(next({ status: 'running', phase: 'discovering' }, queued).detail.queue_position).toBe(0);
  });

  it.each(['completed', 'cancelled', 'failed'] as const)('is done when %s', (status) => {
    expect(next({ status, phase: 'crawling' }).detail.phase).toBe('done');
  });
});

describe('an epoch', () => {
  it('sorts as text and rises when the clock goes back', () => {
    const now = Date.UTC(2026, 10, 22);
    const one = nextEpoch(null, now);
    const two = nextEpoch(one, now - 60_000);
    const three = nextEpoch(two, Date.UTC(2090, 0, 1));
    expect([three, one, two].sort()).toEqual([one, two, three]);
    expect(one).toMatch(/^[0-9a-z]{9}$/);
  });
});
