import { browser } from 'wxt/browser';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { mountScreen } from '@/components/screen/mountScreen';
import { createScreenDeps } from '@/lib/screen/createScreenDeps';
import { panelOpener } from '@/lib/screen/panelOpener';
import { readTab } from '@/lib/screen/readTab';

const deps = createScreenDeps(() => true);
const asTab = await browser.tabs.getCurrent();
document.documentElement.classList.add(asTab ? 'as-tab' : 'as-popup');

// The side panel contains everything that the popup shows, so the popup closes when the panel opens.
const openPanel = panelOpener({ browser, done: () => asTab || close() });
const tab = await readTab((filter) => browser.tabs.query(filter));
await mountScreen(<PopupScreen tab={tab} openPanel={openPanel} />, deps);
