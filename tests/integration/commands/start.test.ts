import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findPort } from '../../../scripts/demo/findPort.ts';
import { root } from '../../../scripts/support/run.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'seo-live-start-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const until = { timeout: 15_000, interval: 50 };
const answers = (url: string) =>
  fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );

/** Runs a command that starts the server; resolves with its address. */
async function listening(command: string, args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, WEBSOCKET_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  });
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  const url = await vi.waitFor(() => {
    const found = /listens on (\S+)/.exec(out)?.[1];
    if (!found) throw new Error(`Not listening: ${out}`);
    return found;
  }, until);
  return { child, url };
}
const untilStopped = (url: string) => vi.waitFor(async () => expect(await answers(url)).toBe(false), until);

const start = [path.join(root, 'scripts/start.ts'), '--server-only'];

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('npm start stops its server at %s', async (signal) => {
  const { child, url } = await listening(process.execPath, start);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
  await untilStopped(url);
});

it('npm start stops its server when npm is killed', async () => {
  // As scripts/setup.mjs does it, which would also look for packages.
  const setup = [
    "import { spawn } from 'node:child_process';",
    "import { onParentGone } from './scripts/support/onParentGone.mjs';",
    `const child = spawn(process.execPath, ${JSON.stringify(start)}, { stdio: 'inherit' });`,
    "onParentGone(() => child.kill('SIGTERM'));",
  ].join('');
  const npm = `"$0" --input-type=module -e "$1" & wait`;
  const { child, url } = await listening('sh', ['-c', npm, process.execPath, setup]);
  child.kill('SIGKILL');
  await untilStopped(url);
});

it('takes the next port when a program that never answers has the first', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const found = await findPort(port);
  silent.close();
  expect(found).toBeGreaterThan(port);
  expect(found).toBeLessThan(port + 20);
});
