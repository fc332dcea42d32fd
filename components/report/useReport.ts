import { type Report, reportSchema } from '@seo-live/protocol';
import { useEffect, useState } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { type Action, useAction } from '../shared/useAction';
import { readAnswer } from './readAnswer';

/** Fetches the report once `wanted`, and again when asked. */
export function useReport(key: JobKey, wanted: boolean): { report: Report | null; load: Action<[]> } {
  const { send } = useScreen();
  const [report, setReport] = useState<Report | null>(null);
  const load = useAction(async () => readAnswer(reportSchema, await send('fetchReport', key)), setReport);
  const { run } = load;
  useEffect(() => {
    setReport(null);
    if (wanted && key) void run();
  }, [key, wanted, run]);
  return { report, load };
}
