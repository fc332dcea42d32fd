import type { FetchFailure, PageVisit } from '@seo-live/audit';
import type { ScanErrorCode } from '@seo-live/protocol';

interface FailureTraits {
  /** An address that people may want to scan instead. */
  target?: string;
  /** A site may answer like this to clients without cookies. */
  cookiesMayHelp?: boolean;
}

/** Thrown when no page can be judged. The scan fails with this code and message. */
export class ScanFailure extends Error {
  readonly code: string;
  readonly target: string | undefined;
  readonly cookiesMayHelp: boolean;
  constructor(code: string, message: string, { target, cookiesMayHelp = false }: FailureTraits = {}) {
    super(message);
    this.name = 'ScanFailure';
    this.code = code;
    this.target = target;
    this.cookiesMayHelp = cookiesMayHelp;
  }
}

const codeOfFailure: Readonly<Record<FetchFailure, ScanErrorCode>> = {
  name_not_found: 'name_not_found',
  address_refused: 'address_refused',
  connection: 'site_unreachable',
  timeout: 'site_timeout',
  tls: 'tls_failed',
  tls_chain: 'tls_chain_incomplete',
  too_large: 'page_too_large',
  bad_answer: 'site_unreachable',
  unreadable: 'page_unreadable',
};

const messages: Readonly<Record<FetchFailure, string>> = {
  name_not_found: 'No server has this name. Check the address for a typo.',
  address_refused: 'This server does not scan private or reserved addresses.',
  connection: 'The site does not accept connections. Check that it is running, then scan again.',
  timeout: 'The site did not answer in time. Try again later.',
  tls: 'A secure connection is not possible, because the certificate of the site is not valid.',
  tls_chain:
    'The site sends its certificate without the intermediate certificate. Browsers can often fetch it themselves, crawlers do not. Install the full chain on the server.',
  too_large: 'The page is larger than the limit of this server.',
  bad_answer: 'The answer of the site is not valid HTTP. Check the address and its port.',
  unreadable: 'The page takes this server too long or too much memory to read.',
};

/** The failure of a scan whose site did not answer. */
export function failureWhileFetching(failure: FetchFailure, url: string): ScanFailure {
  return new ScanFailure(codeOfFailure[failure], `${messages[failure]} (${url})`);
}

const fail = (code: ScanErrorCode, message: string, traits?: FailureTraits): ScanFailure =>
  new ScanFailure(code, message, traits);

export const robotsRefused = (url: string, status: number): ScanFailure =>
  fail(
    'site_blocks_us',
    `${url} answers with ${status}: the site asks this server to stay away, so no page was read. Try again later.`,
  );

/** The robots.txt forbids the start page to search engines as well, but not the whole site. */
export const robotsForbids = (url: string): ScanFailure =>
  fail(
    'robots_forbids',
    `The robots.txt of the site does not allow reading ${url}, and search engines may not read it either. If the site is yours, scan it without following robots.txt, or start with another page.`,
  );

/** The robots.txt forbids the start page to this crawler only. */
export const robotsForbidsUs = (url: string): ScanFailure =>
  fail(
    'robots_forbids_us',
    `The robots.txt of the site does not allow this crawler to read ${url}. Search engines may. If the site is yours, scan it without following robots.txt.`,
  );

export const tooManyRedirects = (url: string, hops: number): ScanFailure =>
  fail('too_many_redirects', `${url} redirects more than ${hops} times and does not lead to a page.`, {
    cookiesMayHelp: true,
  });

export const redirectLoop = (url: string): ScanFailure =>
  fail('redirect_loop', `${url} redirects in a loop and does not lead to a page.`, { cookiesMayHelp: true });

/** A temporary redirect to another site, mostly a log-in: people did not ask for a scan of that one. */
export const leadsToOtherSite = (url: string, target: string): ScanFailure =>
  fail(
    'leads_to_other_site',
    `${url} redirects to another site: ${target} . If you want to check that site, start a scan of it.`,
    { target },
  );

export const crashedRepeatedly = (): ScanFailure =>
  fail(
    'crashed_repeatedly',
    'The worker stopped repeatedly during this scan, at the same point. The scan was ended, so that others can go on.',
  );

export const unknownMode = (mode: string): ScanFailure =>
  fail(
    'internal',
    `A newer version of this server has started this scan, in the mode "${mode}", which this version does not know. Update the server, or start a scan in another mode.`,
  );

/** Why a start page cannot be judged, or null when it can. */
export function failureOfStart(visit: PageVisit): ScanFailure | null {
  const { url, status } = visit;
  if (visit.failure !== null) return failureWhileFetching(visit.failure, url);
  // 401 and 407 ask for a password, so another page may be the better start.
  if (visit.refused && status !== 401 && status !== 407) {
    return fail(
      'site_blocks_us',
      `${url} answers with ${status}: the site blocks this server. Try again later.`,
    );
  }
  if (status !== null && status >= 400) {
    return fail(
      'start_page_error',
      `${url} answers with ${status}. Check the address, or start with another page.`,
      { cookiesMayHelp: true },
    );
  }
  if (visit.redirectTo !== null || visit.facts !== null) return null;
  if (status !== 200)
    return fail('start_page_error', `${url} answers with ${status} and no page. Start with another page.`);
  return fail(
    'not_html',
    `${url} is not a web page, its type is ${visit.contentType ?? 'unknown'}. Start with a web page.`,
  );
}
