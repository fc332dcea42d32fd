const ASK_MS = 500;

/** Exit code of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Resolves `code` with an exit code when this process is asked to stop, or when the process that started it is
 * gone: a killed npm sends no signal.
 */
export function onStop(): { code: Promise<number>; isStopped(): boolean } {
  let stopped = false;
  const code = new Promise<number>((resolve) => {
    const stop = () => {
      stopped = true;
      resolve(INTERRUPTED);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop();
    }, ASK_MS).unref();
  });
  return { code, isStopped: () => stopped };
}
