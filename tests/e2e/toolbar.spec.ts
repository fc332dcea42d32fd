import { notificationsCreated } from '../support/browser/notificationSpy.ts';
import { startSampleSite } from '../support/sampleSite/site.ts';
import { expect, test } from '../support/screens/scene.ts';

// A popup opened by the toolbar belongs to no tab, so the test reaches it through another extension page.
test('the toolbar opens the popup, which knows the current tab and starts its scan', async ({ paired }) => {
  const sample = await startSampleSite();
  try {
    const options = await paired.open('options.html');
    const tab = await paired.context.newPage();
    await tab.goto(`${sample.origin}/en/help/returns`);
    await tab.bringToFront();
    const worker = await paired.worker();
    await worker.evaluate(() => chrome.action.openPopup());

    const popup = <T>(read: (document: Document) => T) =>
      options.evaluate((source) => {
        const [view] = chrome.extension.getViews({ type: 'popup' });
        return view ? new Function('document', `return (${source})(document)`)(view.document) : undefined;
      }, read.toString()) as Promise<T | undefined>;
    const address = (document: Document) =>
      document.querySelector<HTMLInputElement>('[data-testid=url]')?.value;
    await expect.poll(() => popup(address)).toBe(`${sample.origin}/en/help/returns`);

    await popup((document) => document.querySelector<HTMLElement>('input[type=radio][value=page]')?.click());
    await popup((document) => document.querySelector<HTMLElement>('[data-testid=start]')?.click());
    await expect
      .poll(() => popup((document) => document.querySelectorAll('[data-testid=earlier]').length))
      .toBe(1);
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
  } finally {
    await sample.close();
  }
});
