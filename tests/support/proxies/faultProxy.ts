import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type PathState =
  /** Everything passes. */
  | 'open'
  /** Nothing listens on the port: connections are refused. */
  | 'refused'
  /** Connections are accepted, but no data passes in either direction, also on open connections. */
  | 'stalled';

interface Pair {
  client: Socket;
  server: Socket;
}

/** A TCP proxy to `targetPort` on this machine that simulates failures of a network. */
export async function openFaultProxy(targetPort: number) {
  const pairs = new Set<Pair>();
  let state: PathState = 'open';
  let latencyMs = 0;
  let port = 0;

  /** Forwards data in order. Data that arrives while the path is stalled waits, as in a network buffer. */
  function pass(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      const send = () => {
        if (!to.destroyed && !to.write(chunk)) {
          from.pause();
          to.once('drain', () => state === 'stalled' || from.resume());
        }
      };
      if (latencyMs === 0) send();
      else setTimeout(send, latencyMs);
    });
  }

  const listener = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1');
    const pair = { client, server };
    pairs.add(pair);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      // Without Nagle's delay, so that `latencyMs` is the whole latency.
      one.setNoDelay(true);
      pass(one, other);
      one.on('error', () => undefined);
      one.on('close', () => {
        // On a stalled path, neither side learns that the other has closed.
        if (state !== 'stalled') other.destroy();
        if (one.destroyed && other.destroyed) pairs.delete(pair);
      });
    }
    if (state === 'stalled') {
      client.pause();
      server.pause();
    }
  });

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', () => {
        listener.off('error', reject);
        port = (listener.address() as AddressInfo).port;
        resolve();
      });
    });
  const cut = (how: 'destroy' | 'resetAndDestroy'): void => {
    for (const { client, server } of pairs) {
      client[how]();
      server[how]();
    }
    pairs.clear();
  };

  await listen();
  return {
    url: `http://127.0.0.1:${port}`,
    connections: (): number => pairs.size,
    state: (): PathState => state,
    /** Added to every chunk in each direction. */
    setLatency(ms: number): void {
      latencyMs = ms;
    },
    /** Closes open connections, with FIN or with RST. New connections still work. */
    drop: (): void => cut('destroy'),
    reset: (): void => cut('resetAndDestroy'),
    /** After a stall, stalled connections are lost, as when a laptop wakes in another network. */
    async set(next: PathState): Promise<void> {
      if (next === state) return;
      const before = state;
      state = next;
      if (before === 'stalled') cut('resetAndDestroy');
      if (before === 'refused') await listen();
      if (next === 'refused') {
        const closed = new Promise((resolve) => listener.close(resolve));
        cut('resetAndDestroy');
        await closed;
      }
      if (next === 'stalled') {
        for (const { client, server } of pairs) {
          client.pause();
          server.pause();
        }
      }
    },
    async close(): Promise<void> {
      cut('resetAndDestroy');
      if (listener.listening) await new Promise((resolve) => listener.close(resolve));
    },
  };
}
export type FaultProxy = Awaited<ReturnType<typeof openFaultProxy>>;
