import { setTimeout as wait } from 'node:timers/promises';
import { isTerminal } from '@seo-live/protocol';
import { callApi } from '../server/callApi.ts';
import { connectSocket } from '../server/connectSocket.ts';
import { joined } from '../server/heardInRooms.ts';
import type { ServerProcess } from '../server/serverProcess.ts';
import type { SmallSite } from '../sites/smallSite.ts';

/** What an ordinary user saw of the server meanwhile. */
export interface HonestFigures {
  /** Milliseconds until each answer. */
  answers: number[];
  /** Answers that were no 200, by what they were. */
  refused: string[];
  /** Why each connection was lost. */
  socketsLost: string[];
  /** Ends of the ordinary scans. */
  scans: string[];
}

const EVERY_MS = 50;

/** A user who scans an ordinary site again and again, follows the scan by socket, and reads lists meanwhile. */
export async function createHonestClient(server: ServerProcess, site: SmallSite) {
  const token = await server.token('honest');
  const figures: HonestFigures = { answers: [], refused: [], socketsLost: [], scans: [] };
  const socket = await connectSocket(server.url, { token });
  let stopped = false;
  socket.on('disconnect', (reason) => {
    if (!stopped) figures.socketsLost.push(reason);
  });

  async function ask<T>(path: string, init?: { method: string; body: unknown }): Promise<T | null> {
    const begin = performance.now();
    const answer = await callApi<T>(server, token, path, init).catch((error: unknown) => String(error));
    if (typeof answer === 'string') figures.refused.push(answer);
    else if (answer.status >= 400) figures.refused.push(`${answer.status} ${path}`);
    figures.answers.push(performance.now() - begin);
    return typeof answer === 'string' || answer.status >= 400 ? null : answer.body;
  }

  async function startScan(): Promise<string | null> {
    const body = { url: site.url, mode: 'site', options: { rate_per_s: 10 } };
    const started = await ask<{ job: { job_id: string } }>('/api/jobs', { method: 'POST', body });
    const id = started?.job.job_id ?? null;
    if (id !== null && socket.connected) await joined(socket, { job_id: id });
    return id;
  }

  async function live(): Promise<void> {
    let id = await startScan();
    for (let round = 0; !stopped && server.lives(); round++) {
      await wait(EVERY_MS);
      const lists = [
        `/api/jobs/${id}/status`,
        '/api/jobs',
        `/api/jobs/${id}/pages`,
        `/api/jobs/${id}/issues`,
      ];
      const answer = await ask<{ status?: string }>(lists[round % lists.length] ?? '');
      const status = round % lists.length === 0 ? answer?.status : undefined;
      if (status === undefined || !isTerminal(status as never)) continue;
      figures.scans.push(status);
      id = await startScan();
    }
  }

  const living = live();
  return {
    figures,
    async stop(): Promise<void> {
      stopped = true;
      await living;
      socket.disconnect();
    },
  };
}
