import { isJobId } from './jobId';

/** In the path of an address, an id may be written with escapes. */
function decoded(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The text as an address, with or without its scheme; null for what is rather an id, such as `crawl:2026.11/3`. */
function addressIn(text: string): URL | null {
  if (/^https?:/i.test(text)) return URL.parse(text);
  if (!text.includes('/')) return null;
  const guess = URL.parse(`http://${text}`);
  return guess && (/\.[a-z]|^localhost$|^\d+(?:\.\d+){3}$|^\[/i.test(guess.hostname) || guess.port)
    ? guess
    : null;
}

/**
 * Finds the id of a scan in pasted text or in the address of a link: the whole text, or the parameter
 * `job_id` or `id` of an address, the part after `/jobs/`, or the last part of the path. Null if none fits.
 */
export function jobIdIn(text: string): string | null {
  const typed = text.trim();
  const address = addressIn(typed);
  if (!address) return isJobId(typed) && !typed.includes('//') ? typed : null;
  const { pathname, searchParams } = address;
  const found = [
    searchParams.get('job_id'),
    searchParams.get('id'),
    decoded(/\/jobs\/([^/]+)(?:\/|$)/.exec(pathname)?.[1]),
    decoded(pathname.replace(/\/$/, '').split('/').pop()),
  ];
  return found.find(isJobId) ?? null;
}
