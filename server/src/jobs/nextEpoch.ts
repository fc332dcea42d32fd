const WIDTH = 9;

/** The epoch after `previous`: base 36 of fixed width, so that epochs sort as text and never go back. */
export function nextEpoch(previous: string | null, now: number): string {
  const least = previous ? Number.parseInt(previous, 36) + 1 : 0;
  return Math.max(least, now).toString(36).padStart(WIDTH, '0');
}
