import { availableParallelism } from 'node:os';
import { judgeLooks } from '../../tests/support/jobs/judgeLooks.ts';
import { playCrawl, siteShapes } from '../../tests/support/jobs/playCrawl.ts';
import type { Bench } from '../support/bench.ts';

/** Shares of the whole duration, or of the looks with a time. */
const LIMITS = { farOff: 0.1, timeRight: 0.8, lastPercent: 0.05, knownWithSitemap: 0.5, known: 0.3 };

const rounded = (share: number): number => Math.round(share * 1000) / 1000;

/**
 * How far percent and time left are from the truth, for sites that tell of their pages in different ways. The
 * crawl is played with a clock of its own, so the figures are the same on every machine.
 */
export const progressBench: Bench = async ({ say }) => {
  const figures: Record<string, number> = {};
  const failures: string[] = [];
  for (const [name, shape] of Object.entries(siteShapes)) {
    say(name);
    const { durationS, ...shares } = judgeLooks(playCrawl(shape));
    for (const [key, share] of Object.entries(shares)) figures[`${name}: ${key}`] = rounded(share);
    const { farOff, timeRight, lastPercent, known, timed } = shares;
    const least = shape.sitemap === undefined ? LIMITS.known : LIMITS.knownWithSitemap;
    if (farOff > LIMITS.farOff) failures.push(`${name}: off by over 15 points in ${rounded(farOff)}`);
    if (timed > 0 && timeRight < LIMITS.timeRight)
      failures.push(`${name}: time right in ${rounded(timeRight)}`);
    if (lastPercent > LIMITS.lastPercent) failures.push(`${name}: at 99 % for ${rounded(lastPercent)}`);
    if (known < least) failures.push(`${name}: a percent in ${rounded(known)} of ${Math.round(durationS)} s`);
  }
  const result = {
    bench: 'progress',
    figures,
    peers: {},
    ratios: {},
    spread: {},
    runs: 1,
    node: process.version,
    cores: availableParallelism(),
  };
  return { result, failures };
};
