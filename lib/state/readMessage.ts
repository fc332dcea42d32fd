import {
  coverageSchema,
  type Detail,
  detailSchema,
  type JobMessage,
  jobMessageSchema,
  jobResultSchema,
  pageCountsSchema,
} from '@seo-live/protocol';
import { isJobId } from './jobId';

const LONGEST_URL = 2048;
const LONGEST_DETAIL = 20_000;
const LONGEST_ERROR = 2000;

/** Kept as they are. The last ones are our own notes about a message of a basic server. */
const kept = [
  'job_id',
  'progress',
  'status',
  'current_step',
  'timestamp',
  'seq',
  'epoch',
  'received_at',
  'asked_at',
  'scale',
  'word',
] as const;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** The named fields of an object that has them. */
const only = (value: unknown, names: readonly string[]): Fields => {
  const fields = fieldsOf(value);
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
};

const detailNames = Object.keys(detailSchema.shape);
const pageNames = Object.keys(pageCountsSchema.shape);
const coverageNames = Object.keys(coverageSchema.shape);

function detailOf(given: unknown): { detail?: Detail } {
  const parsed = detailSchema.safeParse(given);
  if (!parsed.success) return {};
  const { pages, current_urls } = parsed.data;
  const detail = {
    ...only(parsed.data, detailNames),
    pages: only(pages, pageNames),
    current_urls: current_urls.map((url) => url.slice(0, LONGEST_URL)),
  } as Detail;
  return JSON.stringify(detail).length > LONGEST_DETAIL ? {} : { detail };
}

/** A server may send a whole report as its result. Screens of the extension read these values only. */
function resultOf(given: unknown): Fields {
  const parsed = jobResultSchema.safeParse(given);
  if (!parsed.success) return {};
  const { score, coverage } = parsed.data;
  return { result: { score, coverage: only(coverage, coverageNames) } };
}

function errorOf(given: unknown): Fields {
  const { code, message, target } = fieldsOf(given);
  if (typeof code !== 'string' || code.length > 64 || typeof message !== 'string') return {};
  const named = typeof target === 'string' && target.length <= LONGEST_ERROR ? { target } : {};
  return { error: { code, message: message.slice(0, LONGEST_ERROR), ...named } };
}

/**
 * What is kept of a message, in bounds, so that no server can fill the storage. Null if the five fields do not
 * fit. An optional field that does not fit is left out: a newer server may send more than we understand.
 */
export function readMessage(incoming: unknown): JobMessage | null {
  const message = only(incoming, kept);
  if (!isJobId(message.job_id)) return null;
  // Its ids are narrower than those of other servers.
  const parsed = jobMessageSchema.safeParse({ ...message, job_id: 'j' });
  if (!parsed.success) return null;
  const { detail, result, error } = fieldsOf(incoming);
  return {
    ...(message as JobMessage),
    ...detailOf(detail),
    ...resultOf(result),
    ...errorOf(error),
  };
}
