import { describe, expect, it } from 'vitest';
import { badgeFor } from '../../../lib/effects/badgeFor.ts';
import { createBadgeWriter, type ToolbarButton } from '../../../lib/effects/createBadgeWriter.ts';
import { createTranslator } from '../../../lib/i18n/index.ts';
import { workerWords } from '../../../lib/i18n/workerWords.ts';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import { idleConnection } from '../../../lib/state/defaults.ts';
import type { FollowedJob } from '../../../lib/state/followedJob.ts';
import type { Intent } from '../../../lib/state/intent.ts';
import type { JobKey } from '../../../lib/state/jobKey.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { type FullJobMessage, phases } from '../../../protocol/src/index.ts';
import { followed, keyOf, message, startIntent } from './support/messages.ts';

const live: ConnectionView = { ...idleConnection, phase: 'live', since: '2026-11-22T12:00:00.000Z' };

function badge(
  given: { jobs?: FollowedJob[]; live?: Record<string, Partial<FullJobMessage>>; intents?: Intent[] },
  connection = live,
  locale: 'en' | 'zh-TW' = 'en',
) {
  const jobs = given.jobs ?? [];
  const messages = Object.fromEntries(
    Object.entries(given.live ?? {}).map(([id, more]): [JobKey, FullJobMessage] => [
      keyOf(id),
      message({ ...more, job_id: id }),
    ]),
  );
  const views = selectJobs({ followed: jobs, live: messages, intents: given.intents ?? [] });
  const t = createTranslator<WorkerWords>(workerWords[locale], locale);
  return badgeFor(views, connection, { serverName: 'Office', locale }, t);
}

const ended = (status: FullJobMessage['status'], more: Partial<FullJobMessage> = {}) =>
  followed('j1', { end: message({ job_id: 'j1', status, progress: 100, ...more }) });

const starting = (problem: { code: string; final: boolean } | null): Intent => startIntent({ problem });

const score = (value: number | null) => ({
  result: { score: value, coverage: { read: 300, discovered: 310, refused: 2 } },
});

describe('the badge', () => {
  it('is empty when nothing runs', () => {
    expect(badge({})).toMatchObject({ text: '', title: 'SEO Live: nothing running', icon: 'plain' });
  });

  it('shows the percent, rounded down, and says phase and time in words', () => {
    const one = badge({ jobs: [followed('j1')], live: { j1: { progress: 42.9 } } });
    expect(one).toMatchObject({ text: '42%', title: 'example.com: 42% · Reading pages', icon: 'running' });
    expect(one.colour).toBe('#4353D9');
    const detail = { ...message({ job_id: 'j1' }).detail, eta_s: [31, 44] as [number, number] };
    expect(
      badge({ jobs: [followed('j1')], live: { j1: { progress: 42, detail } } }, live, 'zh-TW').title,
    ).toBe('example.com：42% · 讀取頁面 · 約剩 31–44 秒');
  });

  it.each([
    [[0, 1], ' · about 1 s left'],
    [[31, 44], ' · about 31–44 s left'],
    [[40, 89], ' · about 40–89 s left'],
    [[70, 90], ' · about 1–2 min left'],
    [[4000, 5399], ' · about 67–90 min left'],
    [[4000, 5400], ' · about 1–2 h left'],
    [[20_000, 26_000], ' · about 6–7 h left'],
    [[0, 0], ''],
  ])('shows an estimate of %j s as "%s"', (eta, words) => {
    const detail = { ...message({ job_id: 'j1' }).detail, eta_s: eta as [number, number] };
    const { title } = badge({ jobs: [followed('j1')], live: { j1: { progress: 42, detail } } });
    expect(title).toBe(`example.com: 42% · Reading pages${words}`);
  });

  it.each(phases)('never says in the phase %s that a running scan is done', (phase) => {
    const detail = { ...message({ job_id: 'j1' }).detail, phase };
    for (const locale of ['en', 'zh-TW'] as const) {
      const { title } = badge({ jobs: [followed('j1')], live: { j1: { detail } } }, live, locale);
      expect(title).not.toMatch(/done|finished|complete|完成/i);
    }
  });

  it('shows the mean of several, and each in words', () => {
    const jobs = [followed('j1'), followed('j2', { url: 'https://travel.example.tw/' })];
    const many = badge({ jobs, live: { j1: { progress: 42 }, j2: { progress: 17 } } });
    expect(many.text).toBe('29%');
    expect(many.title).toContain('2 scans: ');
    expect(many.title).toContain('travel.example.tw 17%');
  });

  it('shows queued, starting and paused', () => {
    const detail = { ...message({ job_id: 'j1' }).detail, queue_position: 3 };
    const queued = badge({ jobs: [followed('j1')], live: { j1: { status: 'queued', detail } } });
    expect(queued).toMatchObject({ text: '…', title: 'example.com: waiting, number 3 in line' });
    expect(badge({ intents: [starting(null)] })).toMatchObject({ text: '…', title: 'example.com: starting' });
    const paused = badge({ jobs: [followed('j1')], live: { j1: { status: 'paused', progress: 42 } } });
    expect(paused).toMatchObject({ text: '‖', title: 'example.com: paused at 42%', colour: '#6D4D9E' });
  });

  it('shows the end until it is read', () => {
    const done = ended('completed', score(82.93));
    expect(badge({ jobs: [done] })).toMatchObject({
      text: '✓',
      title: 'example.com: score 83, not opened yet',
    });
    expect(badge({ jobs: [{ ...done, read: true }] }).text).toBe('');
    expect(badge({ jobs: [ended('completed', score(null))] }).title).toContain('without a score');
  });

  it('shows what failed before what is done', () => {
    const failed = badge({ jobs: [ended('failed')] });
    expect(failed).toMatchObject({
      text: '!',
      icon: 'error',
      title: 'example.com: stopped after 300 of 310 pages',
    });
    const refused = badge({
      jobs: [ended('completed')],
      intents: [starting({ code: 'invalid_url', final: true })],
    });
    expect(refused).toMatchObject({ text: '!', title: 'example.com: the scan did not start' });
  });

  it('says that the server does not answer, but only while something should move', () => {
    const lost: ConnectionView = { ...live, phase: 'polling', reachable: false };
    const badged = badge({ jobs: [followed('j1')], live: { j1: {} } }, lost);
    expect(badged).toMatchObject({ text: '?', icon: 'offline' });
    expect(badged.title).toMatch(/^Office has not answered since \d\d:\d\d$/);
    expect(badge({}, lost).text).toBe('');
    const polling: ConnectionView = { ...lost, reachable: true };
    expect(badge({ jobs: [followed('j1')], live: { j1: {} } }, polling).text).toBe('10%');
    expect(badge({ jobs: [followed('j1')] }, { ...live, phase: 'unauthorized' }).text).toBe('?');
  });
});

describe('writing the badge', () => {
  function button() {
    const calls: string[] = [];
    const note = (name: string) => async (details: object) => {
      calls.push(
        `${name} ${Object.values(details)
          .map((value) => JSON.stringify(value))
          .join()}`,
      );
    };
    const made: ToolbarButton = {
      setBadgeText: note('text'),
      setBadgeBackgroundColor: note('colour'),
      setTitle: note('title'),
      setIcon: note('icon'),
    };
    return { calls, made };
  }

  it('writes only what changed', async () => {
    const { calls, made } = button();
    const update = createBadgeWriter(made);
    const first = badge({ jobs: [followed('j1')], live: { j1: { progress: 1 } } });
    await update(first);
    expect(calls).toHaveLength(4);
    await update(first);
    expect(calls).toHaveLength(4);
    await update({ ...first, text: '2%' });
    expect(calls.slice(4)).toEqual(['text "2%"']);
  });

  it('writes everything again after a refusal', async () => {
    const { calls, made } = button();
    let refuse = true;
    const update = createBadgeWriter({
      ...made,
      setIcon: async (details) => {
        if (refuse) throw new Error('no such picture');
        await made.setIcon(details);
      },
    });
    const first = badge({});
    await update(first);
    refuse = false;
    await update(first);
    expect(calls.filter((call) => call.startsWith('icon'))).toHaveLength(1);
  });
});
