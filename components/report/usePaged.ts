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
  /** False when everything is here. */
  more: boolean;
  next: () => void;
}

/**
 * Rows that come page by page. A new `fetch` begins anew; answers to an older one are dropped, so that
 * fast typing never shows rows of another filter.
 */
export function usePaged<T>(fetch: (cursor: string | undefined) => Promise<Answer<Page<T>>>): Paged<T> {
  const [page, setPage] = useState<Page<T> | null>(null);
  const [busy, setBusy] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const round = useRef(0);

  const ask = useCallback(
    async (held: Page<T> | null) => {
      round.current += 1;
      const mine = round.current;
      setBusy(true);
      const answer = await fetch(held?.cursor ?? undefined);
      if (mine !== round.current) return;
      setBusy(false);
      setFailure(answer.ok ? null : answer.error);
      if (answer.ok) setPage({ ...answer.value, rows: [...(held?.rows ?? []), ...answer.value.rows] });
    },
    [fetch],
  );
  useEffect(() => {
    void ask(null);
    return () => {
      round.current += 1;
    };
  }, [ask]);

  return {
    rows: page?.rows ?? [],
    total: page?.total ?? 0,
    busy,
    failure,
    more: page === null ? failure !== null : page.cursor !== null,
    next: () => void ask(page),
  };
}
