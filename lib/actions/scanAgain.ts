import type { ScanOptions } from '@seo-live/protocol';
import { type Answer, fail } from '../state/answer';
import type { JobKey } from '../state/jobKey';
import type { Sender } from './createSender';
import { fetchReport } from './readReports';
import { startScan } from './startScan';
import type { ActionContext } from './withServer';

/** Starts the same scan again, with its options if its report can be read. */
export async function scanAgain(
  context: ActionContext,
  sender: Sender,
  key: JobKey,
): Promise<Answer<{ intentId: string }>> {
  const job = (await context.state.followed.get()).find((candidate) => candidate.key === key);
  if (!job) return fail('not_found');
  const report = await fetchReport(context, key);
  const { options = {} } = ((report.ok && report.value) || {}) as { options?: Partial<ScanOptions> };
  return startScan(context, sender, { url: job.url, mode: job.mode, options });
}
