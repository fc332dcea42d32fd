import { useSyncExternalStore } from 'react';
import type { JobKey } from '@/lib/state/jobKey';

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The fragment of the address, with its `#`. */
export const useHash = (): string => useSyncExternalStore(watch, () => location.hash);

/** A deep link into the report page: `#job=…`, and a check or a part of the page. */
export function reportPath(key: JobKey, to: { check?: string; part?: string } = {}): string {
  return `/report.html${reportHash(key, to)}`;
}

export function reportHash(key: JobKey, to: { check?: string; part?: string } = {}): string {
  return `#${new URLSearchParams({ job: key, ...to })}`;
}
