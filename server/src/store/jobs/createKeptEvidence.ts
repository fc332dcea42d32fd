/**
 * Findings of one check in a scan that keep their evidence. The others are still listed and counted: nobody reads
 * more, and the evidence of a million findings fills the disk.
 */
export const KEPT_EVIDENCE = 10_000;

/** Counts the findings of each check whose evidence is kept. */
export function createKeptEvidence() {
  const kept = new Map<string, number>();
  return {
    /** Whether the evidence of one more finding of this check is kept. */
    take(check: string): boolean {
      const count = kept.get(check) ?? 0;
      if (count >= KEPT_EVIDENCE) return false;
      kept.set(check, count + 1);
      return true;
    },
    /** Continues from findings that are stored already. */
    add: (check: string, stored: number): void => void kept.set(check, (kept.get(check) ?? 0) + stored),
    forget: (): void => kept.clear(),
  };
}
export type KeptEvidence = ReturnType<typeof createKeptEvidence>;
