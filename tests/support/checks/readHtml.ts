import { createPageReader } from '../../../audit/src/page/createPageReader.ts';
import type { PageFacts } from '../../../audit/src/page/pageFacts.ts';
import type { PageSource } from '../../../audit/src/page/readTree.ts';

/** The facts of a document that arrives in these pieces. */
export function readHtml(html: string | string[], source: Partial<PageSource> = {}): PageFacts {
  const reader = createPageReader({ url: 'https://example.org/dir/page', headers: {}, ...source });
  for (const piece of typeof html === 'string' ? [html] : html) reader.write(piece);
  return reader.end();
}
