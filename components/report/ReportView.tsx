import type { JobError, Report } from '@seo-live/protocol';
import { useEffect } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { scanWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Note } from '../shared/Note';
import { Charts } from './Charts';
import { CoverageCard } from './CoverageCard';
import { useCheckWords } from './checkWords';
import { IssueSection } from './IssueSection';
import { PagesSection } from './PagesSection';
import { ScoreCard } from './ScoreCard';

interface ReportViewProps {
  jobKey: JobKey;
  report: Report;
  failure: JobError | undefined;
  check: string | null;
  part: string | null;
  /** As in `Fragment`. */
  visit: number;
}

function PartialNote({ report, failure }: Pick<ReportViewProps, 'report' | 'failure'>) {
  const { t, f } = useScreen();
  const checks = useCheckWords();
  if (!report.partial && !failure) return null;
  const counts = { read: report.read, total: report.pages.discovered - (report.pages.crawled - report.read) };
  const words = failure && scanWords(t, failure.code, hostOf(report.url));
  return (
    <Note
      tone="warn"
      icon="warning"
      title={words?.title ?? t('report.partial')}
      text={
        <>
          {report.status === 'cancelled' && t('report.partial_cancelled', counts)}
          {failure && t('report.partial_failed', counts)}
          {report.not_run.length > 0 && (
            <span className="lines">
              {t('report.not_run', { count: report.not_run.length })}
              {f.gap}
              {report.not_run.map((check) => checks(check).title).join(t('report.list_comma'))}
            </span>
          )}
        </>
      }
    />
  );
}

/** The whole report: score, coverage, charts, issues, pages. */
export function ReportView({ jobKey, report, failure, check, part, visit }: ReportViewProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit scrolls.
  useEffect(() => {
    const target = check ? `check-${check}` : part;
    if (target) document.getElementById(target)?.scrollIntoView();
  }, [check, part, visit]);
  return (
    <main className="wrap report" data-testid="report">
      <PartialNote report={report} failure={failure} />
      <div className="overview" id="overview">
        <ScoreCard jobKey={jobKey} report={report} />
        <CoverageCard report={report} />
      </div>
      <Charts report={report} />
      <IssueSection jobKey={jobKey} report={report} check={check} visit={visit} />
      <PagesSection jobKey={jobKey} report={report} />
    </main>
  );
}
