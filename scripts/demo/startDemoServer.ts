import { spawn } from 'node:child_process';
import path from 'node:path';
import { issuePairingCode } from '../../server/src/issuePairingCode.ts';
import { root } from '../support/run.ts';
import { serverEntry } from '../support/serverEntry.ts';
import { findPort } from './findPort.ts';

const USUAL_PORT = 8001;
/** Requests a second to the sample site. */
export const SAMPLE_RATE = '15';
const STARTS_WITHIN_MS = 30_000;

export interface DemoServer {
  url: string;
  /** A one-use pairing code for the demo's user. */
  pairingCode(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the server with the data of earlier demos, so that an unfinished scan continues. It listens on
 * `WEBSOCKET_PORT` if set, otherwise on the first free port from 8001 on.
 */
export async function startDemoServer(): Promise<DemoServer> {
  const port = process.env.WEBSOCKET_PORT ?? String(await findPort(USUAL_PORT));
  // The default folder. So `npm run server -- pair` makes codes for this server.
  const dataDir = path.join(root, '.data');
  const child = spawn(process.execPath, serverEntry, {
    cwd: root,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      WEBSOCKET_PORT: port,
      DATA_DIR: dataDir,
      // The sample site is on this machine.
      ALLOW_PRIVATE_ADDRESSES: 'true',
      // The sample site allows a high rate. A scan of another site still uses the form's 5 requests a second.
      SCAN_RATE_PER_HOST: process.env.SCAN_RATE_PER_HOST ?? SAMPLE_RATE,
      // Its failures are planted, so a second look need not wait for them to pass.
      SCAN_RETRY_AFTER_MS: process.env.SCAN_RETRY_AFTER_MS ?? '0',
    },
    // The server stops when this channel closes, however this process ends. Ctrl-C reaches only this process.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  });
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      const listening = /listens on (http:\S+)/.exec(printed)?.[1];
      if (listening) resolve(listening);
    });
    child.once('exit', () => reject(new Error('The server did not start; its output is above.')));
    setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not listen on port ${port} within ${STARTS_WITHIN_MS / 1000} s.`));
    }, STARTS_WITHIN_MS).unref();
  });
  return {
    url,
    pairingCode: async () => (await issuePairingCode({ dataDir }, 'demo')).code,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
