import type { Plugin } from 'vite';
import { parseWords } from './parseWords.ts';

/** Turns `import words from './x.yaml'` into a flat object of texts, so that no parser is shipped. */
export function locales(): Plugin {
  return {
    name: 'locales',
    transform(code, id) {
      if (!id.endsWith('.yaml')) return null;
      return { code: `export default ${JSON.stringify(parseWords(code))};`, map: null };
    },
  };
}
