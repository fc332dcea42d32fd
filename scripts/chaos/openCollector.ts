import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One thing that a worker did or saw. */
export interface WorkerRecord {
  /** The worker instance. */
  instance: string;
  /** The run of the browser; a restarted browser gets a new name. */
  browser: string;
  /** Counts the records of one worker instance. */
  number: number;
  at: number;
  kind:
    | 'started'
    | 'stored'
    | 'applied'
    | 'explained'
    | 'notifying'
    | 'notified'
    | 'acknowledged'
    | 'phase'
    | 'attempt'
    | 'rejection';
  jobId?: string;
  phase?: string;
  text?: string;
  [field: string]: unknown;
}

/** Collects the records of the workers of one browser. */
export async function openCollector() {
  const records: WorkerRecord[] = [];
  const listeners = new Set<(record: WorkerRecord) => void>();
  let browser = '0';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      // A worker that is killed while it sends leaves half a record, which is ignored.
      try {
        const record = { ...(JSON.parse(body) as WorkerRecord), browser };
        records.push(record);
        for (const listener of listeners) listener(record);
      } catch {}
      response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    records,
    onRecord: (listener: (record: WorkerRecord) => void) => listeners.add(listener),
    nameBrowser(name: string): void {
      browser = name;
    },
    /** All records, sorted by worker instance and then by number. */
    inOrder(): WorkerRecord[] {
      const startedAt = new Map<string, number>();
      for (const { instance, at } of records)
        startedAt.set(instance, Math.min(at, startedAt.get(instance) ?? at));
      return [...records].sort(
        (a, b) => (startedAt.get(a.instance) ?? 0) - (startedAt.get(b.instance) ?? 0) || a.number - b.number,
      );
    },
    phase: (): string => records.findLast(({ kind }) => kind === 'phase')?.phase ?? 'idle',
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Collector = Awaited<ReturnType<typeof openCollector>>;
