import { browser } from 'wxt/browser';
import { followScan } from '../actions/followScan';
import type { Background } from '../createBackground';
import { openPage } from '../effects/openPage';
import { jobIdIn } from '../state/jobIdIn';

/** The only entry there is: the scan that a link leads to. In the badge it shows that it is followed. */
export function registerMenus({ context, attempt }: Background): void {
  const follow = async (link: string) => {
    const answer = await followScan(context, link);
    if (answer.ok) return;
    // No screen is open to say why not: one opens, with what is to be done. Of the link only the id goes into
    // its address: the rest may hold a token.
    const refused = new URLSearchParams({ follow: jobIdIn(link) ?? '', refused: answer.error.code });
    await openPage(`/report.html#${refused}`);
  };
  browser.contextMenus.onClicked.addListener(({ linkUrl = '' }) => void attempt('Menu', follow(linkUrl)));
}
