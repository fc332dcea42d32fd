import { useCallback } from 'react';
import type { Answer, StartRequest } from '@/lib/messages';
import type { ConnectionView } from '@/lib/state/connectionView';
import type { JobView } from '@/lib/state/jobView';
import { useScreen, useStored } from './ScreenProvider';

export interface Analysis {
  /** Null when no row has this id. */
  job: JobView | null;
  connection: ConnectionView;
  start: (request: StartRequest) => Promise<Answer<{ intentId: string }>>;
  cancel: () => Promise<Answer<unknown>>;
}

/**
 * One scan as it is stored, and the commands for it. `jobId` is the job's key, its id on the server, or the
 * id of its start.
 */
export function useAnalysis(jobId: string): Analysis {
  const { send } = useScreen();
  const connection = useStored((view) => view.connection);
  const job = useStored(
    (view) =>
      view.jobs.find(
        (row) => row.id === jobId || row.key === jobId || row.jobId === jobId || row.startedBy === jobId,
      ) ?? null,
  );
  const start = useCallback((request: StartRequest) => send('startScan', request), [send]);
  const cancel = useCallback(() => send('cancelScan', job?.id ?? jobId), [send, job?.id, jobId]);
  return { job, connection, start, cancel };
}
