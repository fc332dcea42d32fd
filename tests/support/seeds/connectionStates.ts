import type { Seed, Seeder } from './seeder.ts';
import { live, log } from './seedParts.ts';

/** States of the connection to our server, and what can block it. */
export const connectionStates = {
  'not-paired': (s: Seeder) =>
    s.seed(
      { server: null, followed: [] },
      { connection: s.connection({ phase: 'not_paired', roundTripMs: null }) },
    ),
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
          news: 'lost',
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
          news: 'lost',
        }),
      },
    ),
  'updates-back': (s: Seeder) =>
    s.seed(
      { followed: [...s.earlier.slice(2), s.running] },
      { live: live('j_run', s.message('j_run')), connection: s.connection({ news: 'back' }) },
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
} satisfies Record<string, (s: Seeder) => Seed>;
