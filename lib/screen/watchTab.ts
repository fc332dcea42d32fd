import { readTab, type TabAddress } from './readTab';

interface TabEvent {
  addListener(listener: () => void): void;
  removeListener(listener: () => void): void;
}

/** The part of `browser.tabs` that is used. */
interface Tabs {
  query(filter: { active: true; currentWindow: true }): Promise<TabAddress[]>;
  onActivated: TabEvent;
  onUpdated: TabEvent;
}

/**
 * Tells the address of the tab beside a panel whenever another is looked at; null where the browser hides
 * it. A click on our toolbar button shows it to us without an event: the panel looks again when it is
 * turned to. Answers how to stop.
 */
export function watchTab(tabs: Tabs, changed: (url: string | null) => void): () => void {
  const look = () => void readTab((filter) => tabs.query(filter)).then(changed);
  tabs.onActivated.addListener(look);
  tabs.onUpdated.addListener(look);
  addEventListener('focus', look);
  return () => {
    tabs.onActivated.removeListener(look);
    tabs.onUpdated.removeListener(look);
    removeEventListener('focus', look);
  };
}
