import { mkdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { ulid } from 'ulid';
import { admitLiterals } from './admitLiterals.ts';
import { addressKey } from './auth/addressKey.ts';
import { createAddressOf, createIsTrusted } from './auth/createAddressOf.ts';
import { createOriginPolicy } from './auth/createOriginPolicy.ts';
import { createPairing } from './auth/createPairing.ts';
import { createTokens } from './auth/createTokens.ts';
import { createTryLimit } from './auth/createTryLimit.ts';
import type { Config } from './config/readConfig.ts';
import { createAddressGuard } from './crawl/fetch/createAddressGuard.ts';
import { createScanSteps } from './createScanSteps.ts';
import { createHttp } from './http/createHttp.ts';
import type { LogStream } from './http/plumbing/createLogOptions.ts';
import { createEventLog } from './jobs/createEventLog.ts';
import { createJobManager } from './jobs/createJobManager.ts';
import { createMetrics } from './metrics/createMetrics.ts';
import { createGateway } from './realtime/createGateway.ts';
import { isInRollout } from './realtime/isInRollout.ts';
import { createExports } from './report/createExports.ts';
import { loadCatalogue } from './report/loadCatalogue.ts';
import { systemClock } from './shared/clock.ts';
import { createAuthStore } from './store/auth/createAuthStore.ts';
import { createMetaStore } from './store/database/createMetaStore.ts';
import { lockDataDir } from './store/database/lockDataDir.ts';
import { openStore } from './store/database/openStore.ts';
import { countByStatus } from './store/jobs/countByStatus.ts';
import { createReportFacts } from './store/report/createReportFacts.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Scans a user may have waiting or running; more would only fill the queue of the others. */
const UNFINISHED_PER_USER = 20;
const CLOSE_WITHIN_MS = 5000;

const openData = (dataDir: string) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return openStore(path.join(dataDir, 'seo-live.db'));
};

const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);

/** http://host:port as a client on this machine would write it. */
const addressFor = (host: string, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

interface AppOptions {
  /** Where log lines go; standard error unless told. */
  logStream?: LogStream | undefined;
  /** What a scan does: reads and judges sites unless told. Measurements of the live side pace it themselves. */
  makeSteps?: typeof createScanSteps;
}

/** The whole server, put together but not yet listening. Takes the data folder for itself. */
export async function createApp(config: Config, { logStream, makeSteps = createScanSteps }: AppOptions = {}) {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(config.dataDir);
  const store = await openData(config.dataDir).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const reader = store.openReader();
  const clock = systemClock;
  const meta = createMetaStore(store);
  const server = { serverId: await meta.readOrAdd('server_id', ulid()), name: config.serverName, version };

  let port = config.port;
  let working = false;
  const started = Promise.withResolvers<void>();
  const refusal = createAddressGuard({
    allowPrivate: config.allowPrivateAddresses,
    ownPorts: () => [port],
    ownAddresses,
  });

  const facts = createReportFacts(reader);
  const catalogues = { en: loadCatalogue('en'), 'zh-TW': loadCatalogue('zh-TW') };
  const log = createEventLog({ store, clock });
  const metrics = createMetrics({
    clock,
    connections: () => gateway.connections(),
    rooms: () => gateway.rooms(),
    jobsByStatus: () => countByStatus(reader),
  });
  log.on('grown', metrics.appended);
  log.on('ended', ({ code }) => {
    if (code !== null) metrics.countError('crawl', code);
  });
  const scans = makeSteps({ config, store, facts, refusal, clock, onFetchFailure: metrics.requestFailed });
  const jobs = createJobManager({
    store,
    log,
    steps: scans.steps,
    clock,
    limits: {
      concurrentPerServer: config.scanConcurrent,
      concurrentPerUser: config.scanConcurrentPerUser,
      unfinishedPerUser: UNFINISHED_PER_USER,
    },
    admitUrl: admitLiterals(refusal),
    onCoalesced: metrics.coalesced,
    onError: (error, context) => http.log.error({ err: error, ...context }, 'scan trouble'),
  });

  const enabledFor = (userId: string) => isInRollout(userId, config.websocketRollout);
  const isOriginAllowed = createOriginPolicy(config);
  const addressOf = createAddressOf(createIsTrusted(config.trustedProxies));
  const auth = createAuthStore(store);
  const tokens = createTokens({
    store: auth,
    clock,
    onRevoked: (tokenId) => gateway.disconnectToken(tokenId),
  });
  const http = await createHttp({
    config,
    server,
    clock,
    jobs,
    facts,
    exports: createExports({ facts, catalogues }),
    tokens,
    enabledFor,
    isOriginAllowed,
    metrics,
    pairing: createPairing({ store: auth, tries: createTryLimit(), makeId: ulid, clock }),
    isReady: async () => working && (await meta.read('server_id').catch(() => null)) !== null,
    started: started.promise,
    logStream,
  });
  const gateway = createGateway({
    httpServer: http.server,
    log,
    clock,
    enabled: config.websocketEnabled,
    enabledFor,
    pingIntervalMs: config.pingIntervalMs,
    onConnected: ({ bootId }) => http.log.info({ boot_id: bootId }, 'socket connected'),
    onDisconnected: ({ bootId, reason }) => http.log.info({ boot_id: bootId, reason }, 'socket closed'),
    onEmitted: ({ timestamp }, receivers) => metrics.emitted(timestamp, receivers),
    onRefused: (code) => metrics.countError('socket', code),
    isOriginAllowed,
    verifyToken: tokens.verify,
    addressOf: (request) => addressKey(addressOf(request)),
    onError: (error, context) => http.log.error({ err: error, ...context }, 'socket trouble'),
  });

  return {
    version,

    /** Listens, then takes up unfinished scans. Rejects with EADDRINUSE when the port is taken. */
    async start(): Promise<{ url: string; port: number }> {
      await http.listen({ host: config.host, port: config.port });
      const address = http.server.address();
      if (typeof address === 'object' && address) port = address.port;
      const url = addressFor(config.host, port);
      await meta.write('server_url', config.publicUrl || url);
      await jobs.start();
      working = true;
      started.resolve();
      return { url, port };
    },

    /** Lets go of everything; running scans stop at a durable point and go on at the next start. */
    async stop(): Promise<void> {
      working = false;
      const overdue = setTimeout(() => http.server.closeAllConnections(), CLOSE_WITHIN_MS);
      await gateway.close();
      await jobs.close();
      await scans.close();
      await http.close();
      metrics.close();
      clearTimeout(overdue);
      await reader.destroy();
      await store.close();
      unlock();
    },
  };
}

/** A one-use pairing code, straight from the store: works beside a running server and without one. */
export async function makePairingCode(
  config: Config,
  userName: string,
): Promise<{ code: string; expiresAt: string; server: string }> {
  const store = await openData(config.dataDir);
  try {
    const pairing = createPairing({
      store: createAuthStore(store),
      tries: createTryLimit(),
      makeId: ulid,
      clock: systemClock,
    });
    const { code, expiresAt } = await pairing.makeCode(userName);
    const usual = config.publicUrl || addressFor(config.host, config.port);
    // With port 0 only the server knows where it listens.
    const server = config.port === 0 ? ((await createMetaStore(store).read('server_url')) ?? usual) : usual;
    return { code, expiresAt, server };
  } finally {
    await store.close();
  }
}
