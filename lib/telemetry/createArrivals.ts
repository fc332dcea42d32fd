import { CLOCK_UNSURE_OVER_MS, type JobMessage, LATENCY_BUCKETS_MS } from '@seo-live/protocol';
import type { JobKey } from '../state/jobKey';
import type { JobView } from '../state/jobView';
import type { Counts } from '../state/measured';
import type { Paint } from '../state/paint';
import type { WallClock } from '../state/wallClock';

/** How late a busy screen may report a paint. After this time the badge counts. */
const WAIT_FOR_SCREENS_MS = 12_000;
const KEEP = 500;

/** The server's clock minus ours, and the length of the round trip in which it was measured. */
type ClockDifference = { offsetMs: number; roundTripMs: number };

interface Arrival {
  key: JobKey;
  seq: number;
  epoch: string;
  appendedAt: number;
  arrivedAt: number;
  /** The difference at the time of arrival. A later one may belong to another server. */
  clock: ClockDifference | null;
  badgeAt: number | null;
}

/** Measures the latency of pushed messages: from the append on the server until a screen or the badge shows them. */
export function createArrivals({ now }: { now: WallClock }) {
  let waiting: Arrival[] = [];
  let clock: ClockDifference | null = null;

  function count(
    { appendedAt, clock: measured }: Arrival,
    shownAt: number,
    into: Counts['latency_ms'],
  ): void {
    if (!measured || measured.roundTripMs > CLOCK_UNSURE_OVER_MS) {
      into.clock_unsure += 1;
      return;
    }
    const took = shownAt + measured.offsetMs - appendedAt;
    const edge = LATENCY_BUCKETS_MS.findIndex((most) => took <= most);
    const place = edge < 0 ? LATENCY_BUCKETS_MS.length : edge;
    into.buckets[place] = (into.buckets[place] ?? 0) + 1;
  }

  return {
    waiting: () => waiting.length > 0,
    setClock(next: ClockDifference): void {
      clock = next;
    },
    /** Messages without `seq` are not measured: their times cannot be compared with our clock. */
    arrived(key: JobKey, { seq, epoch = '', timestamp }: JobMessage): void {
      const appendedAt = Date.parse(timestamp);
      if (seq === undefined || Number.isNaN(appendedAt)) return;
      waiting = [
        ...waiting.slice(1 - KEEP),
        { key, seq, epoch, appendedAt, arrivedAt: now(), clock, badgeAt: null },
      ];
    },
    painted(paints: readonly Paint[], into: Counts['latency_ms']): void {
      for (const { key, epoch, seq, at } of paints) {
        const found = waiting.find(
          (arrival) => arrival.key === key && arrival.seq === seq && arrival.epoch === epoch,
        );
        if (!found) continue;
        waiting = waiting.filter((arrival) => arrival !== found);
        count(found, at, into);
      }
    },
    /** The badge was written from these rows. The newest message of a row includes the earlier ones. */
    badged(jobs: readonly JobView[]): void {
      for (const arrival of waiting) {
        const message = jobs.find(({ key }) => key === arrival.key)?.message;
        if (message?.epoch === arrival.epoch && (message.seq ?? 0) >= arrival.seq) arrival.badgeAt ??= now();
      }
    },
    /**
     * Ends the wait for screens: messages that only the badge showed count with the badge, and messages that
     * nothing showed are no sample. True: something was counted.
     */
    settle(screensOpen: boolean, into: Counts['latency_ms']): boolean {
      let counted = false;
      waiting = waiting.filter((arrival) => {
        if (arrival.arrivedAt + WAIT_FOR_SCREENS_MS > now() && (screensOpen || arrival.badgeAt === null))
          return true;
        if (arrival.badgeAt === null) return false;
        count(arrival, arrival.badgeAt, into);
        counted = true;
        return false;
      });
      return counted;
    },
  };
}
export type Arrivals = ReturnType<typeof createArrivals>;
