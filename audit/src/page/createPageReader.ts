import { BoundedParser } from './BoundedParser.ts';
import type { PageFacts } from './pageFacts.ts';
import { type PageSource, readTree } from './readTree.ts';

/**
 * Reads one HTML document: builds the tree that a browser with scripting builds, and walks it once. Its text may
 * arrive in pieces of any size. Never throws.
 */
export function createPageReader(source: PageSource) {
  const parser = new BoundedParser({ xhtml: source.xhtml ?? false });
  return {
    write: (text: string): void => parser.write(text, false),
    /** Returns the facts. Nothing may be written after that. */
    end(): PageFacts {
      parser.write('', true);
      return readTree(parser.document, source);
    },
  };
}
export type PageReader = ReturnType<typeof createPageReader>;
