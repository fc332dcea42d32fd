import type { Evidence, Finding } from '@seo-live/protocol';

/** Whether a finding has something for a column. A column is shown when any finding has. */
const columns = {
  anchor: (evidence) => evidence.anchor !== undefined,
  text: (evidence) => evidence.snippet !== undefined && evidence.selector === undefined,
  reason: (evidence) => evidence.reason !== undefined,
  target: (evidence) => evidence.target !== undefined && evidence.hops === undefined,
  status: (evidence) => evidence.status !== undefined,
  value: (evidence) => evidence.value !== undefined && evidence.hops === undefined,
  limit: (evidence) => evidence.limit !== undefined && evidence.hops === undefined,
  hops: (evidence) => evidence.hops !== undefined,
  others: (evidence) => (evidence.others?.length ?? 0) > 0,
  linked: (evidence) => (evidence.linked_from?.length ?? 0) > 0,
  element: (evidence) => evidence.selector !== undefined,
} satisfies Record<string, (evidence: Evidence) => boolean>;

export type Column = keyof typeof columns;

export const numeric: readonly Column[] = ['status', 'limit'];

/** The columns that these findings need, in order: where, what, how much, what else. */
export const columnsOf = (findings: Finding[]): Column[] =>
  (Object.keys(columns) as Column[]).filter((column) =>
    findings.some(({ evidence }) => columns[column](evidence)),
  );
