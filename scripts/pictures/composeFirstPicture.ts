import { chromium } from '@playwright/test';
import type { Pair } from './takeRealPictures.ts';

const source = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`;

/** The popup and the report side by side, for the top of the README: 1200 pixels wide. */
export async function composeFirstPicture({ popup, report }: Pair): Promise<Buffer> {
  const browser = await chromium.launch({
    executablePath: process.env.SEO_LIVE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
    await page.setContent(`<!doctype html>
      <style>
        body { margin: 0; width: 1200px; height: 720px; position: relative; overflow: hidden;
               background: linear-gradient(135deg, #e8ebfd, #f6f1ea); }
        img { position: absolute; border-radius: 12px; box-shadow: 0 0 0 1px #0001, 0 18px 50px #1a1f4433; }
        .report { left: 330px; top: 44px; width: 846px; }
        .popup { left: 24px; top: 128px; width: 340px; }
      </style>
      <img class="report" src="${source(report)}"><img class="popup" src="${source(popup)}">`);
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    return await page.screenshot();
  } finally {
    await browser.close();
  }
}
