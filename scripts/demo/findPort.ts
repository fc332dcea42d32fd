import { createServer } from 'node:net';

const TRIED = 20;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** The first port from `first` on that nothing listens on. Throws when the next twenty are in use. */
export async function findPort(first: number): Promise<number> {
  for (let port = first; port < first + TRIED; port += 1) if (await isFree(port)) return port;
  throw new Error(
    `The ports ${first} to ${first + TRIED - 1} are all in use. Set WEBSOCKET_PORT to another.`,
  );
}
