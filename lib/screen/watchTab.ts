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
 * Calls `changed` with the address of the tab next to a panel when another tab is shown; with null where the
 * browser hides the address. A click on our toolbar button reveals the address without an event, so the panel
 * reads it again when it gets the focus. Returns the function that stops watching.
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
