import { browser } from 'wxt/browser';
import { followScan } from '../actions/followScan';
import type { Background } from '../createBackground';
import { openPage } from '../effects/openPage';
import { jobIdIn } from '../state/jobIdIn';

/** Follows the scan that a link leads to. The badge then shows that it is followed. */
export function registerMenus({ context, attempt }: Background): void {
  const follow = async (link: string) => {
    const answer = await followScan(context, link);
    if (answer.ok) return;
    // No screen is open that could show the reason, so one is opened. Only the id of the link goes into its
    // address: the rest may contain a token.
    const refused = new URLSearchParams({ follow: jobIdIn(link) ?? '', refused: answer.error.code });
    await openPage(`/report.html#${refused}`);
  };
  browser.contextMenus.onClicked.addListener(({ linkUrl = '' }) => void attempt('Menu', follow(linkUrl)));
}
