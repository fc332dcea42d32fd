import type { Translate } from '../i18n';
import { isBasicKey } from '../state/basicServer';
import { connectionTrouble } from '../state/connectionTrouble';
import type { ConnectionView } from '../state/connectionView';
import { etaRange } from '../state/etaRange';
import { failureTraitsOf } from '../state/failureTraits';
import { isOpenEnded } from '../state/isOpenEnded';
import type { JobView } from '../state/jobView';
import { GIVEN_UP_AFTER_DAYS } from '../state/tryEveryMs';
import { hostOf } from './hostOf';

/** The icon under the badge. It also shows the state, since `‖` and `!` are thin at 16 px. */
export type IconName = 'plain' | 'running' | 'paused' | 'done' | 'error' | 'offline';

export interface Badge {
  text: string;
  colour: string;
  title: string;
  icon: IconName;
}

/** The light values of the design's tokens. A badge has the same colour on every toolbar, under white text. */
const colours = {
  neutral: '#4A515C',
  running: '#4353D9',
  paused: '#6D4D9E',
  done: '#176E42',
  failed: '#B3261E',
} as const;

type T = Translate<WorkerWords>;

/** How far it is: a percent, or the pages that were read while the whole is not known. */
function doneOf({ message }: JobView): string {
  return message && isOpenEnded(message)
    ? `${message.detail?.pages.crawled}`
    : `${Math.floor(message?.progress ?? 0)}%`;
}

function runningTitle(job: JobView, t: T): string {
  const site = hostOf(job.url);
  const detail = job.message?.detail;
  const phase = detail ? t(`badge.phase.${detail.phase}`) : job.message?.current_step;
  const done = doneOf(job);
  if (!phase) return t('badge.item', { site, done });
  const words = t('badge.running', { site, done, phase });
  if (!detail?.eta_s?.[1]) return words;
  const { unit, ...ends } = etaRange(detail.eta_s);
  const [from, to] = [Math.round(ends.from), Math.round(ends.to)];
  return `${words} · ${t(`badge.eta_${unit}`, { range: from === to ? to : `${from}–${to}` })}`;
}

function activeTitle(job: JobView, t: T): string {
  const site = hostOf(job.url);
  if (job.kind === 'starting') return t('badge.starting', { site });
  if (job.message?.status === 'paused') return t('badge.paused', { site, done: doneOf(job) });
  if (job.message?.status === 'running') return runningTitle(job, t);
  const position = job.message?.detail?.queue_position;
  return position ? t('badge.queued', { site, position }) : t('badge.queued_unknown', { site });
}

function activeBadge(jobs: JobView[], t: T): Badge {
  const list = jobs.map((job) => t('badge.item', { site: hostOf(job.url), done: doneOf(job) }));
  const [first] = jobs;
  const title =
    first && jobs.length === 1
      ? activeTitle(first, t)
      : t('badge.several', { count: jobs.length, list: list.join(t('badge.separator')) });
  const running = jobs.filter((job) => job.message?.status === 'running');
  if (running.length > 0) {
    const mean = running.reduce((sum, job) => sum + (job.message?.progress ?? 0), 0) / running.length;
    const [only] = running;
    const text = only && running.length === 1 ? doneOf(only) : `${Math.floor(mean)}%`;
    return { text, colour: colours.running, title, icon: 'running' };
  }
  if (jobs.every((job) => job.message?.status === 'paused')) {
    return { text: '‖', colour: colours.paused, title, icon: 'paused' };
  }
  return { text: '…', colour: colours.neutral, title, icon: 'running' };
}

function failedTitle(job: JobView, t: T): string {
  const site = hostOf(job.url);
  if (job.kind === 'starting') return t('badge.not_started', { site });
  if (isBasicKey(job.key)) return t('basic.failed', { site });
  const pages = job.message?.detail?.pages;
  return pages?.discovered
    ? t('badge.failed', { site, read: pages.crawled, discovered: pages.discovered })
    : t('badge.failed_unknown', { site });
}

function doneTitle(job: JobView, t: T): string {
  const site = hostOf(job.url);
  const basic = isBasicKey(job.key);
  if (job.message?.status === 'cancelled')
    return t(basic ? 'notification.cancelled' : 'badge.cancelled', { site });
  if (basic) return t('basic.completed', { site });
  const score = job.message?.result?.score;
  return typeof score === 'number'
    ? t('badge.done', { site, score: Math.round(score) })
    : t('badge.done_no_score', { site });
}

/** Shown instead of the scans' state while that is unknown. */
function lostBadge(connection: ConnectionView, { serverName, locale }: Surroundings, t: T): Badge | null {
  const trouble = connectionTrouble(connection);
  if (!trouble) return null;
  // With 24 hours, like the screens.
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(locale, clock).format(Date.parse(connection.since) || 0);
  const title = t(`badge.${trouble}`, { server: serverName, days: GIVEN_UP_AFTER_DAYS, time });
  return { text: '?', colour: colours.neutral, icon: 'offline', title };
}

export interface Surroundings {
  serverName: string;
  locale: string;
}

/** What the toolbar shows: running scans first, then failures, then ended scans that were not read. */
export function badgeFor(
  jobs: JobView[],
  connection: ConnectionView,
  surroundings: Surroundings,
  t: T,
): Badge {
  const active = jobs.filter(
    (job) => job.kind === 'active' || (job.kind === 'starting' && !job.problem?.final),
  );
  if (active.length > 0) return lostBadge(connection, surroundings, t) ?? activeBadge(active, t);

  const unread = jobs.filter((job) => job.kind === 'ended' && !job.read && !job.removed);
  // A site that is being scanned already is no failure.
  const notStarted = ({ kind, problem }: JobView): boolean =>
    kind === 'starting' && failureTraitsOf(problem?.code).runsAlready === undefined;
  const failed = jobs.find(notStarted) ?? unread.find((job) => job.message?.status === 'failed');
  if (failed) return { text: '!', colour: colours.failed, title: failedTitle(failed, t), icon: 'error' };
  const [done] = unread;
  if (done) return { text: '✓', colour: colours.done, title: doneTitle(done, t), icon: 'done' };
  return { text: '', colour: colours.neutral, title: t('badge.idle'), icon: 'plain' };
}
