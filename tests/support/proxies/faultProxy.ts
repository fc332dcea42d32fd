import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type PathState =
  /** Everything passes. */
  | 'open'
  /** Nobody listens: connections are refused. */
  | 'refused'
  /** Connections are taken, and nothing passes any more in either direction, on old ones too. */
  | 'stalled';

interface Pair {
  client: Socket;
  server: Socket;
}

/** A TCP path to `targetPort` on this machine that can be broken in the ways networks break. */
export async function openFaultProxy(targetPort: number) {
  const pairs = new Set<Pair>();
  let state: PathState = 'open';
  let latencyMs = 0;
  let port = 0;

  /** Passes on in order; what arrives while the path is stalled waits, as in a buffer of the network. */
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
      // Small frames must not wait for more: the latency here is the one that was asked for.
      one.setNoDelay(true);
      pass(one, other);
      one.on('error', () => undefined);
      one.on('close', () => {
        // A path that is stalled tells nobody that the other side has gone.
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
    /** Ends what is open, with FIN or with RST; new connections are as before. */
    drop: (): void => cut('destroy'),
    reset: (): void => cut('resetAndDestroy'),
    /** After a stall the connections that were stalled are lost, as when a laptop wakes in another network. */
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
