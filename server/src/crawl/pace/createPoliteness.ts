import type { Clock } from '../../shared/clock.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';

interface Host {
  /** When the next request may be sent. */
  nextAt: number;
  blockedUntil: number;
  /** Factor by which the host is slower than its normal pace, after refusals. */
  slowness: number;
  open: number;
  waiting: (() => void)[];
}

const MAX_SLOWNESS = 16;
/**
 * How much lateness a request may make up for. Timers and a busy process are late, and without a bound a
 * stalled process would send a burst. The bound is larger for very short intervals.
 */
const slackOf = (intervalMs: number): number => (intervalMs > 10 ? 5 : 50);
const MAX_IDLE_HOSTS = 1000;

/**
 * Keeps one pace per host over all scans of this process. It limits the requests per second and the open
 * requests, and slows down after the host refused one.
 */
export function createPoliteness({
  limits,
  clock,
}: {
  limits: Pick<CrawlLimits, 'ratePerS' | 'perHost'>;
  clock: Clock;
}) {
  const hosts = new Map<string, Host>();

  function hostOf(name: string): Host {
    let host = hosts.get(name);
    if (host === undefined) {
      if (hosts.size >= MAX_IDLE_HOSTS) forgetIdle();
      host = { nextAt: 0, blockedUntil: 0, slowness: 1, open: 0, waiting: [] };
      hosts.set(name, host);
    }
    return host;
  }

  function forgetIdle(): void {
    const now = clock.monotonicMs();
    for (const [name, host] of hosts) {
      if (host.open === 0 && Math.max(host.nextAt, host.blockedUntil) < now) hosts.delete(name);
    }
  }

  function release(host: Host): void {
    const next = host.waiting.shift();
    if (next === undefined) host.open--;
    else next();
  }

  async function acquireSlot(host: Host, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw signal.reason;
    if (host.open < limits.perHost) {
      host.open++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        host.waiting.splice(host.waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      const go = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      host.waiting.push(go);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  async function waitForPace(host: Host, ratePerS: number, signal: AbortSignal): Promise<void> {
    do {
      const interval = (1000 / Math.min(limits.ratePerS, ratePerS)) * host.slowness;
      const now = clock.monotonicMs();
      const at = Math.max(host.nextAt, now - slackOf(interval), host.blockedUntil);
      host.nextAt = at + interval;
      if (at - now >= 0.5) await clock.sleep(at - now, signal);
    } while (host.blockedUntil > clock.monotonicMs());
  }

  return {
    /** Waits until a request to this host may be sent. The returned function releases its slot. Rejects when aborted. */
    async acquire(name: string, ratePerS: number, signal: AbortSignal): Promise<() => void> {
      const host = hostOf(name);
      await acquireSlot(host, signal);
      try {
        await waitForPace(host, ratePerS, signal);
      } catch (error) {
        release(host);
        throw error;
      }
      let released = false;
      return () => {
        if (!released) release(host);
        released = true;
      };
    },
    /**
     * Called when the host refused a request: sends nothing for `forMs`, then continues at half the pace, at
     * most `most` times slower than normal.
     */
    slowDown(name: string, forMs: number, most = MAX_SLOWNESS): void {
      const host = hostOf(name);
      host.blockedUntil = Math.max(host.blockedUntil, clock.monotonicMs() + forMs);
      host.slowness = Math.max(host.slowness, Math.min(most, host.slowness * 2));
    },
    /** Called when the host answered: returns gradually to the normal pace. */
    speedUp(name: string): void {
      const host = hostOf(name);
      if (host.slowness > 1) host.slowness = Math.max(1, host.slowness * 0.9);
    },
  };
}
export type Politeness = ReturnType<typeof createPoliteness>;
