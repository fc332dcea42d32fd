import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineSteps } from '../../../components/live/timelineSteps.ts';
import { isBasicKey } from '../../../lib/state/basicServer.ts';
import { createState } from '../../../lib/state/createState.ts';
import { createTimelineKeeper } from '../../../lib/state/createTimelineKeeper.ts';
import { newFollowedJob } from '../../../lib/state/followedJob.ts';
import type { PairedServer } from '../../../lib/state/pairedServer.ts';
import {
  addPoint,
  orphanedTimelines,
  surplusTimelines,
  TIMELINE_KEEPS,
  type TimelinePoint,
} from '../../../lib/state/timeline.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { basicKey, basicServer } from './support/createBasicWorld.ts';
import { createMemoryArea } from './support/createMemoryArea.ts';
import { settle } from './support/fakeTime.ts';
import { followed, keyOf, server } from './support/messages.ts';

const START = Date.parse('2026-11-22T12:00:00.000Z');
const said = (progress: number, current_step = 'Crawling', change: Partial<JobMessage> = {}): JobMessage => ({
  job_id: 'j1',
  progress,
  status: 'running',
  current_step,
  timestamp: '2026-11-22T20:00:00',
  ...change,
});
const keep = (said: [ms: number, message: JobMessage][]) =>
  said.reduce<TimelinePoint[]>((points, [ms, message]) => addPoint(points, message, START + ms), []);

describe('a timeline', () => {
  it('keeps each step by our clock, and within one at most one point a second', () => {
    const points = keep([
      [0, said(1)],
      [200, said(2)],
      [1000, said(3)],
      [5000, said(3)],
      [5100, said(4, 'Analysing')],
      [5200, said(100, 'Analysing', { status: 'completed' })],
    ]);
    expect(points.map(({ at, progress }) => [at.slice(17, 23), progress])).toEqual([
      ['00.000', 1],
      ['01.000', 3],
      ['05.100', 4],
      ['05.200', 100],
    ]);
  });

  it('never holds more than the newest hundred, and always the last change of step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(100), fc.constantFrom('a', 'b', 'c')), { maxLength: 400 }),
        (list) => {
          const points = keep(list.map(([progress, step], index) => [index * 400, said(progress, step)]));
          expect(points.length).toBeLessThanOrEqual(TIMELINE_KEEPS);
          expect(points.at(-1)?.step).toBe(list.at(-1)?.[1]);
        },
      ),
    );
  });

  it('is shown as steps, each with its first time and its last progress', () => {
    const points = keep([
      [0, said(0, 'Queued', { status: 'queued' })],
      [1000, said(10)],
      [3000, said(40)],
      [9000, said(90, '')],
    ]);
    expect(timelineSteps(points, said(95, ''))).toEqual([
      { at: '2026-11-22T12:00:00.000Z', step: 'Queued', status: 'queued', from: 0, to: 0 },
      { at: '2026-11-22T12:00:01.000Z', step: 'Crawling', status: 'running', from: 10, to: 40 },
      { at: '2026-11-22T12:00:09.000Z', step: '', status: 'running', from: 90, to: 95 },
    ]);
    expect(timelineSteps([], null)).toEqual([]);
  });

  it('goes with its row', () => {
    const rows = ['a', 'b'].map((id) => ({ ...followed(id), key: basicKey(id) }));
    expect(orphanedTimelines(rows, rows.slice(1))).toEqual([basicKey('a')]);
    expect(orphanedTimelines(rows, rows)).toEqual([]);
    expect(orphanedTimelines(undefined, rows)).toEqual([]);
  });
});

describe('what keeps timelines', () => {
  const OURS = keyOf('j1');
  async function keeping(paired: Partial<PairedServer>) {
    const state = createState({ local: createMemoryArea().area, session: createMemoryArea().area });
    await state.server.set({ ...server, ...paired });
    const keep = createTimelineKeeper({ state, now: () => START });
    await settle();
    return { state, keep };
  }

  it('keeps none of a server with reports, until it says that it has none', async () => {
    const { state, keep } = await keeping({});
    keep(OURS, said(1));
    await settle();
    expect(await state.timeline(OURS).get()).toEqual([]);
    await state.server.set({ ...server, reports: false });
    await settle();
    keep(OURS, said(2));
    await settle();
    expect(await state.timeline(OURS).get()).toMatchObject([{ progress: 2, step: 'Crawling' }]);
  });

  it.each([
    ['with reports', server],
    ['without', { ...server, reports: false as const }],
    ['that is basic', basicServer],
  ])('agrees with the rows: of a server %s', async (_which, paired) => {
    const { state, keep } = await keeping(paired);
    const job = {
      jobId: 'j1',
      url: 'https://example.com/',
      mode: 'site',
      startedHere: true,
      addedAt: '',
    } as const;
    const row = newFollowedJob(paired, job);
    keep(row.key, said(1));
    await settle();
    const kept = (await state.timeline(row.key).get()).length > 0;
    expect(kept).toBe(isBasicKey(row.key) || row.reportless === true);
  });

  it('knows after the next start of the worker', async () => {
    const { state, keep } = await keeping({ reports: false });
    keep(OURS, said(1));
    await settle();
    expect(await state.timeline(OURS).get()).toHaveLength(1);
  });
});

it('exists for the newest thirty ended scans, and its steps are short, so that their sum has a bound', () => {
  const end = said(100, 'Done', { status: 'completed' });
  const rows = Array.from({ length: 50 }, (_, n) => ({
    ...newFollowedJob(basicServer, {
      jobId: `j${n}`,
      url: `j${n}`,
      mode: 'site',
      startedHere: false,
      addedAt: '',
    }),
    end: n % 2 ? end : null,
  }));
  expect(surplusTimelines(rows)).toEqual([]);
  const ended = rows.map((row) => ({ ...row, end }));
  expect(surplusTimelines(ended)).toEqual(ended.slice(0, 20).map(({ key }) => key));
  expect(surplusTimelines(Array.from({ length: 50 }, (_, n) => followed(`j${n}`, { end })))).toEqual([]);
  expect(addPoint([], said(1, 'x'.repeat(500)), START)[0]?.step).toHaveLength(200);
});
