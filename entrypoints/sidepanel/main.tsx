import { browser } from 'wxt/browser';
import { PanelScreen } from '@/components/panel/PanelScreen';
import { mountScreen } from '@/components/screen/mountScreen';
import { createScreenDeps } from '@/lib/screen/createScreenDeps';
import { readTab } from '@/lib/screen/readTab';
import { watchTab } from '@/lib/screen/watchTab';

const deps = createScreenDeps(() => true);
document.documentElement.classList.add('as-panel');

const tab = await readTab((filter) => browser.tabs.query(filter));
const watch = (changed: (url: string | null) => void) => watchTab(browser.tabs, changed);
await mountScreen(<PanelScreen tab={tab} watchTab={watch} />, deps);
