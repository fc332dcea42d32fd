import { type Report, reportSchema } from '@seo-live/protocol';
import { useEffect, useState } from 'react';
import type { Answer } from '@/lib/messages';
import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { type Action, useAction } from '../shared/useAction';

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** Checks an answer against the contract. The background forwards answers of the server unchecked. */
export function readAnswer<T>(schema: Schema<T>, answer: Answer<unknown>): Answer<T> {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, error: { code: 'bad_answer' } };
}

/** Fetches the report when it is `wanted`; `load` fetches it again. */
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
