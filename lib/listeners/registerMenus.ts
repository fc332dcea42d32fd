import { browser } from 'wxt/browser';
import { followScan } from '../actions/followScan';
import type { Background } from '../createBackground';

/** The only entry there is: the scan that a link leads to. In the badge it shows that it is followed. */
export function registerMenus({ context }: Background): void {
  browser.contextMenus.onClicked.addListener(async ({ linkUrl = '' }) => {
    const answer = await followScan(context, linkUrl);
    if (answer.ok) return;
    // No screen is open to say why not: one opens, with what is to be done.
    const refused = new URLSearchParams({ follow: linkUrl, refused: answer.error.code });
    await browser.tabs.create({ url: browser.runtime.getURL(`/report.html#${refused}`) });
  });
}
