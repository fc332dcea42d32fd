import { type JobMessage, scanErrorCodes } from '@seo-live/protocol';
import type { Translate } from '../i18n';
import { isBasicKey } from '../state/basicServer';
import type { FollowedJob } from '../state/followedJob';
import { hostOf } from './hostOf';

type T = Translate<WorkerWords>;

/** A notification about several scans has no room for more lines. */
const MOST_LINES = 5;

function titleOf(site: string, end: JobMessage, t: T): string {
  if (end.status === 'cancelled') return t('notification.cancelled', { site });
  const score = end.result?.score;
  return typeof score === 'number'
    ? t('notification.scored', { site, score: Math.round(score) })
    : t('notification.no_score', { site });
}

function pagesOf(end: JobMessage, t: T): string[] {
  const read = end.result?.coverage.read ?? end.detail?.pages.crawled;
  const discovered = end.result?.coverage.discovered ?? end.detail?.pages.discovered;
  return read !== undefined && discovered ? [t('notification.pages', { read, discovered })] : [];
}

function issuesOf(end: JobMessage, t: T): string[] {
  const counts = end.detail?.issues;
  if (!counts || end.status === 'failed') return [];
  const found = (['critical', 'high', 'medium', 'low'] as const).filter((severity) => counts[severity] > 0);
  if (found.length === 0) return counts.info > 0 ? [] : [t('notification.issues_none')];
  const words = found.map((severity) => t(`notification.${severity}`, { count: counts[severity] }));
  return [t('notification.issues', { list: words.slice(0, 3).join(t('badge.separator')) })];
}

function failureOf(end: JobMessage, t: T): string[] {
  if (end.status !== 'failed') return [];
  const known = scanErrorCodes.find((code) => code === end.error?.code);
  return [t(`notification.failed.${known ?? 'unknown'}`)];
}

/** How a basic server's scan ended, in the server's own words if it gives any; without score and pages. */
function basicWords(site: string, end: JobMessage, t: T): { title: string; message: string } {
  const { status, error, current_step } = end;
  const title =
    status === 'cancelled'
      ? t('notification.cancelled', { site })
      : t(`basic.${status === 'failed' ? 'failed' : 'completed'}`, { site });
  return { title, message: (error?.message ?? current_step).slice(0, 200) };
}

/** Title: site and score. Body: the failure, the pages read, the issues. */
export function notificationFor(job: FollowedJob, end: JobMessage, t: T): { title: string; message: string } {
  if (isBasicKey(job.key)) return basicWords(hostOf(job.url), end, t);
  const partial = end.status === 'cancelled' && end.result ? [t('notification.partial')] : [];
  const parts = [...failureOf(end, t), ...pagesOf(end, t), ...issuesOf(end, t), ...partial];
  return { title: titleOf(hostOf(job.url), end, t), message: parts.join(' · ') };
}

/** Full words for one scan; for several, one title and a line for each. */
export function wordsOfEnds(jobs: FollowedJob[], t: T): { title: string; message: string } {
  const words = jobs.flatMap((job) => (job.end ? [notificationFor(job, job.end, t)] : []));
  const [only] = words;
  if (only && words.length === 1) return only;
  const more = words.length - MOST_LINES;
  const lines = words.slice(0, MOST_LINES).map(({ title }) => title);
  return {
    title: t('notification.several', { count: words.length }),
    message: [...lines, ...(more > 0 ? [t('notification.more', { count: more })] : [])].join('\n'),
  };
}
