import { bytesToText } from '../encodings/bytesToText.ts';
import type { PageHeaders } from './createHeadCollector.ts';
import { isHtml } from './isHtml.ts';

/**
 * How a site refused this crawler. None of them says anything about the page.
 * - `challenge`: a bot protection service wants proof that a person asks.
 * - `busy`: too many requests, or the site cannot answer now.
 * - `forbidden`: this URL is not for us; it may not be for anybody.
 */
export type Refusal = 'challenge' | 'busy' | 'forbidden';

/**
 * Statuses without a text of their own in RFC 9110: 420 and 430 (Twitter, Shopify: too many requests), 509 and 529
 * (hosting companies: limit reached, overloaded), 999 (LinkedIn: request denied).
 */
const busy = new Set([408, 420, 425, 429, 430, 503, 509, 529, 999]);
const forbidden = new Set([401, 403, 407, 451]);

/**
 * Headers that only a challenge has.
 * Sources: https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response
 * and https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html; SiteGround
 * documents none.
 */
const challengeHeaders: Readonly<Record<string, RegExp>> = {
  'cf-mitigated': /challenge/i,
  'x-amzn-waf-action': /\S/,
  'sg-captcha': /\S/,
};

/**
 * Marks of challenge pages: Cloudflare, Imperva, DataDome, HUMAN, Kasada, Sucuri. Cloudflare adds its script
 * `jsd` to ordinary pages, too (https://developers.cloudflare.com/cloudflare-challenges/challenge-types/javascript-detections).
 */
const marks =
  /<title>\s*Just a moment|\/cdn-cgi\/challenge-platform\/(?!scripts\/jsd\/)|__cf_chl_|Incapsula incident ID|_Incapsula_Resource|captcha-delivery\.com|px-captcha|_pxCaptcha|KPSDK|Sucuri Website Firewall/i;
const akamai = /Access Denied/i;
const akamaiReference = /Reference\s*(?:#|&#32;&#35;|&#35;)/i;

/** Bytes in which marks are looked for. A longer body is no challenge page. */
const MAX_BYTES = 256 * 1024;
/** Characters of text from which a page is a page of the site, whatever marks it has. */
const FULL_PAGE = 600;

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';

const hasChallengeHeader = (headers: PageHeaders): boolean =>
  Object.entries(challengeHeaders).some(([name, value]) => value.test(first(headers[name])));

/** Where the element ends whose start tag ends before `from`; the end of the text when it does not. */
function endOf(name: string, text: string, lower: string, from: number): number {
  const end = lower.indexOf(`</${name}`, from);
  return end === -1 ? text.length : end;
}

/** Characters of text between tags, without title, scripts, styles and comments; counted up to {@link FULL_PAGE}. */
function countText(html: string): number {
  const lower = html.toLowerCase();
  let count = 0;
  for (let at = 0; at < html.length && count < FULL_PAGE; ) {
    const tag = html.indexOf('<', at);
    const text = html.slice(at, tag === -1 ? html.length : tag);
    count += text.replace(/\s+/g, ' ').trim().length;
    if (tag === -1) break;
    if (lower.startsWith('<!--', tag)) {
      const end = html.indexOf('-->', tag + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const end = html.indexOf('>', tag);
    at = end === -1 ? html.length : end + 1;
    const name = /^(?:script|style|noscript|template|title)\b/.exec(lower.slice(tag + 1, tag + 12))?.[0];
    if (name !== undefined) at = endOf(name, html, lower, at);
  }
  return count;
}

/** True for a body with the mark of a challenge page and little text beside it. */
function isChallengePage(headers: PageHeaders, body: Uint8Array): boolean {
  if (body.byteLength > MAX_BYTES) return false;
  const html = bytesToText(body);
  const marked =
    marks.test(html) ||
    (akamai.test(html) && akamaiReference.test(html)) ||
    /^AkamaiGHost\b/i.test(first(headers.server));
  return marked && countText(html) < FULL_PAGE;
}

export interface RefusableAnswer {
  status: number;
  headers: PageHeaders;
  /** The start of the body; null when it was not read. */
  body: Uint8Array | null;
}

/**
 * Decides whether an answer refuses this crawler, and how. The only place that decides it: the pace, coverage
 * and findings follow it. A 200 is judged by its body only when it is HTML, and a redirect only by its headers.
 */
export function refusalOf({ status, headers, body }: RefusableAnswer): Refusal | null {
  if (hasChallengeHeader(headers)) return 'challenge';
  const denied = forbidden.has(status) || busy.has(status);
  if (denied && first(headers['x-datadome']) !== '') return 'challenge';
  const isRedirect = status >= 300 && status < 400 && headers.location !== undefined;
  const judged = body !== null && !isRedirect && (status >= 400 || isHtml(headers, body));
  if (judged && isChallengePage(headers, body)) return 'challenge';
  if (busy.has(status)) return 'busy';
  return forbidden.has(status) ? 'forbidden' : null;
}
