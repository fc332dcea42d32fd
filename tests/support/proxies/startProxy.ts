import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProxyName, type ProxySetting, proxyPrograms } from './proxyPrograms.ts';
import { makeTestAuthority, type TestAuthority } from './testAuthority.ts';

/** The host name used in all files of `deploy/`. */
export const PROXY_HOST = 'seo.example.com';

export interface RunningProxy {
  /** https://seo.example.com:PORT/seo-live: resolve the name to 127.0.0.1. */
  url: string;
  certificates: TestAuthority;
  /** Lines of nginx's access log so far. */
  accessLog(): Promise<string[]>;
  close(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

/** Starts a real proxy with the configuration in `deploy/` and TLS by a test authority, as a child process. */
export async function startProxy(
  name: ProxyName,
  setting: Pick<ProxySetting, 'port' | 'target' | 'idleS' | 'comesFrom'>,
): Promise<RunningProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), `seo-live-${name}-`));
  const certificates = await makeTestAuthority(folder, PROXY_HOST);
  const program = proxyPrograms[name];
  const args = await program.prepare({ ...setting, folder, certificates });
  const child = spawn(program.binary, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output = (output + chunk).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', (error) => {
      output += error.message;
      resolve();
    });
  });
  let running = true;
  void ended.then(() => {
    running = false;
  });

  async function close() {
    if (running) child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }

  let isUp = false;
  for (let tries = 0; running && !isUp && tries < 500; tries += 1) {
    isUp = await answers(setting.port);
    if (!isUp) await wait(20);
  }
  if (!isUp) {
    await close();
    throw new Error(`${name} does not listen: ${output}`);
  }
  return {
    url: `https://${PROXY_HOST}:${setting.port}/seo-live`,
    certificates,
    accessLog: async () => (await readFile(path.join(folder, 'access.log'), 'utf8')).trimEnd().split('\n'),
    close,
  };
}
