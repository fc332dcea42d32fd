import { normalizeText } from '../text/normalizeText.ts';
import type { OpenElement } from './createOpenElements.ts';

/**
 * Collects the main text: the text of `main`, otherwise of `article`, otherwise of the body. Text in nav,
 * header, footer, aside, script, style, template and noscript is left out. When a better element begins,
 * the text collected so far is dropped to save memory.
 */
export function createMainText() {
  let body = '';
  let article = '';
  let main = '';
  let hasArticle = false;
  let hasMain = false;

  return {
    opened(element: OpenElement): void {
      if (element.inert || element.aside) return;
      if (element.name === 'main') {
        hasMain = true;
        body = '';
        article = '';
        main += ' ';
      } else if (element.name === 'article') {
        hasArticle = true;
        body = '';
        article += ' ';
      }
    },
    add(text: string, element: OpenElement): void {
      if (element.aside) return;
      if (hasMain) {
        if (element.inMain) main += text;
      } else if (hasArticle) {
        if (element.inArticle) article += text;
      } else body += text;
    },
    text: (): string => normalizeText(hasMain ? main : hasArticle ? article : body),
  };
}
