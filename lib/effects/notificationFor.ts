import { type JobMessage, scanErrorCodes } from '@seo-live/protocol';
import type { Translate } from '../i18n';
import type { FollowedJob } from '../state/followedJob';
import { isPlainKey } from '../state/plain';
import { hostOf } from './hostOf';

type T = Translate<WorkerWords>;

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
  const told = (['critical', 'high', 'medium', 'low'] as const).filter((severity) => counts[severity] > 0);
  if (told.length === 0) return counts.info > 0 ? [] : [t('notification.issues_none')];
  const words = told
    .slice(0, 3)
    .map((severity) => t(`notification.${severity}`, { count: counts[severity] }));
  return [words.join(t('notification.list'))];
}

function failureOf(end: JobMessage, t: T): string[] {
  if (end.status !== 'failed') return [];
  const known = scanErrorCodes.find((code) => code === end.error?.code);
  return [t(`notification.failed.${known ?? 'unknown'}`)];
}

/** Neither score nor pages: how it ended, in the server's own words where it has some. */
function plainWords(site: string, end: JobMessage, t: T): { title: string; message: string } {
  const { status, error, current_step } = end;
  const title =
    status === 'cancelled'
      ? t('notification.cancelled', { site })
      : t(`plain.${status === 'failed' ? 'failed' : 'completed'}`, { site });
  return { title, message: (error?.message ?? current_step).slice(0, 200) };
}

/** Title: site and score. Body: why it failed, how much was read, what was found. */
export function notificationFor(job: FollowedJob, end: JobMessage, t: T): { title: string; message: string } {
  if (isPlainKey(job.key)) return plainWords(hostOf(job.url), end, t);
  const partial = end.status === 'cancelled' && end.result ? [t('notification.partial')] : [];
  const parts = [...failureOf(end, t), ...pagesOf(end, t), ...issuesOf(end, t), ...partial];
  return { title: titleOf(hostOf(job.url), end, t), message: parts.join(t('notification.separator')) };
}
