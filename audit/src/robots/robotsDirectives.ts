const withValue = /^(?:unavailable_after|max-snippet|max-image-preview|max-video-preview)\s*:/;
const botPrefix = /^([^\s:,]+)\s*:\s*(.*)$/s;

const MAX_DIRECTIVES = 50;

/** A directive with a value is one part, whatever blanks it has. Blanks separate all others. */
const separated = (part: string): string[] => (part.includes(':') ? [part.trim()] : part.split(/\s+/));

/**
 * The directives of a meta robots content, lower case: `NOINDEX, follow` → noindex, follow. Sites also write
 * `noindex nofollow`; taken as one unknown word, the page would be called indexable.
 */
export const metaDirectives = (content: string): string[] =>
  content
    .slice(0, 4_000)
    .toLowerCase()
    .split(',')
    .flatMap(separated)
    .filter((part) => part !== '')
    .slice(0, MAX_DIRECTIVES);

/**
 * The directives of one X-Robots-Tag field that apply to all robots or to Googlebot. A robot's name
 * (`otherbot: noindex, nofollow`) holds for the rest of the field.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export function headerDirectives(field: string): { directive: string; agent?: 'googlebot' }[] {
  const directives: { directive: string; agent?: 'googlebot' }[] = [];
  let agent = '';
  for (const part of field.slice(0, 4_000).toLowerCase().split(',').slice(0, MAX_DIRECTIVES)) {
    let rest = part.trim();
    const named = withValue.test(rest) ? null : botPrefix.exec(rest);
    if (named !== null) [, agent = '', rest = ''] = named;
    if (agent !== '' && agent !== 'googlebot') continue;
    for (const directive of separated(rest))
      if (directive !== '') directives.push(agent === '' ? { directive } : { directive, agent: 'googlebot' });
  }
  return directives;
}
