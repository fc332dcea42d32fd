import type { Detail, JobMessage, ScanMode } from '@seo-live/protocol';
import { basicIdOf } from '../../../lib/state/basicServer.ts';
import type { LogEntry } from '../../../lib/state/connectionLog.ts';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import { defaultSettings, noneStartedElsewhere } from '../../../lib/state/defaults.ts';
import type { FollowedJob } from '../../../lib/state/followedJob.ts';
import type { Intent } from '../../../lib/state/intent.ts';
import { type JobKey, jobKeyOf, ownerKeyOf } from '../../../lib/state/jobKey.ts';
import { type Measured, nothingMeasured } from '../../../lib/state/measured.ts';
import type { Notified } from '../../../lib/state/notified.ts';
import type { PairedServer } from '../../../lib/state/pairedServer.ts';
import type { Language, Settings } from '../../../lib/state/settings.ts';
import type { StartedElsewhere } from '../../../lib/state/startedElsewhere.ts';
import type { TimelinePoint } from '../../../lib/state/timeline.ts';

/** The contents of `storage.local` and `storage.session`. */
export interface Seed {
  local: {
    server: PairedServer | null;
    settings: Settings;
    followed: FollowedJob[];
    intents: Intent[];
    notified: Notified[];
    elsewhere: StartedElsewhere;
    measured: Measured;
    /** Timelines of scans on basic servers. */
    [timeline: `timeline|${string}`]: TimelinePoint[];
  };
  session: { live: Record<string, JobMessage>; connection: ConnectionView; log: LogEntry[] };
}

export interface SeedOptions {
  language: Language;
  /** The stored times are relative to it. */
  now: Date;
  serverUrl?: string;
}

const seededOwner = { serverId: 'srv_demo', userId: 'u_anna' };
export const seededOwnerKey = ownerKeyOf(seededOwner);
export const seededKey = (jobId: string): JobKey => jobKeyOf(seededOwner, jobId);

const basicOwner = basicIdOf('http://127.0.0.1:8002');
export const basicSeededKey = (jobId: string): JobKey => jobKeyOf(basicOwner, jobId);

const names = { en: 'Office server', 'zh-TW': '辦公室伺服器', auto: 'Office server' };

/** Makes stored rows of a person who has used the extension for some days. */
export function createSeeder({ language, now, serverUrl = 'http://127.0.0.1:8001' }: SeedOptions) {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  const server: PairedServer = {
    ...seededOwner,
    url: serverUrl,
    name: names[language],
    version: '0.1.0',
    token: 'seeded',
    pairedAt: before(86_400 * 3),
  };
  const settings: Settings = {
    ...defaultSettings,
    language,
  };
  const connection = (change: Partial<ConnectionView> = {}): ConnectionView => ({
    phase: 'live',
    attempt: 0,
    since: before(240),
    pollEveryMs: null,
    reachable: true,
    reason: null,
    nextTryAt: null,
    holdUntil: null,
    roundTripMs: 14,
    clock: null,
    news: null,
    ...change,
  });
  const detail = (change: Partial<Detail> = {}): Detail => ({
    phase: 'crawling',
    pages: {
      discovered: 310,
      crawled: 132,
      queued: 155,
      in_flight: 8,
      failed: 0,
      refused: 0,
      skipped: { robots: 12, filter: 3, limit: 0, other: 0 },
    },
    rate_per_s: 4.8,
    eta_s: [31, 44],
    current_urls: [
      'https://example.com/blog/2026/11/crawl-budget',
      'https://example.com/products/%E8%8C%B6%E8%91%89',
    ],
    issues: { critical: 1, high: 12, medium: 40, low: 77, info: 9 },
    queue_position: 0,
    ...change,
  });
  const message = (jobId: string, change: Partial<JobMessage> = {}): JobMessage => ({
    job_id: jobId,
    progress: 42.5,
    status: 'running',
    current_step: 'Reading pages',
    timestamp: before(1),
    seq: 17,
    epoch: '0mibz3k9',
    detail: detail(),
    ...change,
  });
  const followed = (jobId: string, url: string, change: Partial<FollowedJob> = {}): FollowedJob => ({
    key: seededKey(jobId),
    jobId,
    url,
    mode: 'site',
    startedHere: true,
    addedAt: before(120),
    end: null,
    notify: 'none',
    read: false,
    cancelledHere: false,
    gone: null,
    ...change,
  });
  const ended = (
    jobId: string,
    url: string,
    score: number | null,
    ago: number,
    change: Partial<JobMessage> = {},
  ) =>
    followed(jobId, url, {
      addedAt: before(ago + 90),
      notify: 'done',
      read: true,
      end: message(jobId, {
        progress: 100,
        status: 'completed',
        timestamp: before(ago),
        detail: detail({ phase: 'done', eta_s: null, rate_per_s: 0, current_urls: [] }),
        result: { score, coverage: { read: 300, discovered: 310, refused: 2 } },
        ...change,
      }),
    });
  const start = (
    id: string,
    url: string,
    problem: Extract<Intent, { kind: 'start' }>['problem'],
  ): Intent => ({
    kind: 'start',
    id,
    url,
    mode: 'site' satisfies ScanMode,
    options: {},
    force: false,
    createdAt: before(3),
    cancelWanted: false,
    problem,
  });
  const earlier = [
    ended('j_blog', 'https://blog.example.tw/', 94, 86_400 * 3),
    ended('j_docs', 'https://docs.example/', null, 86_400 * 2, { status: 'cancelled' }),
    ended('j_news', 'https://news.example.tw/', 61, 86_400),
    ended('j_shop', 'https://shop.example/', 83, 7200),
  ];
  const running = followed('j_run', 'https://example.com/');
  const seed = (local: Partial<Seed['local']>, session: Partial<Seed['session']> = {}): Seed => ({
    local: {
      server,
      settings,
      followed: earlier,
      intents: [],
      notified: [],
      elsewhere: noneStartedElsewhere,
      measured: nothingMeasured,
      ...local,
    },
    session: { live: {}, connection: connection(), log: [], ...session },
  });
  /** A basic server instead of ours. */
  const basicServer = (change: Partial<PairedServer> = {}): PairedServer => ({
    ...basicOwner,
    url: 'http://127.0.0.1:8002',
    name: '127.0.0.1:8002',
    version: '',
    token: '',
    pairedAt: before(86_400),
    kind: 'plain',
    ...change,
  });
  const basicMessage = (jobId: string, change: Partial<JobMessage> = {}): JobMessage => ({
    job_id: jobId,
    progress: 42,
    status: 'running',
    current_step: 'Checking links (132 of 310)',
    timestamp: '2026-11-22T20:00:00.000001',
    received_at: before(1),
    ...change,
  });
  const basicJob = (jobId: string, change: Partial<FollowedJob> = {}): FollowedJob => ({
    ...followed(jobId, jobId, change),
    key: basicSeededKey(jobId),
    startedHere: false,
  });
  const timeline = (jobId: string, points: [ago: number, progress: number, step: string][]) => ({
    [`timeline|${basicSeededKey(jobId)}` as const]: points.map(
      ([ago, progress, step]): TimelinePoint => ({
        at: before(ago),
        progress,
        status: 'running',
        step,
      }),
    ),
  });
  return {
    basicServer,
    basicMessage,
    basicJob,
    timeline,
    before,
    connection,
    detail,
    earlier,
    ended,
    followed,
    message,
    running,
    seed,
    server,
    settings,
    start,
  };
}

export type Seeder = ReturnType<typeof createSeeder>;
