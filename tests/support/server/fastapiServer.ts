import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './freePort.ts';

const folder = fileURLToPath(new URL('../../../integrations/fastapi', import.meta.url));

/** The demo of the FastAPI integration as a process on Debian's packages, with its own port and data. */
export async function startFastapiServer({ env = {} }: { env?: Record<string, string> } = {}) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'seo-live-fastapi-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const runDemo = (...args: string[]): ChildProcess =>
    spawn('/usr/bin/python3', ['-B', '-m', 'demo', '--data', dataDir, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let child: ChildProcess | null = null;
  let errors = '';

  /** Every start uses the same port and data. */
  async function start(): Promise<void> {
    const started = runDemo('serve', '--port', String(port));
    child = started;
    started.stdout?.resume();
    started.stderr?.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4000);
    });
    for (let tries = 0; tries < 600; tries += 1) {
      if (started.exitCode !== null) throw new Error(`The demo ended while it started: ${errors}`);
      const answer = await fetch(`${url}/api/config`).catch(() => null);
      if (answer?.ok) return;
      await wait(50);
    }
    throw new Error(`The demo did not answer: ${errors}`);
  }

  /** Sends SIGKILL, so nothing is flushed, and waits for the end. */
  async function kill(): Promise<void> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }

  async function pair(user: string): Promise<{ server: string; code: string }> {
    const command = runDemo('pair', '--user', user, '--server', url);
    let output = '';
    for (const stream of [command.stdout, command.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    await once(command, 'close');
    const match = /seolive:(\S+?)#([0-9A-Z]{8})/.exec(output);
    if (!match?.[1] || !match[2]) throw new Error(`No pairing string in: ${output}`);
    return { server: match[1], code: match[2] };
  }

  const close = async (): Promise<void> => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url,
    port,
    /** The database that the demo writes. */
    database: path.join(dataDir, 'demo.db'),
    start,
    kill,
    pair,
    close,
  };
}
