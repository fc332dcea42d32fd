import { openPanel, type PanelApi } from '../browserDifferences';

interface PanelBrowser extends PanelApi {
  windows: { getCurrent(): Promise<{ id?: number | undefined }> };
}

/** Opens the side panel on a click. A browser that has none, or refuses, opens nothing. */
export function panelOpener({ browser, done }: { browser: PanelBrowser; done: () => void }): () => void {
  const windowId = browser.windows.getCurrent().then(({ id = -1 }) => id);
  // Without a click, a window that could not be read is no error.
  windowId.catch(() => undefined);
  return () => void openPanel(browser, windowId).then(done, () => undefined);
}
