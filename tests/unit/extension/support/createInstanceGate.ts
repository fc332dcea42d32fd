import type { OpenSocket } from '../../../../lib/connection/openedSocket.ts';
import type { StorageArea } from '../../../../lib/state/createStoredItem.ts';
import type { Timers } from '../../../../lib/state/wallClock.ts';

/**
 * All effects of one worker instance go through its gate. After the gate is closed no effect happens and no
 * call is answered, like in a killed worker.
 */
export function createInstanceGate({
  fetch,
  onClosed,
}: {
  fetch: typeof globalThis.fetch;
  onClosed: () => void;
}) {
  let left = Number.POSITIVE_INFINITY;
  let passed = 0;
  let before = false;
  const never = () => new Promise<never>(() => {});
  const isClosed = () => left <= 0;

  function close(): void {
    if (left === Number.NEGATIVE_INFINITY) return;
    left = Number.NEGATIVE_INFINITY;
    onClosed();
  }

  async function pass<T>(run: () => Promise<T>): Promise<T> {
    if (isClosed()) return never();
    left -= 1;
    passed += 1;
    const last = left <= 0;
    if (last && before) {
      close();
      return never();
    }
    // A failure is an answer, too. A killed worker gets neither.
    const [answer] = await Promise.allSettled([run()]);
    if (last) close();
    if (isClosed()) return never();
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }
  const ifOpen = (run: () => void) => {
    if (!isClosed()) run();
  };

  return {
    isClosed,
    close,
    /** Storage operations and REST calls so far. */
    passed: () => passed,
    pass,
    /** The worker is killed at the n-th effect from now: it happens, but its answer does not arrive. */
    closeAfter(count: number): void {
      before = false;
      if (!isClosed()) left = count;
    },
    /** The same, but the n-th effect does not happen. */
    closeBefore(count: number): void {
      before = true;
      if (!isClosed()) left = count;
    },
    area: (area: StorageArea): StorageArea => ({
      get: (key) => pass(() => area.get(key)),
      set: (items) => pass(() => area.set(items)),
      remove: (key) => pass(() => area.remove(key)),
      onChanged: area.onChanged,
    }),
    fetch: ((...request: Parameters<typeof fetch>) =>
      pass(() => fetch(...request))) as typeof globalThis.fetch,
    timers: (timers: Timers): Timers => ({
      set: (run, ms) => (isClosed() ? null : timers.set(() => ifOpen(run), ms)),
      clear: timers.clear,
    }),
    openSocket:
      (open: OpenSocket): OpenSocket =>
      (url, auth, events) => {
        if (isClosed()) return { join: () => {}, leave: () => {}, close: () => {} };
        return open(url, auth, {
          connected: () => ifOpen(events.connected),
          refused: (reason) => ifOpen(() => events.refused(reason)),
          lost: (reason) => ifOpen(() => events.lost(reason)),
          message: (event, payload) => ifOpen(() => events.message(event, payload)),
        });
      },
  };
}
export type InstanceGate = ReturnType<typeof createInstanceGate>;
