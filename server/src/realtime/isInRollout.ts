import { createHash } from 'node:crypto';

/**
 * Whether this user is among the `percent` of all who get live updates. Always the same answer, in every
 * process.
 */
export function isInRollout(userId: string, percent: number): boolean {
  const place = createHash('sha256').update(userId).digest().readUInt32BE(0) % 100;
  return place < percent;
}
