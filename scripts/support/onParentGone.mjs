const ASK_MS = 500;

/**
 * Calls `stop` once when the process that started this one is gone. A killed npm sends no signal: its children
 * only get another parent.
 */
export function onParentGone(stop) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, ASK_MS).unref();
}
