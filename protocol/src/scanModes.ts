// Without schemas: a page that only shows a mode need not load them.

/** What a scan covers. Requests with any other mode are refused. */
export const scanModes = ['page', 'site'] as const;
export type ScanMode = (typeof scanModes)[number];

interface ModeTraits {
  /**
   * The scan follows links and reads sitemaps, and a person scans the site once at a time. Otherwise it reads
   * the given address only.
   */
  wholeSite: boolean;
}

/** What depends on the mode is read from its row. */
export const modeTraits: Readonly<Record<ScanMode, ModeTraits>> = {
  page: { wholeSite: false },
  site: { wholeSite: true },
};

/** The mode that a server names. One of a newer server is shown as a scan of the site. */
export const knownMode = (mode: string): ScanMode => scanModes.find((known) => known === mode) ?? 'site';
