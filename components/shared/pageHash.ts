import { useSyncExternalStore } from 'react';

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The fragment of the address, with its `#`. */
export const useHash = (): string => useSyncExternalStore(watch, () => location.hash);

/** A deep link into the report page: `#job=…`, a key or the id of a start, and a check or a part of the page. */
export function reportPath(job: string, to: { check?: string; part?: string } = {}): string {
  return `/report.html${reportHash(job, to)}`;
}

export function reportHash(job: string, to: { check?: string; part?: string } = {}): string {
  return `#${new URLSearchParams({ job, ...to })}`;
}
