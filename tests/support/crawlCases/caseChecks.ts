import type { CaseResult, Check } from './crawlCase.ts';

const noRow = ({ status, code }: CaseResult): string => `no row; ${status} ${code ?? ''}`;
const evidenceOf = (found: CaseResult['issues']): unknown =>
  found.map(({ url, locator, evidence }) => ({ url, locator, evidence }));

export const read = (r: CaseResult, path: string): Check => [
  `${path} is read`,
  r.row(path)?.outcome === 'read',
  r.row(path) ?? noRow(r),
];

/** It is not asked for. */
export const asked = (r: CaseResult, path: string): Check => [
  `${path} is not asked for`,
  r.hits(path) === 0,
  `asked ${r.hits(path)} times; row: ${JSON.stringify(r.row(path) ?? null)}`,
];

export function quiet(r: CaseResult, ...checks: string[]): Check {
  const found = r.issues.filter(({ check }) => checks.includes(check));
  return [`no ${checks.join(', no ')}`, found.length === 0, found.map(({ check, url }) => `${check} ${url}`)];
}

export function none(r: CaseResult, check: string, path?: string): Check {
  const found = r.find(check, path);
  return [`no ${check}${path === undefined ? '' : ` on ${path}`}`, found.length === 0, evidenceOf(found)];
}

export function some(r: CaseResult, check: string, path: string, count?: number): Check {
  const found = r.find(check, path);
  const isRight = count === undefined ? found.length > 0 : found.length === count;
  return [`${count ?? 'a'} ${check} on ${path}`, isRight, evidenceOf(found)];
}

export function quietPage(r: CaseResult, path: string): Check {
  const found = r.issues.filter(({ url }) => url !== null && URL.parse(url)?.pathname === path);
  return [`nothing is found on ${path}`, found.length === 0, evidenceOf(found)];
}

export const indexable = (r: CaseResult, path: string, is: boolean): Check => [
  `${path} is ${is ? '' : 'not '}indexable`,
  r.row(path)?.indexable === is,
  r.row(path) ?? 'no row',
];

export const titled = (r: CaseResult, path: string, title: string): Check => [
  `${path} has the title ${title}`,
  r.row(path)?.title === title,
  r.row(path)?.title ?? r.row(path) ?? 'no row',
];
