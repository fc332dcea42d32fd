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

/** Removes addresses and long secrets, since people send this log to others. */
export const redact = (text: string): string =>
  text
    .replace(/(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\.)[^\s"')]+/gi, '‹address›')
    .replace(/[A-Za-z0-9_-]{32,}/g, '‹secret›')
    .slice(0, 300);

/**
 * The last {@link LOG_ENTRIES} state changes, shown on the options page. Entries that come while a write waits
 * are written with it, so that a burst costs two writes. Refused entries are written with the next one.
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
      // A refused write of the log must not stop the code that logs.
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
