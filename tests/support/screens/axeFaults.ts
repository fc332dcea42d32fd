import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** Rules whose result can change with the language or the theme of a screen. */
const OF_LOOK = ['color-contrast', 'html-has-lang', 'html-lang-valid'];

/**
 * What axe finds wrong in a page without frames, as `rule: the first element`. `rules: 'look'` asks only what
 * another language or theme can change. Axe's own package for Playwright takes twice as long: it prepares for
 * frames, and sends what passed as well.
 */
export async function axeFaults(page: Page, rules: 'all' | 'look'): Promise<string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules === 'look' ? { runOnly: OF_LOOK } : {}),
  };
  await page.evaluate(axe.source);
  return page.evaluate(async (given) => {
    const { violations } = await window.axe.run(document, given);
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, options);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
