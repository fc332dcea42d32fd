import { MAX_JOB_ID_LENGTH } from '@seo-live/protocol';

const id = `[A-Za-z0-9_-]{1,${MAX_JOB_ID_LENGTH}}`;
const ID = new RegExp(`^${id}$`);
const ID_OF_JOB = new RegExp(`/jobs/(${id})(?:/|$)`);

/**
 * Finds the id of a scan in pasted text or in the address of a link: the whole text, or the parameter
 * `job_id` or `id` of an address, the part after `/jobs/`, or the last part of the path. Null if none fits.
 */
export function jobIdIn(text: string): string | null {
  const typed = text.trim();
  if (ID.test(typed)) return typed;
  const address = [typed, `http://${typed}`].find((guess) => URL.canParse(guess));
  if (!address) return null;
  const { pathname, searchParams } = new URL(address);
  const found = [
    searchParams.get('job_id'),
    searchParams.get('id'),
    ID_OF_JOB.exec(pathname)?.[1],
    pathname.replace(/\/$/, '').split('/').pop(),
  ];
  return found.find((id) => id && ID.test(id)) ?? null;
}
