import type { JobMessage } from '@seo-live/protocol';
import { type Counts, noCounts, nothingMeasured } from '../../lib/state/measured.ts';
import type { LogEntry } from '../../lib/state/types.ts';
import {
  createSeeder,
  plainSeededKey,
  type Seed,
  type Seeder,
  type SeedOptions,
  seededKey,
} from './seeder.ts';

const live = (jobId: string, message: JobMessage) => ({ [seededKey(jobId)]: message });
export const UUID = '3f2a6c1e-8f0b-4f6e-9a57-0d3c5b1e7a90';
export const FAILED_UUID = '9b1d0c7a-2f4e-4c1b-8a6d-5e3f7a9c0b12';
const LONG_HOST = 'a-very-long-subdomain-for-testing.international-association-of-crawlers.example';
const LONG_URL = `https://${LONG_HOST}/${'verylongpathwithoutanybreak'.repeat(8)}?query=${'x'.repeat(120)}`;

/** Three weeks of use, by what differs. */
const measured = (s: Seeder, change: Partial<Counts>): Partial<Seed['local']> => ({
  measured: {
    ...nothingMeasured,
    days: [
      {
        day: s.before(86_400 * 20).slice(0, 10),
        counts: {
          ...noCounts(),
          attempts: { connected: 412, failed: 1, outage: 3 },
          scans: { followed: 96, polled: 1 },
          latency_ms: { buckets: [0, 40, 900, 800, 400, 160, 8, 2, 0, 0, 0, 0, 0, 0], clock_unsure: 14 },
          ...change,
        },
      },
    ],
  },
});

const log = (s: Seeder): LogEntry[] => [
  { at: s.before(203.792), state: 'live', detail: 'worker started, boot 7c1e', ms: 28 },
  { at: s.before(96.089), state: 'lost', detail: 'transport close, 30 s without a ping' },
  { at: s.before(62.656), state: 'refused', detail: 'server_full', ms: 12 },
  { at: s.before(60.98), state: 'waiting 2', detail: 'next in 8 s' },
  { at: s.before(52.823), state: 'connecting 3', detail: 'alarm' },
  { at: s.before(52.792), state: 'live', detail: 'joined, epoch 0mibz3k9, seq 17', ms: 31 },
];

const states = {
  'not-paired': (s: Seeder) =>
    s.seed(
      { server: null, followed: [] },
      { connection: s.connection({ phase: 'not_paired', roundTripMs: null }) },
    ),
  'first-use': (s: Seeder) => s.seed({ followed: [] }, { connection: s.connection({ phase: 'idle' }) }),
  'not-our-server': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier, s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({
          phase: 'polling',
          reason: 'bad_answer',
          reachable: false,
          pollEveryMs: 300_000,
          since: s.before(5400),
        }),
      },
    ),
  'server-not-ready': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier, s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({
          phase: 'polling',
          reason: 'unavailable',
          reachable: false,
          pollEveryMs: 30_000,
          since: s.before(90),
        }),
      },
    ),
  'no-access': (s: Seeder) =>
    s.seed(
      {
        followed: [...s.earlier, s.running],
        intents: [s.start('i_kept', 'https://kept.example/', { code: 'host_permission', final: false })],
      },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({
          phase: 'polling',
          reason: 'host_permission',
          reachable: false,
          pollEveryMs: 30_000,
          since: s.before(90),
        }),
      },
    ),
  'asked-to-wait': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier, s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({ phase: 'polling', reason: 'rate_limited', pollEveryMs: 5000 }),
      },
    ),
  'running-elsewhere': (s: Seeder) =>
    s.seed({
      elsewhere: {
        of: 'srv_demo|u_anna',
        cursor: 'c',
        listed: true,
        jobs: [
          { jobId: 'j_else', url: 'https://travel.example.tw/', mode: 'site', createdAt: s.before(95) },
          { jobId: 'j_far', url: LONG_URL, mode: 'page', createdAt: s.before(7200) },
        ],
      },
    }),
  'told-but-blocked': (s: Seeder) =>
    s.seed(
      {
        settings: {
          ...s.settings,
          notifications: { when: 'always', keep: true, quiet: { from: '22:00', to: '07:00' } },
        },
        notified: [
          {
            id: 'several',
            at: s.before(400),
            keys: s.earlier.map(({ key }) => key),
            title: '3 scans have ended',
            message: `shop.example.com: 83\ndocs.example.com: 91\n${LONG_HOST}: 64`,
            settled: true,
            blocked: true,
          },
          {
            id: seededKey('j_shop'),
            at: s.before(86_400),
            keys: [seededKey('j_shop')],
            title: 'shop.example.com: 83',
            message: '300 of 310 pages read · 3 critical, 12 high, 40 medium',
            settled: true,
            blocked: false,
          },
        ],
      },
      { connection: s.connection({ phase: 'idle' }) },
    ),
  idle: (s: Seeder) => s.seed({}, { connection: s.connection({ phase: 'idle' }), log: log(s) }),
  running: (s: Seeder) =>
    s.seed({ followed: [...s.earlier, s.running] }, { live: live('j_run', s.message('j_run')), log: log(s) }),
  'two-running': (s: Seeder) =>
    s.seed(
      {
        followed: [
          ...s.earlier.slice(2),
          s.followed('j_travel', 'https://travel.example.tw/', { addedAt: s.before(200) }),
          s.running,
        ],
      },
      {
        live: {
          ...live('j_run', s.message('j_run')),
          ...live(
            'j_travel',
            s.message('j_travel', {
              progress: 17,
              detail: s.detail({
                pages: { ...s.detail().pages, discovered: 1260, crawled: 214 },
                rate_per_s: 1.2,
                eta_s: [790, 950],
                slowed: 12,
                issues: { critical: 0, high: 6, medium: 31, low: 58, info: 4 },
              }),
            }),
          ),
        },
      },
    ),
  'paused-and-queued': (s: Seeder) =>
    s.seed(
      {
        followed: [
          ...s.earlier.slice(2),
          s.followed('j_queued', 'https://travel.example.tw/', { addedAt: s.before(200) }),
          s.running,
        ],
      },
      {
        live: {
          ...live('j_run', s.message('j_run', { status: 'paused' })),
          ...live(
            'j_queued',
            s.message('j_queued', {
              status: 'queued',
              progress: 0,
              detail: s.detail({ phase: 'queued', queue_position: 3, eta_s: null }),
            }),
          ),
        },
      },
    ),
  starting: (s: Seeder) => s.seed({ intents: [s.start('i_1', 'https://example.com/', null)] }),
  'already-running': (s: Seeder) =>
    s.seed({
      intents: [
        s.start('i_1', 'https://example.com/', { code: 'already_running', final: true, jobId: 'j_other' }),
        s.start('i_2', 'https://10.0.0.7/', { code: 'address_refused', final: true }),
        s.start('i_3', 'https://later.example/', { code: 'network', final: false }),
      ],
    }),
  reconnecting: (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run', { timestamp: s.before(75) })),
        connection: s.connection({
          phase: 'waiting',
          attempt: 2,
          since: s.before(75),
          nextTryAt: s.before(-300),
          reason: 'network',
        }),
        log: log(s),
      },
    ),
  polling: (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({ phase: 'polling', attempt: 5, pollEveryMs: 5000, reason: 'network' }),
        log: log(s),
      },
    ),
  'updates-lost': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({
          phase: 'polling',
          attempt: 5,
          pollEveryMs: 5000,
          reason: 'network',
          told: 'lost',
        }),
      },
    ),
  'lost-to-a-full-server': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({
          phase: 'polling',
          attempt: 5,
          pollEveryMs: 5000,
          reason: 'server_full',
          told: 'lost',
        }),
      },
    ),
  'updates-back': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      { live: live('j_run', s.message('j_run')), connection: s.connection({ told: 'back' }) },
    ),
  unreachable: (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run', { timestamp: s.before(500) })),
        connection: s.connection({
          phase: 'polling',
          attempt: 5,
          since: s.before(480),
          pollEveryMs: 30_000,
          reachable: false,
          reason: 'network',
        }),
        log: log(s),
      },
    ),
  'websocket-disabled': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      {
        live: live('j_run', s.message('j_run')),
        connection: s.connection({ phase: 'polling', pollEveryMs: 5000, reason: 'websocket_disabled' }),
      },
    ),
  unauthorized: (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier, s.running] },
      {
        live: live('j_run', s.message('j_run', { timestamp: s.before(500) })),
        connection: s.connection({ phase: 'unauthorized', reason: 'unauthorized' }),
      },
    ),
  'given-up': (s: Seeder) =>
    s.seed(
      {},
      { connection: s.connection({ phase: 'given_up', reachable: false, since: s.before(86_400 * 14) }) },
    ),
  'failed-scans': (s: Seeder) =>
    s.seed({
      followed: [
        { ...s.earlier[3]!, gone: 'not_found' },
        s.ended('j_fail', 'https://gone.example/', null, 4000, {
          status: 'failed',
          progress: 12,
          error: { code: 'name_not_found', message: 'ENOTFOUND' },
        }),
        s.ended('j_block', 'https://blocked.example/', null, 300, {
          status: 'failed',
          progress: 3,
          error: { code: 'site_blocks_us', message: 'challenge' },
        }),
        { ...s.ended('j_new', 'https://example.com/', 83, 40), read: false },
      ],
    }),
  'long-words': (s: Seeder) =>
    s.seed(
      {
        followed: [
          s.ended('j_long_old', LONG_URL, 100, 86_400 * 40),
          s.ended('j_long_fail', LONG_URL, null, 86_400 * 300, {
            status: 'failed',
            error: { code: 'crashed_repeatedly', message: '' },
          }),
          s.followed('j_long', LONG_URL),
        ],
        intents: [s.start('i_long', LONG_URL, { code: 'address_refused', final: true })],
      },
      {
        live: live(
          'j_long',
          s.message('j_long', {
            progress: 99.9,
            status: 'paused',
            detail: s.detail({
              phase: 'verifying',
              pages: {
                ...s.detail().pages,
                discovered: 100_000,
                crawled: 99_999,
                skipped: { robots: 12_345, filter: 3, limit: 88_888, other: 7 },
              },
              slowed: 99_999,
              eta_s: [99_999, 199_999],
              issues: { critical: 11_111, high: 22_222, medium: 33_333, low: 44_444, info: 55_555 },
              current_urls: [LONG_URL],
            }),
          }),
        ),
        connection: s.connection({
          phase: 'polling',
          attempt: 5,
          pollEveryMs: 3_600_000,
          reachable: false,
          since: s.before(40_000),
        }),
      },
    ),
  'promises-kept': (s: Seeder) => s.seed(measured(s, {}), { connection: s.connection({ phase: 'idle' }) }),
  'promises-missed': (s: Seeder) =>
    s.seed(
      measured(s, {
        attempts: { connected: 300, failed: 24, outage: 1 },
        latency_ms: { buckets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], clock_unsure: 1 },
        scans: { followed: 40, polled: 11 },
      }),
      { connection: s.connection({ phase: 'idle' }) },
    ),
  'plain-idle': (s: Seeder) =>
    s.seed({ server: s.plainServer(), followed: [] }, { connection: s.connection({ phase: 'idle' }) }),
  'plain-running': (s: Seeder) =>
    s.seed(
      {
        server: s.plainServer(),
        followed: [
          s.plainJob('run-2026-11-20', {
            end: s.plainMessage('run-2026-11-20', {
              progress: 100,
              status: 'completed',
              received_at: s.before(9000),
            }),
            read: true,
          }),
          s.plainJob(FAILED_UUID, {
            end: s.plainMessage(FAILED_UUID, {
              status: 'failed',
              received_at: s.before(400),
              error: {
                code: 'unknown',
                message: 'TimeoutError: no answer from https://example.com/ in 30 s',
              },
            }),
            read: true,
          }),
          s.plainJob(UUID),
          s.plainJob('quiet'),
        ],
        ...s.timeline(UUID, [
          [95, 0, 'Queued for analysis'],
          [92, 2, 'Reading robots.txt and the sitemap'],
          [84, 10, 'Crawling'],
          [50, 25, 'Crawling'],
          [12, 38, 'Checking links (118 of 310)'],
          [1, 42, 'Checking links (132 of 310)'],
        ]),
        ...s.timeline(FAILED_UUID, [
          [430, 0, ''],
          [425, 5, LONG_URL],
          [400, 42, 'Checking links (132 of 310)'],
        ]),
      },
      { live: { [plainSeededKey(UUID)]: s.plainMessage(UUID) } },
    ),
  'plain-cannot-start': (s: Seeder) =>
    s.seed(
      {
        server: s.plainServer({ starts: false, upgraded: true }),
        followed: [s.plainJob('gone-1', { gone: 'not_found' })],
        intents: [s.start('i_1', 'https://example.com/', { code: 'cannot_start', final: true })],
      },
      { connection: s.connection({ phase: 'idle' }) },
    ),
  'plain-unauthorized': (s: Seeder) =>
    s.seed(
      { server: s.plainServer(), followed: [s.plainJob(UUID)] },
      { connection: s.connection({ phase: 'unauthorized', reason: 'unauthorized' }) },
    ),
  hostile: (s: Seeder) =>
    s.seed(
      {
        followed: [
          s.ended('j_bad', 'https://xn--evil-\u202egnp.example/"><img src=x onerror=alert(1)>', 50, 60),
          s.followed('j_hostile', 'https://example.com/'),
        ],
      },
      {
        live: live(
          'j_hostile',
          s.message('j_hostile', {
            current_step: '<b>bold</b>\u202egnihsihp',
            detail: s.detail({ current_urls: ['javascript:alert(document.domain)//\u202e\u0000<script>'] }),
          }),
        ),
      },
    ),
} satisfies Record<string, (s: Seeder) => Seed>;

export type SeedName = keyof typeof states;
export const seedNames = Object.keys(states) as SeedName[];

/** The storage of a named state, e.g. for `chrome.storage.local.set(seed.local)` in an extension page. */
export const seedState = (name: SeedName, options: SeedOptions): Seed => states[name](createSeeder(options));
