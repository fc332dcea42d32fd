import type { Severity } from '@seo-live/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScore, type PageChecks, type ScoreInput } from '../../../server/src/report/countScore.ts';

const checks = (entries: Record<string, Severity>): PageChecks => new Map(Object.entries(entries));

const scoreOf = (input: Partial<ScoreInput>) =>
  countScore({
    pages: 1,
    read: input.pages ?? 1,
    noindex: 0,
    unread: 0,
    weighed: [],
    site: new Map(),
    ...input,
  });

describe('three worked examples', () => {
  // Four indexable pages. One lacks title (high, 0.4) and description (medium, 0.15); one has images without
  // alt, which weigh 0.15 once. Σ = 0.4 + 0.15 + 0.15 = 0.70; 100 · (1 − 0.70 / 4) = 82.5.
  it('spreads weights over the pages', () => {
    const score = scoreOf({
      pages: 4,
      weighed: [
        checks({ 'title.missing': 'high', 'desc.missing': 'medium' }),
        checks({ 'img.no-alt': 'medium' }),
      ],
    });
    expect(score).toEqual({
      version: 1,
      value: 82.5,
      pages: 4,
      deductions: [
        { check: 'title.missing', severity: 'high', pages: 1, points: 10 },
        { check: 'desc.missing', severity: 'medium', pages: 1, points: 3.75 },
        { check: 'img.no-alt', severity: 'medium', pages: 1, points: 3.75 },
      ],
    });
  });

  // Three pages. A: broken links (critical, 1), no H1 (0.4), short title (0.04): 1.44, which counts as 1 and
  // is shared as 1 / 1.44 = 0.6944, 0.4 / 1.44 = 0.2778, 0.04 / 1.44 = 0.0278. B: broken links, 1. C: nothing.
  // 100 · (1 − 2 / 3) = 33.33. Broken links (1.6944 / 3) 56.48, no H1 9.26, short title 0.93: 66.67 in all.
  it('deducts at most the share of a page and divides it by weight', () => {
    const score = scoreOf({
      pages: 3,
      weighed: [
        checks({ 'link.broken-internal': 'critical', 'h1.missing': 'high', 'title.too-short': 'low' }),
        checks({ 'link.broken-internal': 'critical' }),
      ],
    });
    expect(score.value).toBe(33.33);
    expect(score.deductions).toEqual([
      { check: 'link.broken-internal', severity: 'critical', pages: 2, points: 56.48 },
      { check: 'h1.missing', severity: 'high', pages: 1, points: 9.26 },
      { check: 'title.too-short', severity: 'low', pages: 1, points: 0.93 },
    ]);
  });

  // Ten indexable pages of 21 read; eleven are noindex, more than half. Two pages link into a redirect chain
  // (high): 2 · 0.4 / 10 = 0.08. The site lacks a sitemap (medium, no page named): 1.5 points.
  // 100 · (1 − 0.08) − 1.5 = 90.5. The cap reduces it to 30 and takes 60.5.
  it('subtracts findings about the site and caps a site that is mostly noindex', () => {
    const score = scoreOf({
      pages: 10,
      read: 21,
      noindex: 11,
      weighed: [checks({ 'redirect.chain': 'high' }), checks({ 'redirect.chain': 'high' })],
      site: checks({ 'sitemap.missing': 'medium' }),
    });
    expect(score).toMatchObject({
      value: 30,
      cap: { reason: 'index.noindex-sitewide', at_most: 30, points: 60.5 },
      deductions: [
        { check: 'redirect.chain', pages: 2, points: 8 },
        { check: 'sitemap.missing', pages: 0, points: 1.5 },
      ],
    });
  });
});

describe('edges', () => {
  it('gives 100 to a site without findings', () => {
    expect(scoreOf({ pages: 5 })).toMatchObject({ value: 100, deductions: [] });
  });

  it('is never below 0, and the deductions still add up', () => {
    const score = scoreOf({
      pages: 1,
      weighed: [checks({ a: 'critical' })],
      site: checks({ b: 'critical', c: 'critical' }),
    });
    expect(score.value).toBe(0);
    expect(score.deductions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(100, 9);
  });

  it('caps only when more than half of the pages are noindex', () => {
    expect(scoreOf({ pages: 5, read: 10, noindex: 5 }).value).toBe(100);
    expect(scoreOf({ pages: 5, read: 10, noindex: 6 }).value).toBe(30);
  });

  it('has no score when less than half was read', () => {
    expect(scoreOf({ pages: 5, read: 5, unread: 5 }).value).toBe(100);
    expect(scoreOf({ pages: 5, read: 5, unread: 6 })).toMatchObject({
      value: null,
      why_none: 'too_little_read',
    });
    expect(scoreOf({ pages: 0, read: 0, unread: 3 })).toMatchObject({
      value: null,
      why_none: 'too_little_read',
    });
  });

  it('has no score without an indexable page', () => {
    expect(scoreOf({ pages: 0, read: 3, noindex: 3 })).toMatchObject({
      value: null,
      why_none: 'nothing_to_score',
    });
  });

  it('deducts nothing for info', () => {
    expect(scoreOf({ weighed: [checks({ 'index.noindex': 'info' })] })).toMatchObject({
      value: 100,
      deductions: [],
    });
  });

  it('always adds up: the score is 100 − Σ deductions − the points of a cap', () => {
    const severity = fc.constantFrom<Severity>('critical', 'high', 'medium', 'low', 'info');
    const page = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), severity).map(checks);
    fc.assert(
      fc.property(
        fc.array(page, { maxLength: 40 }),
        fc.integer({ min: 0, max: 500 }),
        fc.nat(600),
        page,
        (weighed, more, noindex, site) => {
          const pages = weighed.length + more;
          const score = scoreOf({ pages, read: pages + noindex, noindex, weighed, site });
          if (score.value === null) return;
          const sum = score.deductions.reduce((total, { points }) => total + Math.round(points * 100), 0);
          const capped = Math.round(Number(score.cap?.points ?? 0) * 100);
          expect(10_000 - sum - capped).toBe(Math.round(score.value * 100));
          const exact =
            100 *
              (1 - weighed.reduce((total, p) => total + Math.min(1, weightOf(p, pageWeights)), 0) / pages) -
            weightOf(site, siteWeights);
          expect(Math.abs(score.value + Number(score.cap?.points ?? 0) - Math.max(0, exact))).toBeLessThan(
            0.005001,
          );
        },
      ),
    );
  });
});

const pageWeights = { critical: 1, high: 0.4, medium: 0.15, low: 0.04, info: 0 };
const siteWeights = { critical: 10, high: 4, medium: 1.5, low: 0.5, info: 0 };
const weightOf = (page: PageChecks, weights: Record<Severity, number>): number =>
  [...page.values()].reduce((sum, severity) => sum + weights[severity], 0);
