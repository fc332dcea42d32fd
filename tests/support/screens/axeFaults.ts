import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/**
 * What axe finds wrong in a page without frames, as `rule: the first element`. Axe's own package for Playwright
 * takes twice as long: it prepares for frames, and sends what passed as well.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  const options: RunOptions = { resultTypes: ['violations'] };
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
