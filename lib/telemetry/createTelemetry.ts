import { isTerminal, type TelemetryBatch } from '@seo-live/protocol';
import type { ConnectionObserver } from '../connection/connectionObserver';
import type { Answer } from '../state/answer';
import { createMutex } from '../state/createMutex';
import type { State } from '../state/createState';
import { isOver } from '../state/followedJob';
import type { JobKey } from '../state/jobKey';
import type { JobView } from '../state/jobView';
import { addCounts, noCounts } from '../state/measured';
import type { Paint } from '../state/paint';
import type { PairedServer } from '../state/pairedServer';
import type { Timers, WallClock } from '../state/wallClock';
import { createArrivals } from './createArrivals';
import { createReporter, recipient } from './createReporter';
import { foldCounts } from './foldCounts';

/** A killed worker loses the counts of this time at most. A timer this short does not keep the worker awake. */
const STORE_AFTER_MS = 5000;

interface TelemetryDeps {
  state: State;
  now: WallClock;
  timers: Timers;
  newId: () => string;
  /** The id of this worker instance, as in the handshake. */
  bootId: string;
  post: (server: PairedServer, batch: TelemetryBatch) => Promise<Answer<true>>;
}

/** Measures the connection quality, stores it for the options page, and reports it to the server. */
export function createTelemetry(deps: TelemetryDeps) {
  const { state, now, timers } = deps;
  const arrivals = createArrivals({ now });
  const report = createReporter(deps);
  const exclusive = createMutex();
  let counts = noCounts();
  let scans = new Map<JobKey, boolean>();
  let screens = 0;
  let changed = false;
  let planned = false;

  function noteScan(into: Map<JobKey, boolean>, key: JobKey, polled: boolean): void {
    into.set(key, polled || into.get(key) === true);
  }

  /**
   * Runs exclusively, and reads the rows before it takes the counts: if a row has an end, its last message is
   * in these counts or in an earlier fold. Otherwise a scan could be forgotten and then counted again.
   * True when nothing is left to wait for.
   */
  async function fold(): Promise<boolean> {
    const { settings, server, followed } = await state.read('settings', 'server', 'followed');
    const settled = arrivals.settle(screens > 0, counts.latency_ms);
    const active = new Set(followed.filter((job) => !isOver(job)).map(({ key }) => key));
    const of = recipient(server, settings.telemetry);
    const circumstances = { now: now(), bootId: deps.bootId, of, active, newId: deps.newId };
    if (settled || changed) {
      const fresh = { counts, scans };
      changed = false;
      counts = noCounts();
      scans = new Map();
      try {
        await state.measured.update((measured) => foldCounts(measured, fresh, circumstances));
      } catch {
        // Storage refused the write. The counts are added to the next ones.
        changed = true;
        counts = addCounts(counts, fresh.counts);
        for (const [key, polled] of fresh.scans) noteScan(scans, key, polled);
      }
    }
    return !changed && !arrivals.waiting() && active.size === 0;
  }

  /** Never rejects. It reports outside of `exclusive`, since counting must not wait for the server's answer. */
  const store = async (): Promise<void> => {
    if (await exclusive(fold).catch(() => false)) await report();
  };

  function plan(): void {
    if (planned) return;
    planned = true;
    timers.set(() => {
      planned = false;
      void store().then(() => {
        if (arrivals.waiting()) plan();
      });
    }, STORE_AFTER_MS);
  }

  function note(): void {
    changed = true;
    plan();
  }

  const observer: ConnectionObserver = {
    attempt(result) {
      counts.attempts[result] += 1;
      note();
    },
    clock: arrivals.setClock,
    received(key, outcome, how, gap, message) {
      if (how === 'pushed') {
        counts.messages[outcome] += 1;
        counts.messages.gaps += gap;
      }
      // Scans of people who turned live updates off say nothing about how often live updates fail.
      if (outcome === 'applied' && how !== 'by_choice') noteScan(scans, key, how === 'polled');
      if (outcome === 'applied' && how === 'pushed' && message) arrivals.arrived(key, message);
      if (how === 'pushed' || outcome === 'applied') note();
      // The browser may stop the worker soon after an end.
      if (outcome === 'applied' && message && isTerminal(message.status)) void store();
    },
  };

  return {
    observer,
    badged: (jobs: readonly JobView[]): void => arrivals.badged(jobs),
    painted(paints: readonly Paint[]): void {
      arrivals.painted(paints, counts.latency_ms);
      note();
    },
    /** While a screen is open, it reports its paints. */
    screenOpened(): void {
      screens += 1;
    },
    screenClosed(): void {
      screens -= 1;
    },
    report,
  };
}
export type Telemetry = ReturnType<typeof createTelemetry>;
