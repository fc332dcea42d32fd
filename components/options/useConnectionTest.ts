import { useEffect, useRef, useState } from 'react';
import { liveAddressOf } from '@/lib/state/liveAddressOf';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { runConnectionTest, type StepResult, type TestStep, testSteps } from './runConnectionTest';

export interface ConnectionTestRun {
  /** Null before the first run. */
  results: StepResult[] | null;
  /** The step that runs now; null when none does. */
  running: TestStep | null;
  /** Null without a server. */
  start: (() => void) | null;
}

/** One run at a time. The results are only in this page, and are not stored. */
export function useConnectionTest(): ConnectionTestRun {
  const { send, version } = useScreen();
  const server = useStored((view) => view.server);
  const config = useStored((view) => view.settings.config);
  const isLive = useStored((view) => view.connection.phase === 'live');
  const [results, setResults] = useState<StepResult[] | null>(null);
  const [busy, setBusy] = useState(false);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  async function run(tested: NonNullable<typeof server>): Promise<void> {
    setBusy(true);
    setResults([]);
    const requests = {
      probeServer: (url: string) => send('probeServer', url),
      listTokens: () => send('listTokens'),
      testSocket: () => send('testSocket'),
      monotonicMs: () => performance.now(),
    };
    const pair = {
      server: tested,
      extensionVersion: version,
      enableWebSocket: config.enableWebSocket,
      liveAddress: liveAddressOf(config, tested),
    };
    for await (const result of runConnectionTest(requests, pair)) {
      if (!open.current) return;
      setResults((before) => [...(before ?? []), result]);
    }
    if (open.current) setBusy(false);
  }

  const next = testSteps[results?.length ?? 0] ?? null;
  // One request to the background does the last three steps. The stored state shows when it has connected.
  const running = next === 'socket' && isLive ? 'round_trip' : next;
  return {
    results,
    running: busy ? running : null,
    start: server && !busy ? () => void run(server) : null,
  };
}
