import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Extension } from '../browser/launchExtension.ts';

const script = fileURLToPath(new URL('../../interop/basicServer.py', import.meta.url));

/** The first line it prints is its port. */
async function portOf(python: ChildProcess): Promise<number> {
  python.stdout?.setEncoding('utf8');
  const line = once(python.stdout!, 'data').then(([text]) => Number(text));
  const died = once(python, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}`)));
  return Promise.race([line, died]);
}

/** A process of Debian's python3-socketio that knows nothing of us. `stepMs`: the pace of its scans. */
export async function startBasicServer({ stepMs = 300, port = 0 } = {}) {
  const python = spawn('/usr/bin/python3', [script, String(port)], {
    // Its times name no zone: in another one than this computer's, to show one would be wrong.
    env: { ...process.env, BASIC_STEP_MS: String(stepMs), TZ: 'Pacific/Auckland' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${await portOf(python)}`;
  return {
    url,
    port: Number(new URL(url).port),
    /** As somebody else would start a scan; answers its id. */
    async start(): Promise<string> {
      const answer = await fetch(`${url}/api/jobs`, { method: 'POST' });
      return ((await answer.json()) as { job_id: string }).job_id;
    },
    /** At once, as a crash does. */
    async close(): Promise<void> {
      if (python.exitCode !== null || python.signalCode !== null) return;
      python.kill('SIGKILL');
      await once(python, 'exit');
    },
  };
}
export type BasicServer = Awaited<ReturnType<typeof startBasicServer>>;

/** Connects on the welcome page, as a person does who has no pairing code. */
export async function connectByHand(extension: Extension, url: string): Promise<void> {
  const page = await extension.open('welcome.html');
  await page.getByTestId('server').fill(url);
  await page.getByTestId('probe').click();
  await page.getByTestId('connect-plain').click();
  await page.getByTestId('connected').waitFor();
  await page.close();
}
