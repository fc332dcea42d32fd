import type { StoredItem } from './createStoredItem';
import type { WallClock } from './wallClock';

/** storage.session `log`: ring of 200, redacted: no tokens, no page addresses. */
export interface LogEntry {
  at: string;
  state: string;
  detail: string;
  ms?: number;
}

/** State changes that are kept. */
export const LOG_ENTRIES = 200;

/** Takes out what must not leave the machine in a log that people send: addresses and long secrets. */
export const redact = (text: string): string =>
  text
    .replace(/(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\.)[^\s"')]+/gi, '‹address›')
    .replace(/[A-Za-z0-9_-]{32,}/g, '‹secret›')
    .slice(0, 300);

/**
 * The last {@link LOG_ENTRIES} state changes, shown on the options page. What comes while one write waits goes
 * with it: many at once cost two writes. What storage refuses is tried again with the next entry.
 */
export function createConnectionLog(deps: { item: StoredItem<LogEntry[]>; now: WallClock }) {
  let unwritten: LogEntry[] = [];
  let planned = false;

  function write(): void {
    planned = true;
    let writing: LogEntry[] = [];
    deps.item
      .update((entries) => {
        writing = unwritten;
        unwritten = [];
        planned = false;
        return [...entries, ...writing].slice(-LOG_ENTRIES);
      })
      // A log that cannot be written must never stop what it tells about.
      .catch(() => {
        planned = false;
        unwritten = [...writing, ...unwritten].slice(-LOG_ENTRIES);
      });
  }

  return {
    add(state: string, detail = '', ms?: number): void {
      const entry: LogEntry = { at: new Date(deps.now()).toISOString(), state, detail: redact(detail) };
      if (ms !== undefined) entry.ms = Math.round(ms);
      unwritten = [...unwritten, entry].slice(-LOG_ENTRIES);
      if (!planned) write();
    },
  };
}
export type ConnectionLog = ReturnType<typeof createConnectionLog>;
