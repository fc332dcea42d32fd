import type { Report } from '@seo-live/protocol';
import { useState } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { harmless } from '../shared/PageText';
import { reportHash } from '../shared/pageHash';
import { SeverityShape } from '../shared/SeverityList';
import { useCheckWords } from './checkWords';

const FOLDED = 10;
const CIRCUMFERENCE = 2 * Math.PI * 64;

const lookOf = (score: number): string => (score >= 80 ? 'good' : score >= 50 ? 'fair' : 'poor');

function Gauge({ value }: { value: number | null }) {
  const { t, f } = useScreen();
  const label = value === null ? t('report.no_score') : t('report.score_of', { score: f.count(value) });
  return (
    <div
      className={`gauge ${value === null ? '' : lookOf(value)}`}
      role="img"
      aria-label={label}
      data-testid="score"
    >
      <svg viewBox="0 0 148 148" aria-hidden="true">
        <circle className="tr" cx="74" cy="74" r="64" />
        {value !== null && value > 0 && (
          <circle
            className="va"
            cx="74"
            cy="74"
            r="64"
            strokeDasharray={`${(CIRCUMFERENCE * value) / 100} ${CIRCUMFERENCE}`}
          />
        )}
      </svg>
      <div className="in">
        <b>{value === null ? '–' : f.count(value)}</b>
      </div>
    </div>
  );
}

const capWords = {
  'robots.blocks-all': 'report.cap_robots',
  'index.noindex-sitewide': 'report.cap_noindex',
  'sec.http-page': 'report.cap_https',
} as const;

/** The score with the checks that lost points, or why there is no score. */
export function ScoreCard({ jobKey, report }: { jobKey: JobKey; report: Report }) {
  const { t, f } = useScreen();
  const words = useCheckWords();
  const [all, setAll] = useState(false);
  const { score } = report;
  const costly = score.deductions.filter((deduction) => deduction.points > 0);
  const shown = all ? costly : costly.slice(0, FOLDED);
  const most = Math.max(...costly.map((deduction) => deduction.points), 0.1);
  const cap = score.cap;
  const why = cap && capWords[cap.reason as keyof typeof capWords];

  return (
    <section className="card score" aria-labelledby="score-title">
      <div className="gauge-side">
        <Gauge value={score.value} />
        <span className="xs dim3">{t('report.version', { version: score.version })}</span>
      </div>
      <div className="grow">
        <h2 id="score-title" className="h3">
          {score.value === null && t('report.no_score')}
          {score.value !== null && costly.length === 0 && t('report.cost_nothing')}
          {score.value !== null &&
            costly.length > 0 &&
            t('report.cost', { points: f.decimal(100 - score.value) })}
        </h2>
        {score.value === null && (
          <p className="dim sm">
            {t(score.why_none === 'nothing_to_score' ? 'report.nothing_to_score' : 'report.too_little_read')}
          </p>
        )}
        {cap && (
          <p className="sm capped">
            {t('report.capped', {
              limit: cap.at_most,
              reason: why ? t(why) : t('report.cap_other', { reason: harmless(cap.reason, 100) }),
            })}
          </p>
        )}
        <ul className="deductions">
          {shown.map((deduction) => (
            <li key={deduction.check}>
              <SeverityShape severity={deduction.severity} />
              <a className="clip plain-link" href={reportHash(jobKey, { check: deduction.check })}>
                {words(deduction.check).title}
              </a>
              <span className="dim num nowrap">
                {deduction.pages > 0
                  ? t('report.affected', { count: deduction.pages })
                  : t('report.whole_site')}
              </span>
              <span className="prog" aria-hidden="true">
                <i style={{ width: `${(100 * deduction.points) / most}%` }} />
              </span>
              <span className="n">{f.points(deduction.points)}</span>
            </li>
          ))}
        </ul>
        {costly.length > FOLDED && (
          <button type="button" className="btn quiet sm" onClick={() => setAll(!all)}>
            {all ? t('report.less') : t('report.more', { count: costly.length - FOLDED })}
          </button>
        )}
        <details className="sm dim">
          <summary>{t('report.how_counted')}</summary>
          <p>{t('report.how_text', { pages: score.pages })}</p>
        </details>
      </div>
    </section>
  );
}
