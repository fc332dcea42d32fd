import type { Finding, JobStatusAnswer, PageRow, Report } from '@seo-live/protocol';

/** A header value may be bytes that are no text. */
type Fields = Record<string, string | number> | [name: string, value: string | number | Buffer][];

/** What a site answers: HTML, or an answer in parts. */
export interface CaseAnswer {
  status?: number;
  reason?: string;
  /** The Content-Type; null leaves it out. */
  type?: string | null;
  headers?: Fields;
  body?: string | Buffer;
  /** The whole answer as bytes, in place of the parts. */
  raw?: string | Buffer;
  /** The connection stays open. */
  keep?: boolean;
}

export interface CaseRequest {
  method: string;
  /** Path and query, as sent. */
  target: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** Number of the host in its case. */
  host: number;
}

type Answering = (request: CaseRequest) => CaseAnswer | string | null | undefined;
/** Answers by target or path; `*` is for all others. Without one the site answers 404. */
export type Routes = Answering | Record<string, Answering | CaseAnswer | string>;

/** What was expected, whether it is so, and what was seen. */
export type Check = [expected: string, isRight: unknown, seen: unknown];

/** What the checks of a case look at. */
export interface CaseResult {
  status: string;
  /** Code of the error with which the scan failed. */
  code: string | null;
  message: JobStatusAnswer;
  report: Report | null;
  issues: Finding[];
  pages: PageRow[];
  urls: string[];
  requests: CaseRequest[];
  /** The findings of one check, on one page when a path or URL is given. */
  find(check: string, page?: string): Finding[];
  row(page: string): PageRow | undefined;
  /** How often a host was asked for this path and query. */
  hits(target: string, host?: number): number;
  /** Pages that were read. */
  read: number;
  critical: string[];
}

/** At most three hosts. */
export type CaseUrls = [string, string, string];

/** A small site after public reports about some crawler or auditor, and what is right there. */
export interface CrawlCase {
  id: number;
  name: string;
  severity: string;
  /** The kind of fault that it is an example of. */
  kind: string;
  source: string[];
  situation: string;
  right: string;
  /** The sentence of the specification of the checks by which another result is right than the report says. */
  changed?: string;
  hosts?: number;
  start?: string;
  mode?: string;
  options?: Record<string, unknown>;
  site(at: { url: string; urls: CaseUrls; port: number }): Routes | Routes[];
  checks(result: CaseResult): Check[];
}
