import { isLanguageTag } from './isLanguageTag.ts';

/** The language of a tag without region and script: `zh-TW` → zh. Empty for a missing or an invalid tag. */
export function primaryLanguage(tag: string | null): string {
  const written = (tag ?? '').trim();
  return isLanguageTag(written) ? (written.split('-')[0] ?? '').toLowerCase() : '';
}
