import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobIdIn } from '../../../lib/state/jobIdIn.ts';

const UUID = '3f2a6c1e-8f0b-4f6e-9a57-0d3c5b1e7a90';

describe('the id of a scan', () => {
  it.each([
    [UUID, UUID],
    [`  ${UUID}\n`, UUID],
    [`http://127.0.0.1:8000/jobs/${UUID}`, UUID],
    [`http://127.0.0.1:8000/jobs/${UUID}/`, UUID],
    [`http://127.0.0.1:8000/api/jobs/${UUID}/status`, UUID],
    [`https://seo.example/results?job_id=${UUID}&id=9`, UUID],
    [`https://seo.example/results?id=${UUID}`, UUID],
    [`https://seo.example/results?id=${UUID}#top`, UUID],
    [`seo.example/results/${UUID}`, UUID],
    [`localhost:8000/jobs/${UUID}`, UUID],
    ['https://seo.example/results?id=not%20one&job_id=', 'results'],
    ['', null],
    ['two words', null],
    ['crawl:2026.11/3', 'crawl:2026.11/3'],
    ['9007199254740993', '9007199254740993'],
    ['http://127.0.0.1:8000/api/jobs/crawl%3A2026.11%2F3/status', 'crawl:2026.11/3'],
    ['https://seo.example/results?id=sites/42', 'sites/42'],
    [UUID.toUpperCase(), UUID.toUpperCase()],
    ['..', null],
    ['x'.repeat(129), null],
    ['https://seo.example/', null],
    [`https://seo.example/${'x'.repeat(129)}`, null],
    ['javascript:alert(1)', null],
  ])('in %s', (text, id) => {
    expect(jobIdIn(text)).toBe(id);
  });

  it('always fits where it is found, in any text', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('http://a.b/', '?id=', '/jobs/', UUID, '%', '#'));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(jobIdIn(parts.join('')) ?? 'none').toMatch(/^[A-Za-z0-9_-][A-Za-z0-9_.:/~@+=-]{0,127}$/);
      }),
    );
  });
});
