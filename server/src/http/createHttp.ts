import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import { createIsTrusted } from '../auth/createAddressOf.ts';
import type { OriginPolicy } from '../auth/createOriginPolicy.ts';
import type { Pairing } from '../auth/createPairing.ts';
import type { Tokens } from '../auth/createTokens.ts';
import type { Config } from '../config/readConfig.ts';
import type { JobManager } from '../jobs/jobManager.ts';
import type { Metrics } from '../metrics/createMetrics.ts';
import type { Exports } from '../report/createExports.ts';
import type { Clock } from '../shared/clock.ts';
import type { ReportFacts } from '../store/report/createReportFacts.ts';
import { answerProblems, sendProblem } from './plumbing/answerProblems.ts';
import { authenticate } from './plumbing/authenticate.ts';
import { createLogOptions, type LogStream } from './plumbing/createLogOptions.ts';
import { createRequestLimit } from './plumbing/createRequestLimit.ts';
import { guardOrigins } from './plumbing/guardOrigins.ts';
import type { Http } from './plumbing/http.ts';
import { neverStored } from './plumbing/neverStored.ts';
import { problemOf } from './plumbing/problem.ts';
import { readJsonBodies } from './plumbing/readJsonBodies.ts';
import { addConfigRoute } from './routes/addConfigRoute.ts';
import { addDocs } from './routes/addDocs.ts';
import { addExportRoutes } from './routes/addExportRoutes.ts';
import { addHealthRoutes } from './routes/addHealthRoutes.ts';
import { addJobControlRoutes } from './routes/addJobControlRoutes.ts';
import { addJobRoutes } from './routes/addJobRoutes.ts';
import { addMetricsRoute } from './routes/addMetricsRoute.ts';
import { addPairingRoute } from './routes/addPairingRoute.ts';
import { addReportRoutes } from './routes/addReportRoutes.ts';
import { addTelemetryRoute } from './routes/addTelemetryRoute.ts';
import { addTokenRoutes } from './routes/addTokenRoutes.ts';

export interface HttpDeps {
  config: Config;
  server: { serverId: string; name: string; version: string };
  clock: Clock;
  jobs: JobManager;
  facts: ReportFacts;
  exports: Exports;
  tokens: Tokens;
  pairing: Pairing;
  isOriginAllowed: OriginPolicy;
  metrics: Metrics;
  /** Whether this user is among those who get live updates. */
  enabledFor: (userId: string) => boolean;
  isReady: () => Promise<boolean>;
  /** Requests wait for it: unfinished scans are taken up before new ones are let in. */
  started: Promise<void>;
  /** Where log lines go; standard error unless told. */
  logStream?: LogStream | undefined;
}

const BODY_LIMIT = 64 * 1024;
/**
 * A request is at most 64 KB: who sends it slower than this only holds the connection. Node takes the two
 * times for each other when the one for headers is the longer, as it is by default.
 */
const slowClients = { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 };
const REQUEST_WITHIN_MS = 30_000;

/** REST, not yet listening. Live updates are attached to its `server` by the gateway. */
export async function createHttp(deps: HttpDeps): Promise<Http> {
  const { config, server, jobs, tokens, pairing, metrics } = deps;
  // Without a locale, mini schemas say only "Invalid input".
  z.config(z.locales.en());

  const http: Http = fastify({
    logger: createLogOptions(config.logLevel, deps.logStream),
    trustProxy: createIsTrusted(config.trustedProxies),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_WITHIN_MS,
    http: slowClients,
    frameworkErrors: (_error, _request, reply) => {
      metrics.countError('rest', 'invalid_request');
      sendProblem(reply, problemOf('invalid_request', 'The path is not a valid URL.'));
    },
  }).withTypeProvider<ZodTypeProvider>();

  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.decorateRequest('identity', null);
  answerProblems(http, (code) => metrics.countError('rest', code));
  readJsonBodies(http);

  const limit = createRequestLimit(config.requestsPerMinute);
  http.addHook('onRequest', () => deps.started);
  http.addHook('onRequest', guardOrigins(deps.isOriginAllowed));
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Whoever speaks TLS for this server decides on HSTS.
    strictTransportSecurity: false,
  });
  await http.register(cors, {
    // The guard has refused every origin that is not allowed.
    origin: true,
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
    exposedHeaders: ['retry-after', 'location', 'content-disposition'],
    maxAge: 600,
    strictPreflight: false,
  });
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
      addJobRoutes(paired, { jobs, maxPages: config.scanMaxPages });
      addJobControlRoutes(paired, { jobs });
      addReportRoutes(paired, deps);
      addExportRoutes(paired, deps);
      addTokenRoutes(paired, { tokens });
      addTelemetryRoute(paired, deps);
      done();
    },
    { prefix: '/api' },
  );
  return http;
}
