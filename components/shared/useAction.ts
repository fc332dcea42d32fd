import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from '@/lib/messages';

export interface Action<A extends unknown[]> {
  busy: boolean;
  failure: Failure | null;
  run: (...parameters: A) => Promise<boolean>;
  reset: () => void;
}

/** Runs one request at a time, and keeps its failure so that it can be shown at the control. */
export function useAction<A extends unknown[], T>(
  ask: (...parameters: A) => Promise<Answer<T>>,
  then?: (value: T) => void,
): Action<A> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(false);
  const latest = useRef({ ask, then });
  useEffect(() => {
    latest.current = { ask, then };
  });
  const run = useCallback(async (...parameters: A) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(null);
    const answer = await latest.current.ask(...parameters);
    running.current = false;
    setBusy(false);
    if (answer.ok) latest.current.then?.(answer.value);
    else setFailure(answer.error);
    return answer.ok;
  }, []);
  const reset = useCallback(() => setFailure(null), []);
  return { busy, failure, run, reset };
}
