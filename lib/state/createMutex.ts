/** Runs tasks one after another, in the order of the calls. A failed task does not stop the next. */
export function createMutex() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task);
    last = run.catch(() => undefined);
    return run;
  };
}
export type Mutex = ReturnType<typeof createMutex>;
