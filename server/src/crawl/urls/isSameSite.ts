import { getPublicSuffix } from 'tough-cookie';

/** The domain that was registered (`example.co.uk`); an address or a single name is one by itself. */
function siteOf(url: string): string {
  const { hostname } = new URL(url);
  return getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname;
}

/** True when both URLs belong to one registered domain, so that one owner answers for both. */
export const isSameSite = (a: string, b: string): boolean => siteOf(a) === siteOf(b);
