/** The part of a browser tab that is read. */
export interface TabAddress {
  url?: string | undefined;
  pendingUrl?: string | undefined;
}

/** The address of the tab in front; with `activeTab`, only the popup may read it. Null if it is hidden from us. */
export async function readTab(
  query: (filter: { active: true; currentWindow: true }) => Promise<TabAddress[]>,
): Promise<string | null> {
  try {
    const [tab] = await query({ active: true, currentWindow: true });
    return tab?.url || tab?.pendingUrl || null;
  } catch {
    return null;
  }
}
