import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/**
 * Saves an open report as one file that any browser shows: what the screen shows now, with its styles, without
 * scripts. The screen itself needs the extension.
 */
export async function saveReport(report: Page, file: string): Promise<void> {
  const html = await report.evaluate(async () => {
    const styles = await Promise.all(
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(async (link) => {
        const answer = await fetch(link.href);
        return answer.text();
      }),
    );
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll('script, link, [role=status]')) element.remove();
    // What can be clicked in the extension does nothing in a file.
    for (const control of copy.querySelectorAll('button')) control.setAttribute('disabled', '');
    const style = document.createElement('style');
    style.textContent = styles.join('\n');
    copy.querySelector('head')?.append(style);
    return `<!doctype html>\n${copy.outerHTML}\n`;
  });
  writeFileSync(file, html);
}
