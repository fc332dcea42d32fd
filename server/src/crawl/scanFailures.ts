import type { ScanErrorCode } from '@seo-live/protocol';
import type { FetchFailure, PageVisit } from '../page/pageVisit.ts';

/** Thrown when nothing could be judged at all: the scan fails with this code and these words. */
export class ScanFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ScanFailure';
    this.code = code;
  }
}

const codeOfFailure: Readonly<Record<FetchFailure, ScanErrorCode>> = {
  name_not_found: 'name_not_found',
  address_refused: 'address_refused',
  connection: 'site_unreachable',
  timeout: 'site_timeout',
  tls: 'tls_failed',
  too_large: 'page_too_large',
  bad_answer: 'site_unreachable',
};

const words: Readonly<Record<FetchFailure, string>> = {
  name_not_found: 'No server has this name. Check the address for a typing mistake.',
  address_refused: 'This server does not scan private or reserved addresses.',
  connection: 'The site does not take connections. Check that it is running, then scan again.',
  timeout: 'The site did not answer in time. Try again later.',
  tls: 'No secure connection could be made: the certificate of the site is not valid.',
  too_large: 'The page is larger than this server reads.',
  bad_answer: 'The site answered with something that is no HTTP. Check the address and its port.',
};

/** The end of a scan whose site did not answer. Nothing was changed on it, and nothing was judged. */
export function failureWhileFetching(failure: FetchFailure, url: string): ScanFailure {
  return new ScanFailure(codeOfFailure[failure], `${words[failure]} (${url})`);
}

const fail = (code: ScanErrorCode, message: string): ScanFailure => new ScanFailure(code, message);

export const robotsUnavailable = (url: string, status: number): ScanFailure =>
  fail(
    'robots_unavailable',
    `${url} answers with ${status}. Robots must then stay away from the whole site. Repair it, then scan again.`,
  );

export const robotsForbids = (url: string): ScanFailure =>
  fail(
    'robots_forbids',
    `The robots.txt of the site does not allow reading ${url}. If the site is yours, scan without keeping to robots.txt.`,
  );

export const tooManyRedirects = (url: string, hops: number): ScanFailure =>
  fail('too_many_redirects', `${url} redirects more than ${hops} times and never arrives at a page.`);

export const redirectLoop = (url: string): ScanFailure =>
  fail('redirect_loop', `${url} redirects in a circle, so no browser can open it either.`);

/** Why a start page that answered cannot be judged; null when it can. */
export function failureOfStart(visit: PageVisit): ScanFailure | null {
  const { url, status } = visit;
  if (visit.failure !== null) return failureWhileFetching(visit.failure, url);
  if (visit.refused || status === 403) {
    return fail(
      'site_blocks_us',
      `${url} answers with ${status}: the site turns this server away. Try again later.`,
    );
  }
  if (status !== null && status >= 400) {
    return fail(
      'start_page_error',
      `${url} answers with ${status}. Check the address, or start at another page.`,
    );
  }
  if (visit.redirectTo !== null || visit.facts !== null) return null;
  if (status !== 200)
    return fail('start_page_error', `${url} answers with ${status} and no page. Start elsewhere.`);
  return fail(
    'not_html',
    `${url} is ${visit.contentType ?? 'of no named type'}, not a web page. Start at a page.`,
  );
}
