/** Runs tasks one after another, in the order they were given. A failure affects only its own task. */
export function createSerial() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task, task);
    last = run.catch(() => undefined);
    return run;
  };
}

type Serial = ReturnType<typeof createSerial>;

/** Serialises tasks per key. Tasks of different keys may overlap. */
export function createKeyedSerial() {
  const queues = new Map<string, { serial: Serial; waiting: number }>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? { serial: createSerial(), waiting: 0 };
    queues.set(key, queue);
    queue.waiting += 1;
    try {
      return await queue.serial(task);
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) queues.delete(key);
    }
  };
}
