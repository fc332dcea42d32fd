import { requestErrorStatus, scanErrorCodes } from '@seo-live/protocol';
import { Counter, type Registry } from 'prom-client';

const requestCodes = Object.keys(requestErrorStatus);
const codes = { rest: requestCodes, socket: requestCodes, crawl: scanErrorCodes } as const;
export type ErrorArea = keyof typeof codes;

/** Every code of the contract starts at 0. A code that is not in the contract counts as `other`. */
export function createErrors(registry: Registry) {
  const counter = new Counter({
    name: 'seo_live_errors_total',
    help: 'Requests refused or failed (rest), connections and joins refused (socket), scans that ended without a report (crawl).',
    labelNames: ['area', 'code'],
    registers: [registry],
  });
  const known = new Map(Object.entries(codes).map(([area, list]) => [area, new Set<string>(list)]));
  for (const [area, list] of known) for (const code of [...list, 'other']) counter.inc({ area, code }, 0);
  return (area: ErrorArea, code: string): void =>
    counter.inc({ area, code: known.get(area)?.has(code) ? code : 'other' });
}
