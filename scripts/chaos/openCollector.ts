import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Record {
  life: string;
  /** The browser's life, counted by who starts it. */
  browser: string;
  n: number;
  at: number;
  kind:
    | 'born'
    | 'held'
    | 'applied'
    | 'explained'
    | 'telling'
    | 'told'
    | 'noted'
    | 'phase'
    | 'attempt'
    | 'rejection';
  jobId?: string;
  phase?: string;
  text?: string;
  [field: string]: unknown;
}

/** Takes what one browser's workers tell; in the order they did it, life after life. */
export async function openCollector() {
  const records: Record[] = [];
  const listeners = new Set<(record: Record) => void>();
  let browser = '0';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      // A worker that is killed in the middle of telling leaves half a record: as good as none.
      try {
        const record = { ...(JSON.parse(body) as Record), browser };
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
    onRecord: (listener: (record: Record) => void) => listeners.add(listener),
    nameBrowser(name: string): void {
      browser = name;
    },
    inOrder(): Record[] {
      const begun = new Map<string, number>();
      for (const { life, at } of records) begun.set(life, Math.min(at, begun.get(life) ?? at));
      return [...records].sort((a, b) => (begun.get(a.life) ?? 0) - (begun.get(b.life) ?? 0) || a.n - b.n);
    },
    phase: (): string => records.findLast(({ kind }) => kind === 'phase')?.phase ?? 'idle',
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Collector = Awaited<ReturnType<typeof openCollector>>;
