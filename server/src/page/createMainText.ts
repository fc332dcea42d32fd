import type { OpenElement } from './createOpenElements.ts';
import { normalizeText } from './normalizeText.ts';

/**
 * Gathers the main text: that of `main`, else of `article`, else of the body; never of nav, header,
 * footer, aside, script, style, template, noscript. What a better place makes useless is dropped early.
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
