import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { serverEntry } from '../../../scripts/support/serverEntry.ts';
import { readConfig } from '../../../server/src/config/readConfig.ts';
import { issuePairingCode } from '../../../server/src/issuePairingCode.ts';
import { freePort } from './freePort.ts';

export interface ServerProcess {
  url: string;
  port: number;
  dataDir: string;
  /** Starts the server again on the same port and data; `change` replaces settings. */
  start(change?: Record<string, string>): Promise<void>;
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<void>;
  /** Sends SIGKILL, so nothing is flushed, and waits for the end. */
  kill(): Promise<void>;
  /** Pairs as `pair --user NAME` does, without a process of its own. Returns server address and code. */
  pair(user: string): Promise<{ server: string; code: string }>;
  /** Pairs, and returns a bearer token. */
  token(user: string): Promise<string>;
  /** False when it has ended by itself. */
  lives(): boolean;
  /** Highest resident memory so far, in MB (VmHWM of proc(5)). */
  peakRssMb(): Promise<number>;
  close(): Promise<void>;
}

/** Starts the real server as a process with its own data folder, on a free port. */
export async function startServer(
  options: {
    env?: Record<string, string>;
    dataDir?: string;
    port?: number | undefined;
    /** Arguments of Node that start another program instead of the server. */
    entry?: string[];
    /** Called with each line of the log, parsed. */
    onLog?: (line: Record<string, unknown>) => void;
  } = {},
): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'seo-live-server-')));
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    WEBSOCKET_PORT: String(port),
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_ADDRESSES: 'true',
    SCAN_RETRY_AFTER_MS: '0',
    ...options.env,
  };
  let child: ChildProcess | null = null;
  let errors = '';

  async function start(change: Record<string, string> = {}) {
    const started = spawn(process.execPath, options.entry ?? serverEntry, {
      env: { ...env, ...change },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    started.stdout?.resume();
    started.stderr?.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4000);
    });
    if (options.onLog && started.stderr) {
      createInterface(started.stderr).on('line', (line) => {
        if (line.startsWith('{')) options.onLog?.(JSON.parse(line) as Record<string, unknown>);
      });
    }
    for (let tries = 0; tries < 300; tries += 1) {
      if (started.exitCode !== null) throw new Error(`The server ended at once: ${errors}`);
      const answer = await fetch(`${url}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await wait(50);
    }
    throw new Error(`The server did not answer: ${errors}`);
  }

  async function end(signal: NodeJS.Signals) {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }

  async function pair(user: string) {
    const { server, code } = await issuePairingCode(readConfig(env), user);
    return { server, code };
  }

  async function token(user: string) {
    const { code } = await pair(user);
    const answer = await fetch(`${url}/api/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, client_name: 'test' }),
    });
    if (!answer.ok) throw new Error(`pairing failed: ${await answer.text()}`);
    return ((await answer.json()) as { token: string }).token;
  }

  await start();
  return {
    url,
    port,
    dataDir,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pair,
    token,
    lives: () => child !== null && child.exitCode === null && child.signalCode === null,
    async peakRssMb() {
      const status = await readFile(`/proc/${child?.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    async close() {
      await end('SIGKILL');
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
