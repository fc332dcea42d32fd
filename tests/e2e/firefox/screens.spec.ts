import { test as base, expect } from '@playwright/test';
import { layoutFaults } from '../../support/screens/layoutFaults.ts';
import type { SeedName } from '../../support/seeds/seedStates.ts';
import { type FirefoxStage, type Look, openFirefoxStage } from '../../support/stage/firefoxStage.ts';

const test = base.extend<object, { stage: FirefoxStage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const stage = await openFirefoxStage();
      await use(stage);
      await stage.close();
    },
    { scope: 'worker' },
  ],
});

// Colours do not depend on the language, and texts do not depend on the theme: two of the four pairs suffice.
const looks: Look[] = [
  { language: 'en', colorScheme: 'light' },
  { language: 'zh-TW', colorScheme: 'dark' },
];
const shown: { screen: string; state: SeedName; widths: number[]; press?: string }[] = [
  { screen: 'popup.html', state: 'two-running', widths: [400] },
  { screen: 'popup.html', state: 'no-access', widths: [400] },
  { screen: 'popup.html', state: 'basic-running', widths: [320, 400], press: 'leave' },
  { screen: 'sidepanel.html', state: 'two-running', widths: [320, 400, 1180] },
  { screen: 'options.html', state: 'idle', widths: [400, 1180] },
  { screen: 'welcome.html', state: 'not-paired', widths: [1180] },
];

for (const { screen, state, widths, press } of shown) {
  test(`${screen} in Firefox, ${state}: nothing overflows, nothing overlaps`, async ({ stage }, info) => {
    for (const look of looks) {
      const page = await stage.show(screen, state, look);
      await page.waitForSelector(`html[lang="${look.language}"]`);
      const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
      expect(dark).toBe(look.colorScheme === 'dark');
      if (press) {
        await page.locator(`[data-testid="${press}"]`).click();
        await page.waitForSelector('dialog:modal');
      }
      for (const width of widths) {
        await page.setViewport({ width, height: 640 });
        expect(await layoutFaults(page), `${look.language}, ${width} px`).toEqual([]);
        const name = `${screen}-${state}-${width}-${look.language}-${look.colorScheme}`;
        await page.screenshot({ fullPage: true, path: `${info.outputPath(name)}.png` as const });
      }
      await page.close();
    }
  });
}
