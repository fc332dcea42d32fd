import { openPanel, type PanelApi } from '../browserDifferences';

interface PanelBrowser extends PanelApi {
  windows: { getCurrent(): Promise<{ id?: number | undefined }> };
}

/** Opens the side panel on a click. Does nothing if the browser has none or refuses. */
export function panelOpener({ browser, done }: { browser: PanelBrowser; done: () => void }): () => void {
  const windowId = browser.windows.getCurrent().then(({ id = -1 }) => id);
  // A window that cannot be read is an error only after a click.
  windowId.catch(() => undefined);
  return () => void openPanel(browser, windowId).then(done, () => undefined);
}
