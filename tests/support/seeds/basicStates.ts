import { basicSeededKey, type Seed, type Seeder } from './seeder.ts';
import { LONG_URL } from './seedParts.ts';

export const UUID = '3f2a6c1e-8f0b-4f6e-9a57-0d3c5b1e7a90';
export const FAILED_UUID = '9b1d0c7a-2f4e-4c1b-8a6d-5e3f7a9c0b12';

/** Scans on a basic server, which are followed by their ids. */
export const basicStates = {
  'basic-idle': (s: Seeder) =>
    s.seed({ server: s.basicServer(), followed: [] }, { connection: s.connection({ phase: 'idle' }) }),
  'basic-running': (s: Seeder) =>
    s.seed(
      {
        server: s.basicServer(),
        followed: [
          s.basicJob('run-2026-11-20', {
            end: s.basicMessage('run-2026-11-20', {
              progress: 100,
              status: 'completed',
              received_at: s.before(9000),
            }),
            read: true,
          }),
          s.basicJob(FAILED_UUID, {
            end: s.basicMessage(FAILED_UUID, {
              status: 'failed',
              received_at: s.before(400),
              error: {
                code: 'unknown',
                message: 'TimeoutError: no answer from https://example.com/ in 30 s',
              },
            }),
            read: true,
          }),
          s.basicJob(UUID),
          s.basicJob('quiet'),
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
      { live: { [basicSeededKey(UUID)]: s.basicMessage(UUID) } },
    ),
  'basic-refused': (s: Seeder) =>
    s.seed(
      {
        server: s.basicServer({ cancels: false }),
        followed: [s.basicJob(UUID)],
        intents: [
          s.start('i_1', 'https://example.com/', { code: 'unauthorized', final: true }),
          s.start('i_2', 'https://shop.example.com/', { code: 'maybe_started', final: true }),
        ],
      },
      {
        live: { [basicSeededKey(UUID)]: s.basicMessage(UUID) },
        connection: s.connection({ reachable: false, reason: 'unavailable' }),
      },
    ),
  'basic-cannot-start': (s: Seeder) =>
    s.seed(
      {
        server: s.basicServer({ starts: false, upgraded: true }),
        followed: [s.basicJob('gone-1', { gone: 'not_found' })],
        intents: [s.start('i_1', 'https://example.com/', { code: 'cannot_start', final: true })],
      },
      { connection: s.connection({ phase: 'idle' }) },
    ),
  'basic-unauthorized': (s: Seeder) =>
    s.seed(
      { server: s.basicServer(), followed: [s.basicJob(UUID)] },
      { connection: s.connection({ phase: 'unauthorized', reason: 'unauthorized' }) },
    ),
} satisfies Record<string, (s: Seeder) => Seed>;
