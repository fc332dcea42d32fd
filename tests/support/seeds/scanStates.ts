import { jobKeyOf } from '../../../lib/state/jobKey.ts';
import { type Seed, type Seeder, seededKey, seededOwnerKey } from './seeder.ts';
import { LONG_HOST, LONG_URL, live, log } from './seedParts.ts';

/** Scans on our server while it works: before the first, running, ended, notified, and started elsewhere. */
export const scanStates = {
  'first-use': (s: Seeder) => s.seed({ followed: [] }, { connection: s.connection({ phase: 'idle' }) }),
  idle: (s: Seeder) => s.seed({}, { connection: s.connection({ phase: 'idle' }), log: log(s) }),
  running: (s: Seeder) =>
    s.seed({ followed: [...s.earlier, s.running] }, { live: live('j_run', s.message('j_run')), log: log(s) }),
  'cannot-cancel': (s: Seeder) =>
    s.seed(
      { server: { ...s.server, cancels: false }, followed: [...s.earlier, s.running] },
      { live: live('j_run', s.message('j_run')), log: log(s) },
    ),
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
  'still-finding': (s: Seeder) =>
    s.seed(
      {
        followed: [
          { ...s.ended('j_part', 'https://part.example/', 83, 900, { status: 'cancelled' }), read: true },
          { ...s.earlier[0]!, key: jobKeyOf({ serverId: 'another', userId: 'u' }, 'j_far'), jobId: 'j_far' },
          {
            ...s.ended('j_page', 'https://shop.example.com/teas/oolong?lot=2', 91, 400),
            mode: 'page' as const,
          },
          s.running,
        ],
      },
      {
        live: live(
          'j_run',
          s.message('j_run', {
            progress: 4,
            detail: s.detail({
              pages: { ...s.detail().pages, discovered: 1831, crawled: 601, queued: 1230 },
              eta_s: null,
              total_known: false,
              issues: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
            }),
          }),
        ),
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
  'started-elsewhere': (s: Seeder) =>
    s.seed({
      elsewhere: {
        of: seededOwnerKey,
        cursor: 'c',
        jobs: [
          { jobId: 'j_else', url: 'https://travel.example.tw/', mode: 'site', createdAt: s.before(95) },
          { jobId: 'j_far', url: LONG_URL, mode: 'page', createdAt: s.before(7200) },
        ],
      },
    }),
  'notifications-blocked': (s: Seeder) =>
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
            message: '300 of 310 pages read · Critical 3, High 12, Medium 40',
            settled: true,
            blocked: false,
          },
        ],
      },
      { connection: s.connection({ phase: 'idle' }) },
    ),
} satisfies Record<string, (s: Seeder) => Seed>;
