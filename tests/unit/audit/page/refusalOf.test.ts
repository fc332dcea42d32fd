import { describe, expect, it } from 'vitest';
import { type Refusal, refusalOf } from '../../../../audit/src/page/refusalOf.ts';

const html = { 'content-type': 'text/html' };
const words = (count: number): string => 'word '.repeat(count);

function of(status: number, body: string | null, headers: Record<string, string> = html): Refusal | null {
  return refusalOf({ status, headers, body: body === null ? null : new TextEncoder().encode(body) });
}

describe('a refusal by its status', () => {
  it.each([408, 420, 425, 429, 430, 503, 509, 529, 999])('busy: %i', (status) => {
    expect(of(status, null)).toBe('busy');
    expect(of(status, '<p>no</p>')).toBe('busy');
  });

  it.each([401, 403, 407, 451])('forbidden: %i', (status) => {
    expect(of(status, '<p>no</p>')).toBe('forbidden');
  });

  it.each([200, 202, 206, 301, 400, 404, 405, 410, 418, 500, 502, 504])('none: %i', (status) => {
    expect(of(status, '<p>no</p>')).toBeNull();
    expect(of(status, null)).toBeNull();
  });
});

describe('a challenge', () => {
  it.each<[string, number, Record<string, string>]>([
    ['Cloudflare', 200, { 'cf-mitigated': 'challenge' }],
    ['Cloudflare', 503, { 'cf-mitigated': 'challenge' }],
    ['AWS WAF', 202, { 'x-amzn-waf-action': 'challenge' }],
    ['AWS WAF', 405, { 'x-amzn-waf-action': 'captcha' }],
    ['SiteGround', 202, { 'sg-captcha': 'challenge' }],
    ['SiteGround, as a redirect', 302, { 'sg-captcha': 'challenge', location: '/.well-known/sgcaptcha/' }],
    ['DataDome', 403, { 'x-datadome': 'protected' }],
  ])('by its header: %s, %i', (_name, status, headers) => {
    expect(of(status, null, headers)).toBe('challenge');
    expect(of(status, '', { ...html, ...headers })).toBe('challenge');
  });

  it.each<[string, number, string, Record<string, string>?]>([
    ['Cloudflare', 200, '<html><title>Just a moment...</title><body>Checking'],
    ['Cloudflare', 503, '<title>Just a moment...</title>'],
    ['Cloudflare', 200, '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>'],
    ['Akamai', 200, '<h1>Access Denied</h1> Reference&#32;&#35;18.4f3'],
    ['Akamai', 400, '<h1>Invalid URL</h1>', { ...html, server: 'AkamaiGHost' }],
    ['Imperva', 200, '<iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful'],
    ['DataDome', 200, '<script src="https://ct.captcha-delivery.com/c.js"></script>'],
    ['HUMAN', 404, '<div id="px-captcha"></div>'],
    ['Kasada', 200, '<script>window.KPSDK={};</script>'],
    ['Sucuri', 500, '<title>Sucuri Website Firewall - Access Denied</title>'],
    ['a long script is no text', 200, `<script>KPSDK=1;${words(2000)}</script><p>Wait`],
  ])('by its page: %s, %i', (_name, status, body, headers) => {
    expect(of(status, body, headers)).toBe('challenge');
  });

  it.each<[string, number, string, Record<string, string>?]>([
    ['a full page with a mark', 200, `<p>How KPSDK works</p><p>${words(150)}</p>`],
    ['a full 404 with a mark', 404, `<p>__cf_chl_ is a cookie</p><p>${words(150)}</p>`],
    [
      'the script that Cloudflare adds to pages',
      200,
      '<p>Hi<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js">',
    ],
    ['denied by the site itself', 404, '<h1>Access Denied</h1>'],
    ['another type', 200, 'KPSDK', { 'content-type': 'text/plain' }],
    ['a redirect by Akamai', 301, '', { server: 'AkamaiGHost', location: 'https://example.com/' }],
    ['X-DataDome on a page', 200, '<p>Hi', { ...html, 'x-datadome': 'protected' }],
    ['a very long page', 200, `KPSDK${'<br>'.repeat(100_000)}`],
  ])('is not %s', (_name, status, body, headers) => {
    expect(of(status, body, headers)).toBeNull();
  });

  it('is not decided by a tag or a comment that never ends', () => {
    expect(of(200, `<!--KPSDK ${words(5_000)}`)).toBe('challenge');
    expect(of(200, `KPSDK <${'a'.repeat(5_000)}`)).toBe('challenge');
    expect(of(200, `KPSDK <style>${words(5_000)}`)).toBe('challenge');
  });
});
