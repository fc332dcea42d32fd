import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Extension } from '../browser/launchExtension.ts';

const script = fileURLToPath(new URL('../../interop/basicServer.py', import.meta.url));

/** Reads the port, which is the first line that the process prints. */
async function portOf(python: ChildProcess): Promise<number> {
  python.stdout?.setEncoding('utf8');
  const line = once(python.stdout!, 'data').then(([text]) => Number(text));
  const died = once(python, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}`)));
  return Promise.race([line, died]);
}

/** A basic server: a process of Debian's python3-socketio without our code. `stepMs`: time of one step of a scan. */
export async function startBasicServer({ stepMs = 300, port = 0 } = {}) {
  const python = spawn('/usr/bin/python3', [script, String(port)], {
    // Its times have no zone. In a zone other than this computer's, a test sees when the screen shows such a time.
    env: { ...process.env, BASIC_STEP_MS: String(stepMs), TZ: 'Pacific/Auckland' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = `http://127.0.0.1:${await portOf(python)}`;
  return {
    url,
    port: Number(new URL(url).port),
    /** Starts a scan without the extension. Returns its id. */
    async start(): Promise<string> {
      const answer = await fetch(`${url}/api/jobs`, { method: 'POST' });
      return ((await answer.json()) as { job_id: string }).job_id;
    },
    /** Ends the process at once, as a crash does. */
    async close(): Promise<void> {
      if (python.exitCode !== null || python.signalCode !== null) return;
      python.kill('SIGKILL');
      await once(python, 'exit');
    },
  };
}
export type BasicServer = Awaited<ReturnType<typeof startBasicServer>>;

/** Connects on the welcome page without a pairing code. */
export async function connectByHand(extension: Extension, url: string): Promise<void> {
  const page = await extension.open('welcome.html');
  await page.getByTestId('server').fill(url);
  await page.getByTestId('probe').click();
  await page.getByTestId('connect-basic').click();
  await page.getByTestId('connected').waitFor();
  await page.close();
}
