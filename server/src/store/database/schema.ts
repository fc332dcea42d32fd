import type { Severity } from '@seo-live/protocol';
import type { Generated } from 'kysely';

/** Times are ISO 8601 text in UTC, flags are 0 or 1, JSON is text. */
export interface Database {
  meta: MetaTable;
  users: UsersTable;
  tokens: TokensTable;
  pairing_codes: PairingCodesTable;
  jobs: JobsTable;
  idempotency: IdempotencyTable;
  events: EventsTable;
  urls: UrlsTable;
  links: LinksTable;
  findings: FindingsTable;
  reached_limits: ReachedLimitsTable;
  sitemap_problems: SitemapProblemsTable;
  robots_files: RobotsFilesTable;
}

interface MetaTable {
  key: string;
  value: string;
}

interface UsersTable {
  id: string;
  name: string;
  role: 'admin' | 'member';
  created_at: string;
}

interface TokensTable {
  id: string;
  user_id: string;
  /** sha-256 of the token; the token itself is never stored. */
  hash: string;
  client_name: string;
  created_at: string;
  last_used_at: string | null;
}

interface PairingCodesTable {
  hash: string;
  user_id: string;
  expires_at: string;
}

export interface JobsTable {
  job_id: string;
  user_id: string;
  url: string;
  mode: string;
  options: string;
  status: string;
  phase: string;
  progress: number;
  /** Position of the newest event; starts at 1 and never restarts in a job. */
  seq: number;
  epoch: string;
  /** The newest message, as it was sent. */
  message: string;
  /** Mode and site while unfinished, else null. A partial unique index refuses a second one. */
  site_lock: string | null;
  /** Number of the row's last change, counted over all jobs. The cursor of a list points at it. */
  change_no: number;
  cancel_requested_at: string | null;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  /** Set when the job is deleted. It is hidden then, and its rows are removed in small steps. */
  deleted_at: string | null;
  /** Time of the last request to the site. Written when the job ends. */
  last_request_at: string | null;
  result: string | null;
  error: string | null;
  report: string | null;
  /** How far the job was when the server last crashed during it; null before. */
  crash_mark: number | null;
  /** Weights of the crashes since the job last went beyond this mark. */
  crashes: Generated<number>;
  /** 1 when it has run for long enough to be the cause of the next crash. */
  ran_long: Generated<number>;
  /** 1 when the start page needs cookies, so that the whole scan keeps them. */
  start_cookies: Generated<number>;
}

interface IdempotencyTable {
  user_id: string;
  key: string;
  body_hash: string;
  job_id: string;
  created_at: string;
}

interface EventsTable {
  job_id: string;
  seq: number;
  epoch: string;
  message: string;
  at: string;
}

/** Every URL that a scan knows. Its place in the frontier and its result are in one row: a crash loses neither. */
interface UrlsTable {
  job_id: string;
  /** Number of the URL in its job, from 1, in order of discovery. */
  n: number;
  /** Its identity, by which everything refers to it. */
  url: string;
  /** What to request, when that is another spelling of the URL. */
  request_url: string | null;
  depth: number;
  source: string;
  in_sitemap: number;
  /** queued → done. A URL that was in flight at a crash is still queued. */
  state: string;
  attempts: number;
  /** 1 after it was recorded a second time, when failures were verified at the end of the crawl. */
  verified: number;
  outcome: string | null;
  reason: string | null;
  status: number | null;
  redirect_to: string | null;
  content_type: string | null;
  title: string | null;
  /** Form for comparing: trimmed, white space collapsed, NFC. Null when missing. */
  title_key: string | null;
  desc_key: string | null;
  lang: string | null;
  words: number | null;
  text_hash: string | null;
  /** Absolute URL of the only canonical, or null. */
  canonical: string | null;
  /** 1 when there is no canonical or it names the page itself. */
  self_canonical: number | null;
  /** 1 when the page names no canonical; null for pages that an earlier version read. */
  no_canonical: number | null;
  noindex: number | null;
  indexable: number | null;
  response_ms: number | null;
  bytes: number | null;
  read_at: string | null;
  /** Other pages that link here, counted by the analysis; null until then. */
  links_in: number | null;
  /** The status without cookies, 0 for no answer, of a URL that was read only with them. */
  without_cookies: number | null;
}

interface LinksTable {
  job_id: string;
  from_n: number;
  /** Position on the page, from 0. */
  position: number;
  to_url: string;
  anchor: string;
  selector: string;
  nofollow: number;
}

interface FindingsTable {
  job_id: string;
  check_id: string;
  /** The page named, or '' for the site. */
  url: string;
  locator: string;
  severity: Severity;
  /** page: written with its page; site: replaced as a whole by each analysis. */
  scope: 'page' | 'site';
  evidence: string;
}

/** A limit of the scan that left something of the site out. */
interface ReachedLimitsTable {
  job_id: string;
  name: string;
  /** How much it left out; null when that is not known. */
  left_out: number | null;
}

/** A sitemap that search engines may refuse, and why. */
interface SitemapProblemsTable {
  job_id: string;
  url: string;
  kind: string;
  detail: string;
  line: number | null;
}

/** A robots.txt that the scan asked for, as it was answered. */
interface RobotsFilesTable {
  job_id: string;
  origin: string;
  status: number | null;
  failure: string | null;
  /** Requests that got this answer in a row. */
  tries: number;
  /** One character for each byte; empty unless the status is 2xx. */
  body: string;
}
