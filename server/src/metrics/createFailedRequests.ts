import { Counter, type Registry } from 'prom-client';

const reasons = new Set([
  'name_not_found',
  'address_refused',
  'connection',
  'timeout',
  'tls',
  'too_large',
  'bad_answer',
]);

/** Requests of scans without an answer. An unknown reason counts as `other`. */
export function createFailedRequests(registry: Registry) {
  const counter = new Counter({
    name: 'seo_live_site_requests_failed_total',
    help: 'Requests to scanned sites without a complete answer; each attempt counts.',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of [...reasons, 'other']) counter.inc({ reason }, 0);
  return (reason: string): void => counter.inc({ reason: reasons.has(reason) ? reason : 'other' });
}
