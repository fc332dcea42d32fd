import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { StartJobAnswer } from '@seo-live/protocol';
import { callApi } from '../../tests/support/callApi.ts';
import { startPacedServer } from '../support/startPacedServer.ts';
import type { ConnectOrder, Received } from './members.ts';

export interface LoadOptions {
  jobs: number;
  membersOfJob: number;
  /** Updates a second of each job. */
  rate: number;
  seconds: number;
  say: (line: string) => void;
}

const MAX_P99_MS = 100;
/** Time for everyone to join before the measured part. */
const JOIN_S = 10;
/** A heap that grows by more than this over the whole run is not flat. */
const MAX_HEAP_GROWTH = 1.25;

function next(child: ChildProcess, what: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      if (what !== 'report' && message !== what) return;
      child.off('message', onMessage);
      resolve(message);
    };
    child.on('message', onMessage);
    child.once('exit', (code) => reject(new Error(`The members' process ended with ${code}`)));
  });
}

function percentileOf(histogram: number[], share: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  return histogram.findIndex((count) => {
    seen += count;
    return seen >= total * share;
  });
}

/** Lowest heap of the first and of the last fifth of the samples, MB: what stays after collections. */
function heapEnds(samples: number[]): { first: number; last: number } {
  const part = Math.max(1, Math.floor(samples.length / 5));
  return { first: Math.min(...samples.slice(0, part)), last: Math.min(...samples.slice(-part)) };
}

/**
 * Rooms full of members, each job at an even pace, everything real but the reading of sites; members live
 * in a process of their own. Every delivery is checked for its place in the log and its latency counted.
 */
export async function runLoad({ jobs, membersOfJob, rate, seconds, say }: LoadOptions) {
  const heapFile = path.join(tmpdir(), `seo-live-heap-${process.pid}`);
  const server = await startPacedServer(
    { rate, seconds: seconds + JOIN_S },
    { SCAN_CONCURRENT: '100', PACED_HEAP_FILE: heapFile },
  );
  const child = fork(new URL('./members.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heapSamples = async () => (await readFile(heapFile, 'utf8')).trim().split('\n').map(Number);
  try {
    const users: ConnectOrder['users'] = [];
    for (let n = 0; n < jobs; n += 1) {
      // Each user comes from an address of its own: the limit of handshakes counts addresses.
      users.push({ token: await server.token(`user${n}`), localAddress: `127.0.1.${n + 1}` });
    }
    say(`${jobs} users paired`);
    const order: ConnectOrder = { url: server.url, users, membersOfUser: membersOfJob };
    child.send({ connect: order });
    await next(child, 'connected');
    say(`${jobs * membersOfJob} sockets connected`);

    const started = await Promise.all(
      users.map(async ({ token }, n) => {
        const body = { url: `https://site${n}.example/`, mode: 'site', options: {} };
        const start = await callApi<StartJobAnswer>(server, token, '/api/jobs', { method: 'POST', body });
        return start.body.job.job_id;
      }),
    );
    const joined = next(child, 'joined');
    child.send({ join: started });
    await joined;
    child.send({ do: 'measure' });
    const before = (await heapSamples()).length;
    say('everyone has joined');
    const ended = next(child, 'ended').then(() => true);
    const inTime = await Promise.race([ended, wait((seconds + JOIN_S + 60) * 1000, false, { ref: false })]);
    const report = next(child, 'report') as Promise<Received>;
    child.send({ do: 'report' });
    const received = await report;

    const heap = heapEnds((await heapSamples()).slice(before));
    const measured = received.histogram.reduce((sum, count) => sum + count, 0);
    const figures = {
      sockets: received.members,
      jobs,
      seconds,
      deliveries: received.deliveries,
      deliveries_per_s: Math.round(measured / (seconds + JOIN_S / 2)),
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
    const failures = [
      ...(figures.p99_ms < MAX_P99_MS ? [] : [`p99 is ${figures.p99_ms} ms; the limit is ${MAX_P99_MS}`]),
      ...received.disconnects.slice(0, 3).map((why) => `a member was disconnected: ${why}`),
      ...(figures.holes + figures.repeats === 0 ? [] : ['a member missed an event or got it twice']),
      ...(inTime && figures.ended === figures.sockets ? [] : ['not every member was told the end']),
      ...(heap.last <= heap.first * MAX_HEAP_GROWTH + 5
        ? []
        : [`the heap grew from ${heap.first} to ${heap.last} MB`]),
    ];
    return { result: { load: 'rooms', figures, node: process.version, cores: cpus().length }, failures };
  } finally {
    if (child.connected) child.disconnect();
    if (child.exitCode === null && child.signalCode === null)
      await Promise.race([once(child, 'exit'), wait(5000)]);
    child.kill();
    await server.close();
    await rm(heapFile, { force: true });
  }
}
