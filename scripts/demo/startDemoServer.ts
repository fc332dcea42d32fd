import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../support/run.ts';
import { serverEntry } from '../support/serverEntry.ts';

const PORT = 8001;
/** Requests a second to the sample site. */
export const SAMPLE_RATE = '15';
export const DEMO_SERVER = `http://127.0.0.1:${PORT}`;

export interface DemoServer {
  /** A one-use pairing code for the demo's user. */
  pairingCode(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the server on its usual port with the data of earlier demos, so that an unfinished scan continues. */
export async function startDemoServer(): Promise<DemoServer> {
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    WEBSOCKET_PORT: String(PORT),
    // The default folder. So `npm run server -- pair` makes codes for this server.
    DATA_DIR: path.join(root, '.data'),
    // The sample site is on this machine.
    ALLOW_PRIVATE_ADDRESSES: 'true',
    // The sample site allows a high rate. A scan of another site still uses the form's 5 requests a second.
    SCAN_RATE_PER_HOST: process.env.SCAN_RATE_PER_HOST ?? SAMPLE_RATE,
  };
  if (await answers()) {
    throw new Error(
      `Another program already answers on ${DEMO_SERVER}. If it is SEO Live, stop it and try again.`,
    );
  }
  const child = spawn(process.execPath, serverEntry, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilAnswering(child);
  return {
    pairingCode: () => pairingCode(env),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilAnswering(child: ChildProcess) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error('The server did not start; its output is above.');
    if (await answers()) return;
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not answer on ${DEMO_SERVER} within 10 s.`);
}

async function answers(): Promise<boolean> {
  const answer = await fetch(`${DEMO_SERVER}/healthz`).catch(() => null);
  return answer !== null;
}

function pairingCode(env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...serverEntry, 'pair', '--user', 'demo'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('exit', () => {
      const code = /seolive:\S+#([0-9A-Z]{8})/.exec(text)?.[1];
      if (code) resolve(code);
      else reject(new Error('The server printed no pairing code; its output is above.'));
    });
  });
}
