import '../styles/pages.css';
import '../styles/report.css';
import { type ReactNode, useEffect } from 'react';
import { isBasicKey } from '@/lib/state/basicServer';
import { isRemoved } from '@/lib/state/failureTraits';
import { type JobKey, jobIdOf } from '@/lib/state/jobKey';
import type { JobView } from '@/lib/state/jobView';
import { NotFollowed } from '../basic/NotFollowed';
import { ConnectionAnnouncement, ConnectionPill } from '../connection/ConnectionPill';
import { LiveView } from '../live/LiveView';
import { TimelineView } from '../live/TimelineView';
import { FailureNote } from '../notes/FailureNote';
import { useReportless } from '../scan/useReportless';
import { useScreen } from '../screen/ScreenProvider';
import { useAnalysis } from '../screen/useAnalysis';
import { hostOf } from '../shared/address';
import { PageHeader } from '../shared/PageHeader';
import { JobId } from '../shared/PageText';
import { reportHash, useFragment } from '../shared/pageHash';
import { StateCard } from '../shared/StateCard';
import { FailedScan } from './FailedScan';
import { ReportHeader } from './ReportHeader';
import { ReportView } from './ReportView';
import { ScanAgainButton } from './ScanAgainButton';
import { useReport } from './useReport';

/** `report.html#job=KEY[&check=ID][&part=pages]`: the report, or the live view while the scan runs. */
export function ReportScreen() {
  const { t, send } = useScreen();
  const { hash, visit } = useFragment();
  const parameters = new URLSearchParams(hash.slice(1));
  const id = parameters.get('job') ?? '';
  const { job } = useAnalysis(id);
  useStartedJob(id, job);
  // A start that is in no list any more has no key. The server then answers that there is no such scan.
  const key = (job?.key ?? id) as JobKey;
  const reportless = useReportless(key, job);
  const running = job !== null && job.kind !== 'ended';
  const { report, load } = useReport(key, id !== '' && !running && !reportless);
  const host = report ? hostOf(report.url) : job ? hostOf(job.url) : '';
  const failed = job?.message?.status === 'failed' ? job.message.error : undefined;
  const unread = job?.kind === 'ended' && !job.read;

  const starting = job?.kind === 'starting';
  const titled = starting
    ? 'live.start_for'
    : reportless
      ? 'timeline.for'
      : running
        ? 'live.for'
        : 'report.for';
  useEffect(() => {
    document.title = host ? `${t(titled, { host })} · ${t('app.name')}` : t('app.name');
  }, [t, host, titled]);
  useEffect(() => {
    if (unread) void send('markRead', key);
  }, [unread, key, send]);

  if (parameters.has('follow')) {
    return (
      <MessagePage>
        <NotFollowed link={parameters.get('follow') ?? ''} code={parameters.get('refused') ?? ''} />
      </MessagePage>
    );
  }
  if (!id) {
    return (
      <MessagePage>
        <StateCard icon="page" title={t('report.no_key')} text={t('report.no_key_text')} />
      </MessagePage>
    );
  }
  // A scan of a basic server has only a timeline, also while it runs.
  if (reportless && (isBasicKey(key) ? !starting : !running)) {
    return (
      <MessagePage title={t('timeline.title')} aside={running && <ConnectionPill />}>
        {job ? (
          <TimelineView job={job} />
        ) : (
          <StateCard
            icon="page"
            title={t('timeline.unknown')}
            text={isBasicKey(key) ? <UnknownBasicScan jobKey={key} /> : t('timeline.unknown_text')}
          />
        )}
        {running && <ConnectionAnnouncement />}
      </MessagePage>
    );
  }
  if (running) {
    return (
      <MessagePage title={t(starting ? 'live.start' : 'live.title')} aside={<ConnectionPill />}>
        <LiveView job={job} />
        <ConnectionAnnouncement />
      </MessagePage>
    );
  }
  if (report) {
    return (
      <div className="page">
        <ReportHeader jobKey={key} report={report} />
        <ReportView
          jobKey={key}
          report={report}
          failure={failed}
          check={parameters.get('check')}
          part={parameters.get('part')}
          visit={visit}
        />
      </div>
    );
  }
  return (
    <MessagePage>
      {failed && <FailedScan url={job?.url ?? ''} mode={job?.mode ?? 'site'} failure={failed} />}
      {!failed && !load.failure && <p className="dim waiting">{t('report.loading')}</p>}
      {!failed && load.failure && isRemoved(load.failure.code) && (
        <StateCard icon="page" tone="warn" title={t('report.not_found')} text={t('report.not_found_text')}>
          {job && <ScanAgainButton url={job.url} mode={job.mode} options={{}} />}
        </StateCard>
      )}
      {!failed && load.failure && !isRemoved(load.failure.code) && (
        <FailureNote failure={load.failure} onRetry={() => void load.run()} />
      )}
    </MessagePage>
  );
}

/** A page that shows one card only. */
function MessagePage({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  const { t } = useScreen();
  return (
    <div className="page">
      <PageHeader title={title ?? t('report.title')}>{aside}</PageHeader>
      <main className="wrap alone">{children}</main>
    </div>
  );
}

/**
 * A start has an id of its own until the server has accepted it. Then the address changes to the job's key.
 */
function useStartedJob(id: string, job: JobView | null): void {
  const key = job?.startedBy === id ? job.key : null;
  useEffect(() => {
    if (key) location.replace(reportHash(key));
  }, [key]);
}

/**
 * Nothing is stored about this scan of a basic server. The id in the page's address allows following it
 * again.
 */
function UnknownBasicScan({ jobKey }: { jobKey: JobKey }) {
  const { t } = useScreen();
  return (
    <>
      {t('timeline.unknown_basic')}
      <JobId id={jobIdOf(jobKey)} />
    </>
  );
}
