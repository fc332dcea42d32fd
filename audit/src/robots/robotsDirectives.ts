const withValue = /^(?:unavailable_after|max-snippet|max-image-preview|max-video-preview)\s*:/;
const botPrefix = /^([^\s:,]+)\s*:\s*(.*)$/s;

/** The directives of a meta robots content, lower case: `NOINDEX, follow` → noindex, follow. */
export function metaDirectives(content: string): string[] {
  return content
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 50);
}

/**
 * The directives of one X-Robots-Tag field that apply to every robot. After a robot's name
 * (`otherbot: noindex, nofollow`) the rest of the field applies only to that robot and is left out.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
 */
export function headerDirectives(field: string): string[] {
  const directives: string[] = [];
  for (const part of metaDirectives(field)) {
    if (!withValue.test(part) && botPrefix.test(part)) break;
    directives.push(part);
  }
  return directives;
}
