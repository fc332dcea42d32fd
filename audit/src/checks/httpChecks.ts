import type { PageVisit } from '../page/pageVisit.ts';
import { defineCheck, when } from './defineCheck.ts';

const between = (visit: PageVisit, from: number, to: number): boolean =>
  visit.status !== null && visit.status >= from && visit.status <= to && !visit.refused;

const onceOf = ({ seenOnce }: PageVisit): { seen_once?: true } =>
  seenOnce === true ? { seen_once: true } : {};

export const httpChecks = [
  defineCheck({
    id: 'http.client-error',
    severity: 'high',
    test: (visit) => when(between(visit, 400, 499), { status: visit.status ?? 0, ...onceOf(visit) }),
  }),
];
