import { onParentGone } from '../support/onParentGone.mjs';

/** Exit code of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Resolves `code` with an exit code when this process is asked to stop, or when the process that started it is
 * gone.
 */
export function onStop(): { code: Promise<number>; isStopped(): boolean } {
  let stopped = false;
  const code = new Promise<number>((resolve) => {
    const stop = () => {
      stopped = true;
      resolve(INTERRUPTED);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    onParentGone(stop);
  });
  return { code, isStopped: () => stopped };
}
