import { beforeAll, describe, expect, it } from 'vitest';
import { type HostileResult, runHostile, smallSites, smallSize } from '../../support/hostile/runHostile.ts';

/** Twelve times what a site sent, or a megabyte for each of its pages. */
const diskLimitMb = (sentMb: number, pages: number): number => Math.max(12 * sentMb, pages);

let result: HostileResult;
beforeAll(async () => {
  result = await runHostile(smallSize, smallSites);
}, 300_000);

describe('hostile sites', () => {
  it('do not end the server, and each scan ends with words', () => {
    expect(result.lived).toBe(true);
    expect(result.scans.map(({ site }) => site).toSorted()).toEqual(smallSites.toSorted());
    const unended = result.scans.filter(({ status, hasWords }) => status === 'unfinished' || !hasWords);
    expect(unended).toEqual([]);
  });

  it('do not fill the disk', () => {
    const limits = result.scans.map(({ sentMb, pages }) => diskLimitMb(sentMb, pages));
    expect(result.diskMb).toBeLessThan(limits.reduce((sum, limit) => sum + limit, 0));
  });

  it('take nothing from other users: their requests are answered, their socket stays, their scans end', () => {
    expect(result.honest.refused).toEqual([]);
    expect(result.honest.socketsLost).toEqual([]);
    expect(result.honest.answers.length).toBeGreaterThan(20);
    expect(new Set(result.honest.scans)).toEqual(new Set(['completed']));
  });
});
