/** Rows of one answer: 1–500, 100 when nothing is asked for. */
export const listLimit = (asked: number | undefined): number =>
  Math.min(500, Math.max(1, Math.floor(asked ?? 100)));
