import { useEffect } from 'react';
import type { JobView } from '@/lib/state/jobView';
import { reportHash } from '../scan/reportPath';

/** A start that is watched here gets another name once the server has it: the address follows it. */
export function useStartedJob(id: string, job: JobView | null): void {
  const key = job?.startedBy === id ? job.key : null;
  useEffect(() => {
    if (key) location.replace(reportHash(key));
  }, [key]);
}
