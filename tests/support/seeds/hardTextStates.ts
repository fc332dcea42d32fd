import type { Seed, Seeder } from './seeder.ts';
import { LONG_URL, live } from './seedParts.ts';

/** Texts and numbers that are hard to show: long without a break, or hostile. */
export const hardTextStates = {
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
