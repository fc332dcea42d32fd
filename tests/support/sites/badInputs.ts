import type { CheckId } from '@seo-live/protocol/catalogue';
import type { BadSites } from './badSites.ts';

/** The required result of a bad input: refused at the start, a failed scan with its reason, or a report. */
export type Outcome =
  | { kind: 'refused'; code: string }
  | { kind: 'failed'; code: string }
  | { kind: 'read'; title: RegExp }
  /** A report without a page, with this issue. */
  | { kind: 'reported'; check: CheckId };

export interface BadInput {
  name: string;
  url: (sites: BadSites) => string;
  outcome: Outcome;
  /** This row needs a server that does not allow private addresses. */
  publicOnly?: boolean;
}

/** Each row is tested through REST and through the popup, in the tests named badInputs. */
export const badInputs: BadInput[] = [
  { name: 'not a URL', url: () => 'http://', outcome: { kind: 'refused', code: 'invalid_url' } },
  {
    name: 'file:',
    url: () => 'file:///etc/passwd',
    outcome: { kind: 'refused', code: 'unsupported_scheme' },
  },
  {
    name: 'javascript:',
    url: () => 'javascript:alert(1)',
    outcome: { kind: 'refused', code: 'unsupported_scheme' },
  },
  {
    name: '3,000 characters',
    url: () => `http://example.com/${'a'.repeat(2981)}`,
    outcome: { kind: 'refused', code: 'url_too_long' },
  },
  {
    name: 'a host that does not resolve',
    url: () => 'http://no-such-host.invalid/',
    outcome: { kind: 'failed', code: 'name_not_found' },
  },
  {
    name: 'a host that hangs',
    url: (sites) => sites.url('hanging'),
    outcome: { kind: 'failed', code: 'site_timeout' },
  },
  {
    name: 'a page of 50 MB',
    url: (sites) => sites.url('huge'),
    outcome: { kind: 'failed', code: 'page_too_large' },
  },
  {
    name: 'broken UTF-8',
    url: (sites) => sites.url('brokenUtf8'),
    outcome: { kind: 'read', title: /^Broken .*\uFFFD.* but readable title$/ },
  },
  {
    name: 'Big5',
    url: (sites) => sites.url('big5'),
    outcome: { kind: 'read', title: /^大五碼編碼的高山茶園介紹頁面$/ },
  },
  {
    name: 'GB18030',
    url: (sites) => sites.url('gb18030'),
    outcome: { kind: 'read', title: /^国标编码的高山茶园介绍页面$/ },
  },
  {
    name: 'an endless redirect',
    url: (sites) => sites.url('endlessRedirect'),
    outcome: { kind: 'failed', code: 'too_many_redirects' },
  },
  {
    name: 'robots.txt with 500',
    url: (sites) => sites.url('robots500'),
    outcome: { kind: 'reported', check: 'robots.5xx' },
  },
  {
    name: 'the metadata address',
    url: () => 'http://169.254.169.254/latest/meta-data/',
    outcome: { kind: 'refused', code: 'address_refused' },
  },
  {
    name: 'a name that resolves to 127.0.0.1',
    url: (sites) => sites.url('good').replace('127.0.0.1', 'localhost'),
    outcome: { kind: 'failed', code: 'address_refused' },
    publicOnly: true,
  },
];
