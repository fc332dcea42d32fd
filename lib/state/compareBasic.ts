import type { JobMessage } from '@seo-live/protocol';
import { isZoned } from './shownTime';

/** A request ends within this time. A larger difference comes from a clock that was set. */
const LONGEST_REQUEST_MS = 30_000;
/** A message on a socket is not later than an answer of REST by more. */
const CROSSING_MS = 5000;

const timeOf = (iso: unknown): number => (typeof iso === 'string' ? Date.parse(iso) : Number.NaN);

/** Whether the server's time names a zone. Null if the server gave no time, and the time of arrival replaces it. */
const clockOf = ({ timestamp, received_at }: JobMessage) =>
  timestamp === received_at ? null : isZoned(timestamp);

const differs = (a: JobMessage, b: JobMessage): boolean =>
  a.progress !== b.progress || a.status !== b.status || a.current_step !== b.current_step;

/** Times can be compared within one clock only. Otherwise the later arrival is newer, if it differs at all. */
function compareTimes(a: JobMessage, b: JobMessage): number {
  const clock = clockOf(a);
  if (clock === null || clock !== clockOf(b)) return Number(differs(a, b));
  const said = ({ timestamp }: JobMessage) => Date.parse(clock ? timestamp : `${timestamp}Z`) || 0;
  return said(a) - said(b) || a.progress - b.progress;
}

/**
 * What is certain about the order of an incoming message (`a`) and the current one, whatever the server's clock
 * says; 0 if they may have crossed on the way. The socket keeps its order; there is one socket at a time.
 */
function compareWays(a: JobMessage, b: JobMessage): number {
  const [askedA, askedB] = [timeOf(a.asked_at), timeOf(b.asked_at)];
  if (Number.isNaN(askedA)) {
    return Number.isNaN(askedB) || timeOf(a.received_at) - timeOf(b.received_at) > CROSSING_MS ? 1 : 0;
  }
  if (Number.isNaN(askedB)) return askedA > timeOf(b.received_at) ? 1 : 0;
  if (askedA === askedB) return 0;
  return askedA < askedB && askedB - askedA < LONGEST_REQUEST_MS ? -1 : 1;
}

/** Orders two messages of a basic server, which have no number. Positive: the incoming one (`a`) is newer. */
export function compareBasic(a: JobMessage, b: JobMessage): number {
  const isSame = !differs(a, b) && (clockOf(a) === null || a.timestamp === b.timestamp);
  if (isSame) return 0;
  const known = a.received_at !== undefined && b.received_at !== undefined;
  return (known ? compareWays(a, b) : 0) || compareTimes(a, b);
}
