import type { PageVisit } from '@seo-live/audit';

const temporaryFailures = new Set(['timeout', 'connection', 'name_not_found', 'bad_answer']);

/** True for a failure that another try may not have. */
export const mayBeTemporary = ({ failure, status }: Pick<PageVisit, 'failure' | 'status'>): boolean =>
  failure === null ? status !== null && status >= 500 : temporaryFailures.has(failure);
