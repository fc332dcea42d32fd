import { appConfigSchema, MAX_PATTERNS, scanOptionsSchema } from '@seo-live/protocol';
import { describe, expect, it } from 'vitest';
import {
  chosenOptions,
  limits,
  optionProblems,
  typedNumber,
  untouchedOptions,
} from '@/components/form/scanOptions';
import { tabProblem } from '@/components/form/tabProblem';
import { otherHost, typedAddress } from '@/components/form/typedAddress';
import { configLimits } from '@/components/options/ConnectionSection';
import { readInvitation, readPasted, showCode } from '@/components/welcome/readInvitation';

describe('an address to scan', () => {
  it.each([
    ['example.com', 'https://example.com/'],
    ['  Example.COM/a b'.replace(' b', ''), 'https://example.com/a'],
    ['http://example.com', 'http://example.com/'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['127.0.0.1:8801/index.html', 'http://127.0.0.1:8801/index.html'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['intranet:8080', 'https://intranet:8080/'],
    ['http://intranet', 'http://intranet/'],
    ['localhost', 'http://localhost/'],
    ['臺灣.tw', 'https://xn--nnx388a.tw/'],
  ])('reads %s as %s', (typed, url) => {
    expect(typedAddress(typed)).toEqual({ ok: true, url });
  });

  it.each([
    ['', 'invalid_url'],
    ['not a url', 'invalid_url'],
    ['foo', 'invalid_url'],
    ['foo/bar', 'invalid_url'],
    ['測試', 'invalid_url'],
    ['https://', 'invalid_url'],
    ['file:///etc/passwd', 'unsupported_scheme'],
    ['javascript:alert(1)', 'unsupported_scheme'],
    ['chrome://settings', 'unsupported_scheme'],
    ['mailto:a@example.com', 'unsupported_scheme'],
    [`https://example.com/${'x'.repeat(3000)}`, 'url_too_long'],
  ])('refuses %s as %s', (typed, code) => {
    expect(typedAddress(typed)).toEqual({ ok: false, code });
  });
});

describe('the tab', () => {
  it.each([
    ['https://example.com/', null],
    ['http://127.0.0.1:8801/', null],
    [null, 'unknown'],
    ['', 'unknown'],
    ['chrome://newtab/', 'new_tab'],
    ['about:blank', 'new_tab'],
    ['edge://newtab', 'new_tab'],
    ['chrome://settings/', 'browser'],
    ['about:config', 'browser'],
    ['file:///home/a/page.html', 'file'],
    ['chrome-extension://ajmghdcngiiolbaachgmhcndnimofhkm/popup.html', 'extension'],
    ['moz-extension://b0/popup.html', 'extension'],
    ['https://chromewebstore.google.com/detail/x', 'store'],
    ['https://chrome.google.com/webstore/detail/x', 'store'],
    ['https://chrome.google.com/', null],
    ['https://addons.mozilla.org/', 'store'],
    ['view-source:https://example.com/', 'view_source'],
    ['data:text/html,x', 'other'],
  ])('%s cannot be scanned because: %s', (url, problem) => {
    expect(tabProblem(url)).toBe(problem);
  });
});

describe('scan options', () => {
  it('stay within the limits of the protocol', () => {
    const fits = (options: object) => scanOptionsSchema.safeParse(options).success;
    const names = { maxPages: 'max_pages', maxDepth: 'max_depth', rate: 'rate_per_s' } as const;
    for (const [field, name] of Object.entries(names)) {
      const { min, max } = limits[field as keyof typeof names];
      expect([fits({ [name]: min }), fits({ [name]: max })], name).toEqual([true, true]);
      expect(fits({ [name]: min - 0.05 }), name).toBe(false);
    }
    expect(fits({ include: Array(MAX_PATTERNS).fill('/a') })).toBe(true);
    expect(fits({ include: Array(MAX_PATTERNS + 1).fill('/a') })).toBe(false);
  });

  it('are sent only where they differ from the defaults', () => {
    expect(chosenOptions(untouchedOptions)).toEqual({});
    expect(
      chosenOptions({
        ...untouchedOptions,
        maxPages: '1,500',
        include: '/blog/*, ,/茶/*\n',
        followRobots: false,
      }),
    ).toEqual({ max_pages: 1500, include: ['/blog/*', '/茶/*'], follow_robots: false });
  });

  it('name the field that is wrong', () => {
    const fields = (change: object) =>
      optionProblems({ ...untouchedOptions, ...change }).map(({ field }) => field);
    expect(fields({})).toEqual([]);
    expect(fields({ maxPages: '0', maxDepth: '1.5', rate: 'fast' })).toEqual([
      'maxPages',
      'maxDepth',
      'rate',
    ]);
    expect(fields({ rate: '0.5' })).toEqual([]);
    expect(fields({ exclude: 'x'.repeat(501) })).toEqual(['exclude']);
  });

  it('are read as people write numbers', () => {
    expect(typedNumber('1,000')).toBe(1000);
    expect(typedNumber('２０')).toBe(20);
    expect(typedNumber('1,00')).toBeNull();
    expect(typedNumber('-1')).toBeNull();
    expect(typedNumber('1e3')).toBeNull();
  });
});

describe('connection settings', () => {
  it('have the limits of the protocol', () => {
    for (const [name, { min, max }] of Object.entries(configLimits)) {
      const fits = (value: number) => appConfigSchema.safeParse({ [name]: value }).success;
      expect([fits(min), fits(max), fits(min - 1), fits(max + 1)], name).toEqual([true, true, false, false]);
    }
  });

  it('find an address with another host than the paired server', () => {
    const server = 'http://127.0.0.1:8001';
    expect(otherHost('', server)).toBeNull();
    expect(otherHost('ws://127.0.0.1:8001/path', server)).toBeNull();
    expect(otherHost('ws://127.0.0.1:9000', server)).toBe('127.0.0.1:9000');
    expect(otherHost('wss://evil.example', server)).toBe('evil.example');
    expect(otherHost('evil.example', server)).toBe('evil.example');
    expect(otherHost('wss://127.0.0.1:8001@evil.example/', server)).toBe('evil.example');
  });
});

describe('an invitation', () => {
  it('is read from the fragment of a link', () => {
    expect(readInvitation('#server=http%3A%2F%2F127.0.0.1%3A8001&code=k7qm-3fxa')).toEqual({
      server: 'http://127.0.0.1:8001',
      code: 'K7QM3FXA',
    });
    expect(readInvitation('')).toBeNull();
    expect(readInvitation('#code=K7QM3FXA')).toBeNull();
  });

  it('is read from a pasted pairing string, and from nothing else', () => {
    expect(readPasted('seolive:https://scan.example.com#K7QM3FXA')).toEqual({
      server: 'https://scan.example.com',
      code: 'K7QM3FXA',
    });
    expect(readPasted('https://scan.example.com#K7QM3FXA')).toBeNull();
  });

  it('shows the code in two halves', () => {
    expect(showCode('k7qm3fxa')).toBe('K7QM-3FXA');
    expect(showCode('k7')).toBe('K7');
  });
});
