export type TabProblem =
  | 'browser'
  | 'new_tab'
  | 'file'
  | 'extension'
  | 'store'
  | 'view_source'
  | 'other'
  | 'unknown';

const byScheme: Record<string, TabProblem> = {
  'file:': 'file',
  'chrome-extension:': 'extension',
  'moz-extension:': 'extension',
  'view-source:': 'view_source',
  'chrome:': 'browser',
  'edge:': 'browser',
  'brave:': 'browser',
  'opera:': 'browser',
  'vivaldi:': 'browser',
  'devtools:': 'browser',
  'chrome-untrusted:': 'browser',
};

const EMPTY =
  /^(?:about:(?:blank|newtab|home|privatebrowsing)|(?:chrome|edge|brave|opera|vivaldi):\/\/(?:newtab|new-tab-page|startpage|startpageshared)\b.*)$/i;

const STORES = ['chromewebstore.google.com', 'addons.mozilla.org', 'microsoftedge.microsoft.com'];

/** Why a tab with this address cannot be scanned; null when it can. */
export function tabProblem(url: string | null): TabProblem | null {
  if (!url) return 'unknown';
  if (EMPTY.test(url)) return 'new_tab';
  if (!URL.canParse(url)) return 'other';
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === 'about:') return 'browser';
  if (protocol !== 'http:' && protocol !== 'https:') return byScheme[protocol] ?? 'other';
  const isOldStore = hostname === 'chrome.google.com' && pathname.startsWith('/webstore');
  return STORES.includes(hostname) || isOldStore ? 'store' : null;
}
