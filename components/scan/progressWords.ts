import type { Detail, JobMessage } from '@seo-live/protocol';
import type { Translate } from '@/lib/i18n';
import { etaRange } from '@/lib/state/etaRange';
import { isOpenEnded } from '@/lib/state/isOpenEnded';
import { shownTime } from '@/lib/state/shownTime';
import type { Formats } from '../screen/createFormats';
import { harmless } from '../shared/PageText';

export interface Wording {
  t: Translate<ScreenWords>;
  f: Formats;
}

/** "about 31–44 s left"; empty while it is not known. */
export function etaWords({ t, f }: Wording, eta: Detail['eta_s']): string {
  if (!eta) return '';
  const { unit, from, to } = etaRange(eta);
  return t(`job.eta_${unit}`, { range: f.range(from, to) });
}

/** "about 31–44 s", under a label that says that it is the time left; empty while it is not known. */
export function timeLeftWords({ t, f }: Wording, eta: Detail['eta_s']): string {
  if (!eta) return '';
  const { unit, from, to } = etaRange(eta);
  return t(`live.left_${unit}`, { range: f.range(from, to) });
}

/** How far "no issues" reaches: a scan that has read one page of a thousand says nothing of the site. */
export const noIssuesWords = ({ t }: Wording, { pages }: Detail): string =>
  pages.crawled === 0 ? '' : t('count.none', { count: pages.crawled });

/** The words for a phase. A basic server has no phases; its own words are shown. */
export function phaseWords({ t }: Wording, message: JobMessage): string {
  const { detail, current_step, status } = message;
  if (!detail) return harmless(current_step, 200) || t(`status.${status}`);
  // An ended scan has the phase `done`; its words are for a scan that still runs.
  return detail.phase === 'done' && status !== 'running' ? t(`status.${status}`) : t(`phase.${detail.phase}`);
}

/** How many pages were read, and found so far. */
export const countsOf = ({ detail }: JobMessage) => ({
  read: detail?.pages.crawled ?? 0,
  found: detail?.pages.discovered ?? 0,
});

/** "Reading pages · 132 of 310 · 4.8/s"; parts that are not known are left out. */
export function progressWords(wording: Wording, message: JobMessage): string {
  const { t, f } = wording;
  const { detail, status } = message;
  const parts: string[] = [];
  if (status === 'queued') {
    const position = detail?.queue_position ?? 0;
    return position > 0 ? t('job.queued', { position }) : t('job.queued_soon');
  }
  parts.push(
    status === 'paused'
      ? t('job.paused_at', { time: f.time(shownTime(message)) })
      : phaseWords(wording, message),
  );
  if (isOpenEnded(message))
    return [t('job.still_finding'), t('job.found_so_far', countsOf(message))].join(' · ');
  if (detail?.again && detail.phase === 'verifying') {
    parts.push(t('job.again', { done: detail.again.done, total: detail.again.total }));
  } else if (detail && detail.phase === 'crawling' && (detail.in_sitemap ?? 0) > detail.pages.discovered) {
    parts.push(t('job.pages_listed', { read: detail.pages.crawled, total: detail.in_sitemap ?? 0 }));
  } else if (detail && detail.pages.discovered > 0) {
    parts.push(t('job.pages', { read: detail.pages.crawled, total: detail.pages.discovered }));
  }
  if (detail && status === 'running' && detail.phase === 'crawling' && detail.rate_per_s > 0) {
    parts.push(t('job.rate', { rate: f.decimal(detail.rate_per_s) }));
  }
  return parts.join(' · ');
}
