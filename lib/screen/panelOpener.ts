import { openPanel, type PanelApi } from '../browserDifferences';

interface PanelBrowser extends PanelApi {
  windows: { getCurrent(): Promise<{ id?: number | undefined }> };
}

/** What opens the panel beside the page, for a click; a browser without one, or that refuses, opens nothing. */
export function panelOpener({ browser, done }: { browser: PanelBrowser; done: () => void }): () => void {
  const windowId = browser.windows.getCurrent().then(({ id = -1 }) => id);
  // Whoever never clicks is told nothing of a window that could not be read.
  windowId.catch(() => undefined);
  return () => void openPanel(browser, windowId).then(done, () => undefined);
}
