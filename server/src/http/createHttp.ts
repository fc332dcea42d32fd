import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import { createIsTrusted } from '../auth/createAddressOf.ts';
import type { OriginPolicy } from '../auth/createOriginPolicy.ts';
import type { Config } from '../config/readConfig.ts';
import type { Metrics } from '../metrics/createMetrics.ts';
import { answerProblems, sendProblem } from './plumbing/answerProblems.ts';
import { createLogOptions, type LogStream } from './plumbing/createLogOptions.ts';
import { guardOrigins } from './plumbing/guardOrigins.ts';
import type { Http } from './plumbing/http.ts';
import { problemOf } from './plumbing/problem.ts';
import { BODY_LIMIT } from './plumbing/problemOfError.ts';

interface HttpDeps {
  config: Config;
  isOriginAllowed: OriginPolicy;
  metrics: Metrics;
  /** Requests wait for it: unfinished scans are continued before new ones may start. */
  started: Promise<void>;
  /** Where log lines go; standard error by default. */
  logStream?: LogStream | undefined;
}

/**
 * A request is small, so a client that needs longer than this only occupies the connection. Both
 * times are set, because Node swaps them when the one for headers is the longer, as it is by default.
 */
const slowClients = { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 };
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Reads JSON bodies. An empty one counts as none, because clients send the JSON header on cancel and pause
 * too.
 */
function readJsonBodies(http: Http): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, body.toString(), done);
  });
}

/** The HTTP server without routes, not yet listening. The gateway attaches live updates to its `server`. */
export async function createHttp(deps: HttpDeps): Promise<Http> {
  const { config, metrics } = deps;
  // Without a locale, mini schemas say only "Invalid input".
  z.config(z.locales.en());

  const http: Http = fastify({
    logger: createLogOptions(config.logLevel, deps.logStream),
    trustProxy: createIsTrusted(config.trustedProxies),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
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

  http.addHook('onRequest', () => deps.started);
  http.addHook('onRequest', guardOrigins(deps.isOriginAllowed));
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // The proxy that does TLS for this server decides about HSTS.
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
  return http;
}
