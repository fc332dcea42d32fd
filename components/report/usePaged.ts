import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from '@/lib/messages';

interface Page<T> {
  rows: T[];
  total: number;
  cursor: string | null;
}

export interface Paged<T> {
  rows: T[];
  total: number;
  busy: boolean;
  failure: Failure | null;
  /** False when all rows are loaded. */
  more: boolean;
  next: () => void;
}

/**
 * Loads rows page by page. A new `fetch` starts from the first page. Answers to an older `fetch` are dropped;
 * otherwise fast typing could show rows of another filter.
 */
export function usePaged<T>(fetch: (cursor: string | undefined) => Promise<Answer<Page<T>>>): Paged<T> {
  const [page, setPage] = useState<Page<T> | null>(null);
  const [busy, setBusy] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const latest = useRef(0);

  const ask = useCallback(
    async (loaded: Page<T> | null) => {
      latest.current += 1;
      const own = latest.current;
      setBusy(true);
      const answer = await fetch(loaded?.cursor ?? undefined);
      if (own !== latest.current) return;
      setBusy(false);
      setFailure(answer.ok ? null : answer.error);
      if (answer.ok) setPage({ ...answer.value, rows: [...(loaded?.rows ?? []), ...answer.value.rows] });
    },
    [fetch],
  );
  useEffect(() => {
    void ask(null);
    return () => {
      latest.current += 1;
    };
  }, [ask]);

  return {
    rows: page?.rows ?? [],
    total: page?.total ?? 0,
    busy,
    failure,
    more: page === null ? failure !== null : page.cursor !== null,
    // A button that is busy keeps the focus, so it can be pressed again.
    next: () => void (busy || ask(page)),
  };
}
