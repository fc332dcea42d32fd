/** Runs tasks one after the other, in the order they were given; a failure ends only its own task. */
export function createSerial() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task, task);
    last = run.catch(() => undefined);
    return run;
  };
}

export type Serial = ReturnType<typeof createSerial>;
