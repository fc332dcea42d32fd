import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

export interface Look {
  language: 'en' | 'zh-TW';
  colorScheme: 'light' | 'dark';
}

export const looks: readonly Look[] = [
  { language: 'en', colorScheme: 'light' },
  { language: 'en', colorScheme: 'dark' },
  { language: 'zh-TW', colorScheme: 'light' },
  { language: 'zh-TW', colorScheme: 'dark' },
];

/** Each language and each color scheme once, for pictures where all four are not needed. */
export const twoLooks: readonly Look[] = [
  { language: 'en', colorScheme: 'light' },
  { language: 'zh-TW', colorScheme: 'dark' },
];

/** Popups are taken with all device pixels, because they are small; pages with one pixel for each CSS pixel. */
type Kind = 'popup' | 'page';

/** Takes pictures into a folder, named `NAME.LANGUAGE.SCHEME.png`. */
export function createCamera(folder: string) {
  const taken = new Map<string, number>();

  function save(name: string, picture: Buffer): void {
    writeFileSync(path.join(folder, `${name}.png`), picture);
    taken.set(`${name}.png`, picture.length);
  }

  return {
    taken,
    save,
    async take(page: Page, kind: Kind, name: string, { language, colorScheme }: Look): Promise<void> {
      await page.emulateMedia({ colorScheme });
      const target = kind === 'popup' ? page.locator('.popup') : page;
      const picture = await target.screenshot({
        animations: 'disabled',
        scale: kind === 'popup' ? 'device' : 'css',
      });
      save(`${name}.${language}.${colorScheme}`, picture);
    },
  };
}
export type Camera = ReturnType<typeof createCamera>;
