import { expect, it } from 'vitest';
import { createEstimate } from '../../../server/src/jobs/run/createEstimate.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import { judgeLooks } from '../../support/jobs/judgeLooks.ts';
import { playCrawl, siteShapes } from '../../support/jobs/playCrawl.ts';

const shapes = Object.entries(siteShapes);

it.each(shapes)('never falls, and stays under 100 before the end: %s', (_name, shape) => {
  let last = 0;
  for (const { progress } of playCrawl(shape)) {
    expect(progress).toBeGreaterThanOrEqual(last);
    expect(progress).toBeLessThan(100);
    last = progress;
  }
});

it.each(shapes)('is right where it says that it knows: %s', (name, shape) => {
  const judged = judgeLooks(playCrawl(shape));
  // A site that names its sections one after another always seems to be nearly read.
  expect(judged.farOff).toBeLessThanOrEqual(name === 'sections one after another' ? 0.15 : 0.1);
  if (name !== 'sections one after another') expect(judged.timeRight).toBeGreaterThanOrEqual(0.8);
  expect(judged.lastPercent).toBeLessThanOrEqual(0.05);
});

it.each(shapes.filter(([, { sitemap }]) => sitemap))('knows the total of a sitemap: %s', (_name, shape) => {
  expect(judgeLooks(playCrawl(shape)).known).toBeGreaterThanOrEqual(0.5);
});

it('does not know the total of a site that names new pages as fast as they are read', () => {
  const looks = playCrawl({ pages: 1000, names: () => 1, rate: 20 });
  expect(looks.filter(({ totalKnown, truth }) => totalKnown && truth < 95)).toEqual([]);
  expect(looks.filter(({ totalKnown, etaS }) => !totalKnown && etaS !== null)).toEqual([]);
});

it('does not count a pause', () => {
  const clock = createManualClock(0);
  const estimate = createEstimate(clock);
  const before = estimate.entered('analysing').progress;
  clock.advance(3_600_000);
  expect(estimate.entered('analysing').progress - before).toBeLessThan(99);
});
