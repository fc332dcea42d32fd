/** The part of a browser tab that is read. */
export interface TabAddress {
  url?: string | undefined;
  pendingUrl?: string | undefined;
}

/** Address of the tab the person looks at; `activeTab` shows it to the popup only. Null when hidden. */
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
