import type { Config } from './config/readConfig.ts';
import type { Access } from './createAccess.ts';
import type { Http } from './http/plumbing/http.ts';
import type { EventLog } from './jobs/log/eventLog.ts';
import type { Metrics } from './metrics/createMetrics.ts';
import { createGateway } from './realtime/createGateway.ts';
import type { Gateway } from './realtime/gatewayOptions.ts';
import type { Clock } from './shared/clock.ts';

interface LiveDeps {
  config: Config;
  access: Access;
  http: Http;
  log: EventLog;
  metrics: Metrics;
  clock: Clock;
}

/** Live updates on the server of `http`, with their log lines and counters. */
export function createLive({ config, access, http, log, metrics, clock }: LiveDeps): Gateway {
  const gateway = createGateway({
    httpServer: http.server,
    log,
    clock,
    enabled: config.websocketEnabled,
    enabledFor: access.enabledFor,
    pingIntervalMs: config.pingIntervalMs,
    isOriginAllowed: access.isOriginAllowed,
    verifyToken: access.tokens.verify,
    addressOf: access.addressOf,
    onConnected: ({ bootId }) => http.log.info({ boot_id: bootId }, 'socket connected'),
    onDisconnected: ({ bootId, reason }) => http.log.info({ boot_id: bootId, reason }, 'socket closed'),
    onEmitted: ({ timestamp }, receivers) => metrics.emitted(timestamp, receivers),
    onRefused: (code) => metrics.countError('socket', code),
    onError: (error, context) => http.log.error({ err: error, ...context }, 'socket trouble'),
  });
  access.tokens.onRevoked(gateway.disconnectToken);
  return gateway;
}
