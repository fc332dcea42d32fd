import { setTimeout as wait } from 'node:timers/promises';
import { isTerminal, type JobStatusAnswer } from '@seo-live/protocol';
import type { RunningApp } from './startApp.ts';

/** Polls the status until the scan has ended. */
export async function untilEnded(app: RunningApp, token: string, jobId: string): Promise<JobStatusAnswer> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await app.call(token, 'GET', `/api/jobs/${jobId}/status`);
    if (body?.status && isTerminal(body.status)) return body;
    await wait(50);
  }
  throw new Error(`The scan ${jobId} did not end.`);
}
