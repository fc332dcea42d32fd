const ASK_MS = 500;

/**
 * Stops a child when the process that started this one is gone. A killed npm sends no signal: its children only
 * get another parent.
 */
export function stopWithParent(child) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, ASK_MS).unref();
}
