import { useEffect, useRef } from 'react';
import type { JobView } from '@/lib/state/types';
import { useStored } from '../ScreenContext';
import { reportHash } from '../scan/reportPath';
import { hostOf } from '../shared/address';

/** A start that is watched here gets another name once the server has it: the address follows it. */
export function useStartedJob(job: JobView | null): void {
  const jobs = useStored((view) => view.jobs);
  const started = useRef<JobView | null>(null);
  useEffect(() => {
    if (job?.kind === 'starting') started.current = job;
    if (job || !started.current) return;
    const { url, mode, at } = started.current;
    const heir = jobs.find(
      (row) => row.key && row.mode === mode && hostOf(row.url) === hostOf(url) && row.at >= at,
    );
    if (!heir?.key) return;
    started.current = null;
    location.replace(reportHash(heir.key));
  }, [job, jobs]);
}
