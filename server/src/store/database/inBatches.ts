import { setImmediate } from 'node:timers/promises';

/**
 * Rows of a long read, fetched in batches. Each batch starts after the last row of the one before. Between
 * two batches other work can run, and a slow reader keeps no lock.
 */
export async function* inBatches<Row>(
  fetch: (last: Row | null) => Promise<Row[]>,
  size: number,
): AsyncIterable<Row> {
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await fetch(last);
    yield* rows;
    last = rows.at(-1) ?? null;
    if (rows.length < size) return;
    await setImmediate();
  }
}
