import { describe, expect, it } from 'vitest';
import { badgeFor } from '../../../lib/effects/badgeFor.ts';
import { createMenu } from '../../../lib/effects/createMenu.ts';
import { notificationFor } from '../../../lib/effects/notificationFor.ts';
import { createTranslator } from '../../../lib/i18n/index.ts';
import { workerWords } from '../../../lib/i18n/workerWords.ts';
import { idleConnection } from '../../../lib/state/defaults.ts';
import { newFollowedJob } from '../../../lib/state/followedJob.ts';
import { readBasicMessage } from '../../../lib/state/readBasicMessage.ts';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { createArrivals } from '../../../lib/telemetry/createArrivals.ts';
import { recipient } from '../../../lib/telemetry/createReporter.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { basicKey, basicServer, five } from './support/createBasicWorld.ts';
import { server } from './support/messages.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const t = createTranslator<WorkerWords>(workerWords.en, 'en');
const read = (change: object, event = 'job_progress') =>
  reduceMessage(null, readBasicMessage({ ...five(42), ...change }, { now: NOW, event })).state as JobMessage;
const job = (url = 'https://example.com/') =>
  newFollowedJob(basicServer, { jobId: 'j1', url, mode: 'site', startedHere: true, addedAt: '' });

const badge = (message: JobMessage, ended: boolean) => {
  const row = job();
  const followed = [ended ? { ...row, end: message } : row];
  const jobs = selectJobs({ followed, live: ended ? {} : { [row.key]: message }, intents: [] });
  return badgeFor(jobs, { ...idleConnection, phase: 'live' }, { serverName: '', locale: 'en' }, t);
};

describe('the badge of a basic server’s scan', () => {
  it('has the percent, and the server’s own step, or none', () => {
    expect(badge(read({}), false)).toMatchObject({ text: '42%', title: 'example.com: 42% · Crawling' });
    expect(badge(read({ current_step: null }), false).title).toBe('example.com 42%');
  });

  it.each([
    ['done', '✓', 'example.com: completed'],
    ['aborted', '✓', 'example.com: cancelled'],
    ['failure', '!', 'example.com: failed'],
  ])('after %s is %s, and speaks of neither score nor report', (status, text, title) => {
    expect(badge(read({ status }), true)).toMatchObject({ text, title });
  });
});

describe('its notification', () => {
  it.each([
    [{ status: 'done', current_step: 'Finished' }, 'example.com: completed', 'Finished'],
    [{ status: 'aborted', current_step: '' }, 'example.com: cancelled', ''],
    [{ status: 'error', error: 'No route to host' }, 'example.com: failed', 'No route to host'],
    [{ status: 'error', current_step: 'Crawling' }, 'example.com: failed', 'Crawling'],
  ])('of %j', (change, title, message) => {
    expect(notificationFor(job(), read(change), t)).toEqual({ title, message });
  });

  it('names a scan by its id if it was followed by that', () => {
    expect(notificationFor(job('task-7'), read({ status: 'done' }), t).title).toBe('task-7: completed');
  });
});

it('a message of a basic server is no sample of latency, and is reported to no server', () => {
  const arrivals = createArrivals({ now: () => NOW });
  arrivals.arrived(basicKey('j1'), read({ timestamp: '2026-11-22T12:00:00Z', seq: 4, epoch: 'a' }));
  expect(arrivals.waiting()).toBe(false);
  expect(recipient(basicServer, true)).toBeNull();
  expect(recipient(server, true)).toBe('s1|u1');
});

it('the context menu entry of links is created and removed once each, with the current title', async () => {
  const calls: string[] = [];
  const offerToFollow = createMenu({
    removeAll: async () => void calls.push('removeAll'),
    create: ({ id, title, contexts }) => void calls.push(`${id}: ${title} (${contexts})`),
  });
  for (const title of ['Follow', 'Follow', '追蹤', null, null]) await offerToFollow(title);
  const made = (title: string) => ['removeAll', `follow: ${title} (link)`];
  expect(calls).toEqual([...made('Follow'), ...made('追蹤'), 'removeAll']);
});
