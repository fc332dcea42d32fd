import type { StoredItem } from './storedItem';
import type { LogEntry } from './types';

const KEEP = 200;

/** Takes out what must not leave the machine in a log that people send: addresses and long secrets. */
export const redact = (text: string): string =>
  text
    .replace(/(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\.)[^\s"')]+/gi, '‹address›')
    .replace(/[A-Za-z0-9_-]{32,}/g, '‹secret›')
    .slice(0, 300);

/**
 * The ring of the last 200 state changes, shown on the options page. What comes while one write waits goes
 * with it: many at once cost two writes. What storage refuses is tried again with the next entry.
 */
export function createConnectionLog(deps: { item: StoredItem<LogEntry[]>; now: () => number }) {
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
        return [...entries, ...writing].slice(-KEEP);
      })
      // A log that cannot be written must never stop what it tells about.
      .catch(() => {
        planned = false;
        unwritten = [...writing, ...unwritten].slice(-KEEP);
      });
  }

  return {
    add(state: string, detail = '', ms?: number): void {
      const entry: LogEntry = { at: new Date(deps.now()).toISOString(), state, detail: redact(detail) };
      if (ms !== undefined) entry.ms = Math.round(ms);
      unwritten = [...unwritten, entry].slice(-KEEP);
      if (!planned) write();
    },
  };
}
export type ConnectionLog = ReturnType<typeof createConnectionLog>;
