import type { PageVisit } from '../page/pageVisit.ts';
import { defineCheck, when } from './defineCheck.ts';

/** One request and two more tries. A server error counts only when all of them fail. */
const SERVER_ERROR_TRIES = 3;

const between = (visit: PageVisit, from: number, to: number): boolean =>
  visit.status !== null && visit.status >= from && visit.status <= to && !visit.refused;

export const httpChecks = [
  defineCheck({
    id: 'http.client-error',
    severity: 'critical',
    test: (visit) => when(between(visit, 400, 499), { status: visit.status ?? 0 }),
  }),
  defineCheck({
    id: 'http.server-error',
    severity: 'critical',
    test: (visit) =>
      when(between(visit, 500, 599) && visit.attempts >= SERVER_ERROR_TRIES, {
        status: visit.status ?? 0,
        value: visit.attempts,
        unit: 'count',
      }),
  }),
];
