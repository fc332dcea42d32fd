import { render } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvidenceTable } from '@/components/report/EvidenceTable';
import { columnsOf } from '@/components/report/evidenceColumns';
import { addressOf, hostOf, openable, pathOn } from '@/components/shared/address';
import { ExternalLink } from '@/components/shared/ExternalLink';
import { harmless } from '@/components/shared/PageText';
import { onScreen } from './support/onScreen';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for control characters.
const POWER = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

describe('text of pages', () => {
  it('loses control characters and bidirectional overrides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(text)).not.toMatch(POWER);
        expect(addressOf(text)).not.toMatch(POWER);
        expect(hostOf(text)).not.toMatch(POWER);
        expect(harmless(text).isWellFormed()).toBe(true);
      }),
    );
  });

  it('does not get them back by decoding', () => {
    expect(addressOf('https://example.com/%E2%80%AEgnp.exe')).not.toMatch(POWER);
    expect(addressOf('https://example.com/%00%0A')).not.toMatch(POWER);
    expect(addressOf('https://example.com/%E8%8C%B6')).toBe('https://example.com/茶');
    expect(addressOf('https://example.com/%zz')).toBe('https://example.com/%zz');
  });

  it('is cut, but never inside a character', () => {
    expect(harmless('😀'.repeat(10), 5).isWellFormed()).toBe(true);
  });

  it('is shown by its path only on the same origin', () => {
    expect(pathOn('https://example.com/a?b', 'https://example.com/')).toBe('/a?b');
    expect(pathOn('http://example.com/a', 'https://example.com/')).toBe('http://example.com/a');
    expect(pathOn('https://example.com.evil.example/a', 'https://example.com/')).toContain('evil');
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'chrome://settings',
    'blob:https://example.com/x',
    'filesystem:https://example.com/x',
    '//example.com',
    '',
  ])('never lead to %j', (url) => {
    expect(openable(url)).toBeNull();
    const { container } = render(onScreen(<ExternalLink url={url} />));
    expect(container.querySelector('a')).toBeNull();
  });

  it('open http and https in a new tab without opener and referrer', () => {
    const { container } = render(onScreen(<ExternalLink url="https://example.com/茶" />));
    const link = container.querySelector('a');
    expect(link?.href).toBe('https://example.com/%E8%8C%B6');
    expect(link?.target).toBe('_blank');
    expect(link?.rel).toBe('noopener noreferrer');
  });
});

describe('evidence', () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202egnp';
  const findings = [
    {
      check: 'link.broken-internal',
      severity: 'critical' as const,
      url: `javascript:alert(3)//${evil}`,
      locator: evil,
      evidence: {
        anchor: evil,
        snippet: evil,
        selector: evil,
        target: `data:text/html,${evil}`,
        value: evil,
        status: 404,
        others: [`javascript:alert(4)//${evil}`],
        hops: [{ url: `vbscript:${evil}`, status: 301 }],
        linked_from: [evil],
      },
    },
  ];

  it('is shown as text, also when it is markup', () => {
    const { container } = render(onScreen(<EvidenceTable findings={findings} site="https://example.com/" />));
    expect(container.querySelectorAll('img, script, a, iframe')).toHaveLength(0);
    expect(container.textContent).toContain('<script>alert(2)</script>');
    expect(container.textContent).not.toMatch(POWER);
  });

  it('has the columns that its kind of check needs', () => {
    const columns = (evidence: object) => columnsOf([{ ...findings[0], evidence }] as never);
    expect(columns({ anchor: 'a', target: 'https://x.example/', status: 404, selector: 'a' })).toEqual([
      'anchor',
      'target',
      'status',
      'element',
    ]);
    expect(columns({ snippet: 'a title', value: 600, limit: 561, unit: 'px' })).toEqual([
      'text',
      'value',
      'limit',
    ]);
    expect(columns({ value: 'Tea', others: ['https://x.example/'] })).toEqual(['value', 'others']);
    expect(columns({ hops: [], target: 'x', value: 2, limit: 1, unit: 'count' })).toEqual(['hops']);
    expect(columns({})).toEqual([]);
  });
});
