import { readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { StartJobAnswer } from '@seo-live/protocol';
import { callApi } from '../../tests/support/server/callApi.ts';
import { sampleValue } from '../../tests/support/server/metricSamples.ts';
import { startPacedServer } from '../support/startPacedServer.ts';
import { round } from '../support/stats.ts';
import { heapEnds, judgeLoad, type LoadFigures, percentileOf } from './judgeLoad.ts';
import type { ConnectCommand } from './members.ts';
import { startMembers } from './startMembers.ts';

export interface LoadOptions {
  jobs: number;
  membersOfJob: number;
  /** Updates a second of each job. */
  rate: number;
  seconds: number;
  say: (line: string) => void;
}

/** Time for all members to join before the measured part. */
const JOIN_S = 10;
const CONNECT_WITHIN_MS = 15_000;
const ALL_CONNECT_WITHIN_MS = 300_000;

/**
 * Fills the rooms of many jobs with members; each job makes updates at an even pace. Only the reading of sites
 * is simulated. The members run in a separate process. Each delivery is checked against the log, and its latency
 * is counted.
 */
export async function runLoad(options: LoadOptions) {
  const { jobs, membersOfJob, rate, seconds, say } = options;
  const heapFile = path.join(tmpdir(), `seo-live-heap-${process.pid}`);
  const server = await startPacedServer(
    { rate, seconds: seconds + JOIN_S },
    { SCAN_CONCURRENT: '100', PACED_HEAP_FILE: heapFile },
  );
  const members = startMembers();
  const heapSamples = async () => (await readFile(heapFile, 'utf8')).trim().split('\n').map(Number);
  try {
    const users: ConnectCommand['users'] = [];
    for (let index = 0; index < jobs; index += 1) {
      // Each user has a different address, because the handshake limit counts by address.
      users.push({ token: await server.token(`user${index}`), localAddress: `127.0.1.${index + 1}` });
    }
    say(`${jobs} users paired`);
    const connected = members.next('connected', ALL_CONNECT_WITHIN_MS);
    const { url } = server;
    members.send({ connect: { url, users, membersOfUser: membersOfJob, withinMs: CONNECT_WITHIN_MS } });
    await connected;
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const serverSockets = sampleValue(metrics, 'seo_live_sockets_connected');
    say(`${serverSockets} sockets connected`);

    const started = await Promise.all(
      users.map(async ({ token }, index) => {
        const body = { url: `https://site${index}.example/`, mode: 'site', options: {} };
        const start = await callApi<StartJobAnswer>(server, token, '/api/jobs', { method: 'POST', body });
        return start.body.job.job_id;
      }),
    );
    const joined = members.next('joined', (seconds + JOIN_S) * 1000);
    members.send({ join: started });
    await joined;
    members.send({ do: 'measure' });
    const before = (await heapSamples()).length;
    say('all members have joined');
    await members.next('ended', (seconds + JOIN_S + 60) * 1000).catch((error: Error) => say(error.message));
    const received = await members.report();

    const heads = await Promise.all(
      users.map(async ({ token }, index) => {
        const { body } = await callApi<{ seq: number }>(server, token, `/api/jobs/${started[index]}/status`);
        return body.seq;
      }),
    );
    const due = heads.reduce(
      (sum, head, index) => sum + head * membersOfJob - (received.joinedAt[index] ?? 0),
      0,
    );
    const heap = heapEnds((await heapSamples()).slice(before));
    const measured = received.histogram.reduce((sum, count) => sum + count, 0);
    const perSecond = measured / (received.measuredMs / 1000);
    const figures: LoadFigures = {
      jobs,
      seconds,
      sockets: received.members,
      server_sockets: serverSockets,
      measured_s: round(received.measuredMs / 1000),
      deliveries_per_s: Math.round(perSecond),
      updates_per_s: round(perSecond / received.members),
      deliveries: received.deliveries,
      due,
      p50_ms: percentileOf(received.histogram, 0.5),
      p95_ms: percentileOf(received.histogram, 0.95),
      p99_ms: percentileOf(received.histogram, 0.99),
      max_ms: received.histogram.findLastIndex((count) => count > 0),
      disconnects: received.disconnects.length,
      holes: received.holes,
      repeats: received.repeats,
      ended: received.ended,
      heap_first_mb: heap.first,
      heap_last_mb: heap.last,
      rss_peak_mb: await server.peakRssMb(),
    };
    const reasons = received.disconnects.slice(0, 3).map((why) => `a member was disconnected: ${why}`);
    return {
      result: { load: 'rooms', figures, node: process.version, cores: cpus().length },
      failures: [...judgeLoad(figures, options), ...reasons],
    };
  } finally {
    await members.close();
    await server.close();
    await rm(heapFile, { force: true });
  }
}
