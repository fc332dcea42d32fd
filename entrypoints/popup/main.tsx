import '@/lib/screen/strict';
import { browser } from 'wxt/browser';
import { mountScreen } from '@/components/mountScreen';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { readTab } from '@/lib/screen/readTab';
import { createScreenDeps } from '@/lib/screen/screenDeps';

const deps = createScreenDeps(() => true);
const asTab = await browser.tabs.getCurrent();
document.documentElement.classList.add(asTab ? 'as-tab' : 'as-popup');

const tab = await readTab((filter) => browser.tabs.query(filter));
await mountScreen(<PopupScreen tab={tab} />, deps);
