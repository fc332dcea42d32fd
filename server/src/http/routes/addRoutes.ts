import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pairing } from '../../auth/createPairing.ts';
import type { Tokens } from '../../auth/createTokens.ts';
import type { Config } from '../../config/readConfig.ts';
import type { JobManager } from '../../jobs/manager/jobManager.ts';
import type { Metrics } from '../../metrics/createMetrics.ts';
import type { Exports } from '../../report/createExports.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ReportFacts } from '../../store/report/createReportFacts.ts';
import { authenticate } from '../plumbing/authenticate.ts';
import { createRequestLimit } from '../plumbing/createRequestLimit.ts';
import type { Http } from '../plumbing/http.ts';
import { addConfigRoute } from './addConfigRoute.ts';
import { addDocs } from './addDocs.ts';
import { addExportRoutes } from './addExportRoutes.ts';
import { addHealthRoutes } from './addHealthRoutes.ts';
import { addJobControlRoutes } from './addJobControlRoutes.ts';
import { addJobRoutes } from './addJobRoutes.ts';
import { addMetricsRoute } from './addMetricsRoute.ts';
import { addPairingRoute } from './addPairingRoute.ts';
import { addReportRoutes } from './addReportRoutes.ts';
import { addTelemetryRoute } from './addTelemetryRoute.ts';
import { addTokenRoutes } from './addTokenRoutes.ts';

export interface RoutesDeps {
  config: Config;
  server: { serverId: string; name: string; version: string };
  clock: Clock;
  jobs: JobManager;
  facts: ReportFacts;
  exports: Exports;
  tokens: Tokens;
  pairing: Pairing;
  metrics: Metrics;
  /** Whether this user gets live updates. */
  enabledFor: (userId: string) => boolean;
  isReady: () => Promise<boolean>;
}

/** A hook that forbids browsers and proxies to store the answers of the API. */
async function neverStored(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('cache-control', 'no-store');
}

/** Every route of the server. Those for which a token is needed check it before anything else. */
export async function addRoutes(http: Http, deps: RoutesDeps): Promise<void> {
  const { config, server, jobs, tokens, pairing } = deps;
  const limit = createRequestLimit(deps.clock, config.requestsPerMinute);
  await addDocs(http, { tokens, version: server.version });

  addHealthRoutes(http, deps);
  addMetricsRoute(http, deps);
  await http.register(
    (open: Http, _options, done) => {
      open.addHook('onRequest', (request) => limit.takeAddress(request.ip));
      open.addHook('onRequest', neverStored);
      addConfigRoute(open, { ...deps, websocketEnabled: config.websocketEnabled });
      addPairingRoute(open, { pairing, server });
      done();
    },
    { prefix: '/api' },
  );
  await http.register(
    (paired: Http, _options, done) => {
      paired.addHook('onRequest', authenticate({ tokens, limit }));
      paired.addHook('onRequest', neverStored);
      addJobRoutes(paired, {
        jobs,
        limits: { max_pages: config.scanMaxPages, rate_per_s: config.scanRatePerHost },
      });
      addJobControlRoutes(paired, { jobs });
      addReportRoutes(paired, deps);
      addExportRoutes(paired, deps);
      addTokenRoutes(paired, { tokens });
      addTelemetryRoute(paired, deps);
      done();
    },
    { prefix: '/api' },
  );
}
