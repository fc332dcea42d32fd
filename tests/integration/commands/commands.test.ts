import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAIRING_ALPHABET, parsePairingString } from '@seo-live/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../../server/start.mjs', import.meta.url));
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'seo-live-commands-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, WEBSOCKET_PORT: '0', DATA_DIR: dataDir, NO_COLOR: '1', ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const url = /listens on (\S+)/.exec(out)?.[1];
      if (url) resolve(url);
    });
    child.on('close', () => reject(new Error(err)));
  });
  listening.catch(() => undefined);
  return { child, ended, listening };
}

it('reports every wrong setting in one line each, and does not start', async () => {
  const { code, out, err } = await start([], { WEBSOCKET_PORT: 'eight', LOG_LEVEL: 'loud' }).ended;
  expect(code).toBe(1);
  expect(out).toBe('');
  const lines = err.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^WEBSOCKET_PORT="eight": must be /);
  expect(lines[1]).toMatch(/^LOG_LEVEL="loud": must be /);
});

it('reports in one line that the port is in use', async () => {
  const occupier = createServer();
  const port = await new Promise<number>((resolve) => {
    occupier.listen(0, '127.0.0.1', () => {
      const address = occupier.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const { code, err } = await start([], { WEBSOCKET_PORT: String(port) }).ended;
  occupier.close();
  expect(code).toBe(1);
  expect(err.trim()).toBe(
    `Port ${port} on 127.0.0.1 is in use. Stop what listens there, or set WEBSOCKET_PORT to another.`,
  );
});

it('makes a pairing code while the server runs, and stops cleanly on SIGTERM', async () => {
  const server = start([]);
  const url = await server.listening;
  const { code, out, err } = await start(['pair', '--user', '王小明']).ended;
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain('\u001b');
  const shown = /: ([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(out)?.[1];
  const pairing = out
    .split('\n')
    .map(parsePairingString)
    .find((found) => found !== null);
  expect(pairing).toEqual({ server: url, code: shown?.replace('-', '') });
  for (const character of pairing?.code ?? '') expect(PAIRING_ALPHABET).toContain(character);

  const answer = await fetch(`${url}/api/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: shown }),
  });
  expect(answer.status).toBe(200);

  server.child.kill('SIGTERM');
  expect((await server.ended).code).toBe(0);
});

it('makes a pairing code for the server that runs, whatever the settings of the command say', async () => {
  const server = start([], { WEBSOCKET_PORT: '0' });
  const url = await server.listening;
  const { code, out } = await start(['pair', '--user', 'anna'], { WEBSOCKET_PORT: '1', HOST: '127.0.0.9' })
    .ended;
  expect(code).toBe(0);
  expect(out).toContain(`Server: ${url}\n`);
  server.child.kill('SIGKILL');
  await server.ended;
});

it.each(['a folder of an ended server', 'no folder'])(
  'makes no pairing code where no server runs: %s',
  async (kind) => {
    const folder = kind === 'no folder' ? path.join(dataDir, 'none') : dataDir;
    if (kind !== 'no folder') {
      const server = start([]);
      await server.listening;
      server.child.kill('SIGKILL');
      await server.ended;
    }
    const { code, out, err } = await start(['pair', '--user', 'anna'], { DATA_DIR: folder }).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err.trim()).toBe(
      `No server runs with the data in ${folder}. Start it with npm run server, or set DATA_DIR to the folder of the server that runs.`,
    );
    expect(existsSync(path.join(dataDir, 'none'))).toBe(false);
  },
);

it('allows only one server on a data folder', async () => {
  const first = start([]);
  await first.listening;
  const { code, err } = await start([]).ended;
  expect(code).toBe(1);
  expect(err.trim()).toBe(
    `Another server already uses ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
  );
  first.child.kill('SIGKILL');
  await first.ended;
  const next = start([]);
  await next.listening;
  next.child.kill('SIGINT');
  expect((await next.ended).code).toBe(0);
});

it.each([[['pair']], [['pair', '--user', ' ']], [['pair', '--who', 'x']], [['dance']], [['serve', 'now']]])(
  'prints one line of usage for %j',
  async (args) => {
    const { code, out, err } = await start(args).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('    at ');
  },
);
