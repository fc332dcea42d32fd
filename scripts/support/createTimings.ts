interface Timing {
  name: string;
  seconds: number;
}

/** `now` in milliseconds, from a clock that is never set back. */
export function createTimings(now: () => number) {
  const began = now();
  const timings: Timing[] = [];

  return {
    /** Runs one step and keeps what it took, also when it fails. */
    async time<T>(name: string, step: () => Promise<T>): Promise<T> {
      const start = now();
      try {
        return await step();
      } finally {
        timings.push({ name, seconds: (now() - start) / 1000 });
      }
    },

    /** One line for each step, in the order of their ends, and the time since the beginning. */
    table(): string {
      const rows = [...timings, { name: 'total', seconds: (now() - began) / 1000 }];
      const width = Math.max(...rows.map(({ name }) => name.length));
      return rows
        .map(({ name, seconds }) => `  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`)
        .join('\n');
    },
  };
}
