import { ulid } from 'ulid';
import type { Config } from './config/readConfig.ts';
import { createAccess } from './createAccess.ts';
import { createLive } from './createLive.ts';
import { createScans } from './createScans.ts';
import { createScanWorker } from './createScanWorker.ts';
import { createHttp } from './http/createHttp.ts';
import type { LogStream } from './http/plumbing/createLogOptions.ts';
import { addRoutes } from './http/routes/addRoutes.ts';
import { listeningUrl } from './listeningUrl.ts';
import { createMetrics } from './metrics/createMetrics.ts';
import { openData } from './openData.ts';
import { createExports } from './report/createExports.ts';
import { loadCatalogue } from './report/loadCatalogue.ts';
import { systemClock } from './shared/clock.ts';
import { version } from './shared/version.ts';
import { countByStatus } from './store/jobs/countByStatus.ts';

const CLOSE_WITHIN_MS = 5000;

interface AppOptions {
  /** Where log lines go; standard error by default. */
  logStream?: LogStream | undefined;
  /** Creates the steps of a scan. Measurements of live updates replace them by steps that read no site. */
  makeSteps?: typeof createScanWorker;
}

/** Creates the whole server, which does not listen yet. Locks the data folder. */
export async function createApp(
  config: Config,
  { logStream, makeSteps = createScanWorker }: AppOptions = {},
) {
  const data = await openData(config);
  // Where the last server listened. The command `pair` waits for the address of this one.
  await data.meta.write('server_url', '');
  const clock = systemClock;
  const started = Promise.withResolvers<void>();
  let port = config.port;
  let working = false;

  const metrics = createMetrics({ clock });
  const access = createAccess({ config, store: data.store, clock });
  const { isOriginAllowed } = access;
  const http = await createHttp({ config, isOriginAllowed, metrics, started: started.promise, logStream });
  const ownPort = (): number => port;
  const scans = createScans({ config, data, clock, metrics, logger: http.log, makeSteps, ownPort });
  const { facts, jobs, log } = scans;
  const gateway = createLive({ config, access, http, log, metrics, clock });
  const { connections, rooms } = gateway;
  metrics.addLiveGauges({ connections, rooms, jobsByStatus: () => countByStatus(data.reader) });
  const catalogues = { en: loadCatalogue('en'), 'zh-TW': loadCatalogue('zh-TW') };
  await addRoutes(http, {
    config,
    server: { serverId: await data.meta.readOrAdd('server_id', ulid()), name: config.serverName, version },
    clock,
    jobs,
    facts,
    exports: createExports({ facts, catalogues }),
    ...access,
    metrics,
    isReady: async () => working && (await data.meta.read('server_id').catch(() => null)) !== null,
  });

  return {
    version,

    /** Listens, then continues unfinished scans. Rejects with EADDRINUSE when the port is in use. */
    async start(): Promise<{ url: string; port: number }> {
      await http.listen({ host: config.host, port: config.port });
      const address = http.server.address();
      if (typeof address === 'object' && address) port = address.port;
      const url = listeningUrl(config.host, port);
      await data.meta.write('server_url', config.publicUrl || url);
      await jobs.start();
      working = true;
      started.resolve();
      return { url, port };
    },

    /** Stops everything. Running scans stop at a durable point; the next start continues them. */
    async stop(): Promise<void> {
      working = false;
      const overdue = setTimeout(() => http.server.closeAllConnections(), CLOSE_WITHIN_MS);
      await gateway.close();
      await scans.close();
      await http.close();
      metrics.close();
      clearTimeout(overdue);
      await data.close();
    },
  };
}
