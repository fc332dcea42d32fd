import type { Plugin } from 'vite';
import { parseWords } from './parseWords.ts';
import { readWords, screensFileOf } from './readWords.ts';

/** Turns `import words from './x.yaml'` into a flat object of texts, so that no parser is shipped. */
export function localesPlugin(): Plugin {
  return {
    name: 'locales',
    transform(code, id) {
      if (!id.endsWith('.yaml')) return null;
      const screens = screensFileOf(id);
      if (screens) this.addWatchFile(screens);
      const words = parseWords(code, screens ? readWords(screens) : {});
      return { code: `export default ${JSON.stringify(words)};`, map: null };
    },
  };
}
