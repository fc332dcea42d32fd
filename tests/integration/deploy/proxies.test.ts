import { afterEach, describe, expect, it } from 'vitest';
import { isInstalled, type ProxyName, proxyPrograms } from '../../support/proxies/proxyPrograms.ts';
import { type RunningProxy, startProxy } from '../../support/proxies/startProxy.ts';
import { throughProxy } from '../../support/proxies/throughProxy.ts';
import { freePort } from '../../support/server/freePort.ts';
import { type ServerProcess, startServer } from '../../support/server/serverProcess.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

const CLIENT = '127.0.0.2';

let server: ServerProcess;
let proxy: RunningProxy;
/** Everything to close after a test, also when a later start failed. */
let running: { close(): Promise<unknown> }[] = [];
let site: SmallSite | undefined;
const lines: Record<string, unknown>[] = [];
afterEach(async () => {
  lines.length = 0;
  await site?.close();
  site = undefined;
  for (const one of running.reverse()) await one.close();
  running = [];
});

async function start(name: ProxyName, { pingMs = 20_000, idleS }: { pingMs?: number; idleS?: number } = {}) {
  const [port, target] = [await freePort(), await freePort()];
  server = await startServer({
    port: target,
    env: {
      PUBLIC_URL: `https://seo.example.com:${port}/seo-live`,
      TRUSTED_PROXIES: '127.0.0.1',
      WEBSOCKET_PING_INTERVAL_MS: String(pingMs),
      LOG_LEVEL: 'info',
    },
    onLog: (line) => lines.push(line),
  });
  running.push(server);
  proxy = await startProxy(name, { port, target, idleS });
  running.push(proxy);
  return { client: throughProxy(proxy, CLIENT), token: await server.token('anna') };
}

/** The client address that the server saw for a request. */
const seenFrom = (path: string) =>
  lines.map(({ req }) => req as { path: string; ip: string } | undefined).find((req) => req?.path === path)
    ?.ip;

describe.each(Object.keys(proxyPrograms) as ProxyName[])('%s', (name) => {
  const program = proxyPrograms[name];
  // The set-up installs nginx. The tests of the other proxies run only when these are installed.
  const run = it.skipIf(name !== 'nginx' && !isInstalled(name));

  run('forwards a whole scan: start, live updates, end, report', async () => {
    site = await startSmallSite({ pages: 6, delayMs: 200 });
    const { client, token } = await start(name);
    expect(await server.pair('bo')).toMatchObject({ server: proxy.url });
    const body = { url: site.url, mode: 'site' };
    const started = await client.call<{ job: { job_id: string } }>('/api/jobs', {
      method: 'POST',
      token,
      body,
    });
    expect(started.status).toBe(201);
    const { job_id } = started.body.job;
    const socket = await client.connect(token);
    let updates = 0;
    socket.on('job_progress', () => {
      updates += 1;
    });
    const end = new Promise((resolve) => socket.on('job_completed', resolve));
    const ack = await socket.emitWithAck('join_job', { job_id });
    expect(ack).toMatchObject({ ok: true, ended: false });
    expect(await end).toMatchObject({ job_id, status: 'completed' });
    expect(updates).toBeGreaterThan(2);
    socket.disconnect();
    const location = new URL(String(started.headers.location), `${proxy.url}/api/jobs`).href;
    expect(location).toBe(`${proxy.url}/api/jobs/${job_id}`);
    const report = await client.call<{ pages: { crawled: number } }>(`/api/jobs/${job_id}/report`, { token });
    expect(report.body.pages.crawled).toBe(6);
  });

  run('forwards the real client address, and exposes no route that is only for this machine', async () => {
    const { client } = await start(name);
    const headers = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' };
    expect((await client.call('/api/config', { headers })).status).toBe(200);
    await expect.poll(() => seenFrom('/api/config')).toBe(CLIENT);
    expect((await client.call('/metrics')).status).toBe(404);
    expect((await client.call('/docs/')).status).toBe(401);
    expect((await client.call('/docs/json')).status).toBe(401);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${server.url}/docs/json`)).status).toBe(200);
  });

  run('keeps an idle connection that is pinged in time', async () => {
    const { client, token } = await start(name, { pingMs: 1000, idleS: 4 });
    const socket = await client.connect(token);
    let isDisconnected = false;
    socket.on('disconnect', () => {
      isDisconnected = true;
    });
    let pings = 0;
    socket.io.engine.on('packet', ({ type }) => {
      if (type === 'ping') pings += 1;
    });
    await expect.poll(() => pings, { timeout: 25_000 }).toBeGreaterThan(5);
    expect(isDisconnected).toBe(false);
    socket.disconnect();
  });

  it.skipIf(!program.hasIdleTime || (name !== 'nginx' && !isInstalled(name)))(
    'closes an idle connection that is pinged too late',
    async () => {
      const { client, token } = await start(name, { idleS: 3 });
      const socket = await client.connect(token);
      expect(await new Promise((resolve) => socket.on('disconnect', resolve))).toBe('transport close');
    },
  );
});
