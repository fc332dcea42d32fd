import type { TelemetryBatch } from '@seo-live/protocol';
import type { JobKey, OwnerKey } from '../state/jobKey';
import { addCounts, type Counts, MEASURED_DAYS, type Measured, noCounts } from '../state/measured';

const DAY_MS = 86_400_000;
/** Batches of worker instances that could not report yet; the oldest are dropped. */
const KEEP_BATCHES = 20;

/** The counts since the last write. */
export interface Fresh {
  counts: Counts;
  /** Scans with an applied message; true: at least one came by polling. */
  scans: ReadonlyMap<JobKey, boolean>;
}

interface Circumstances {
  now: number;
  bootId: string;
  /** The owner key of the server that gets the counts; null if no server does. */
  of: OwnerKey | null;
  /** Scans that are not over. */
  active: ReadonlySet<JobKey>;
  newId: () => string;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function addToday(days: Measured['days'], counts: Counts, now: number): Measured['days'] {
  const [today, oldest] = [dayOf(now), dayOf(now - (MEASURED_DAYS - 1) * DAY_MS)];
  const before = days.find(({ day }) => day === today)?.counts ?? noCounts();
  const others = days.filter(({ day }) => day !== today && day >= oldest);
  return [...others, { day: today, counts: addCounts(before, counts) }];
}

/** Moves unsent counts into a new batch, and removes batches for other servers. */
export function packUnsent(measured: Measured, { of, now, newId }: Omit<Circumstances, 'active' | 'bootId'>) {
  const outbox = measured.outbox.filter((entry) => entry.of === of);
  const { unsent } = measured;
  if (unsent && unsent.of === of) {
    const period_s = Math.max(0, Math.round((now - unsent.since) / 1000));
    const batch: TelemetryBatch = { batch_id: newId(), boot_id: unsent.bootId, period_s, ...unsent.counts };
    outbox.push({ of: unsent.of, batch });
  }
  return { ...measured, unsent: null, outbox: outbox.slice(-KEEP_BATCHES) };
}

/** Adds fresh counts to the day and to the unsent counts. Each scan is counted once. */
export function foldCounts(measured: Measured, fresh: Fresh, circumstances: Circumstances): Measured {
  const { now, bootId, of, active } = circumstances;
  const known = { ...measured.known };
  const scans = { followed: 0, polled: 0 };
  for (const [key, polled] of fresh.scans) {
    if (!(key in known)) scans.followed += 1;
    if (polled && !known[key]) scans.polled += 1;
    known[key] = polled || known[key] === true;
  }
  for (const key of Object.keys(known) as JobKey[]) if (!active.has(key)) delete known[key];
  const counts = { ...fresh.counts, scans };
  const same = measured.unsent?.of === of && measured.unsent.bootId === bootId;
  const current = same ? measured : packUnsent(measured, circumstances);
  return {
    ...current,
    days: addToday(measured.days, counts, now),
    known,
    unsent:
      of === null
        ? null
        : {
            of,
            bootId,
            since: current.unsent?.since ?? now,
            counts: addCounts(current.unsent?.counts ?? noCounts(), counts),
          },
  };
}
