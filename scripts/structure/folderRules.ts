/** What the files of a folder may import. */
export interface FolderRule {
  /** Folders or single files, in addition to the folder itself. */
  mayImport: string[];
  /** Names of packages that the folder must not use; `node:` stands for all of Node. */
  without?: string[];
}

const browserApi = ['wxt', '#imports'];
/** A folder of `components`; `uses` are other folders there. */
const screen = (...uses: string[]): FolderRule => ({
  mayImport: [
    'protocol/src',
    'lib/state',
    'lib/messages.ts',
    'lib/i18n',
    ...uses.map((folder) => `components/${folder}`),
  ],
  without: browserApi,
});
/** A folder of `audit`; `uses` are other folders there. */
const audit = (...uses: string[]): FolderRule => ({
  mayImport: ['protocol/src', ...uses.map((folder) => `audit/src/${folder}`)],
  without: ['node:', ...browserApi],
});
/** On the server every folder may use `shared`, and of `audit` what its index exports. */
const server = (...mayImport: string[]): FolderRule => ({
  mayImport: ['protocol/src', 'audit/src/index.ts', 'server/src/shared', ...mayImport],
});

/**
 * Every folder of the product, in the order in which data flows: nothing imports a later folder.
 * A folder without a row of its own belongs to the nearest folder above it that has one.
 */
export const folderRules: Record<string, FolderRule> = {
  'protocol/src': { mayImport: [], without: ['node:'] },

  'audit/src/limits': audit(),
  'audit/src/text': audit('limits'),
  'audit/src/encodings': audit('text'),
  'audit/src/urls': audit('text', 'encodings'),
  'audit/src/robots': audit('limits', 'text', 'encodings', 'urls'),
  'audit/src/page': audit('limits', 'text', 'encodings', 'urls', 'robots'),
  'audit/src/checks': audit('limits', 'text', 'urls', 'robots', 'page'),
  // Its only file exports what others may use.
  'audit/src': audit('text', 'encodings', 'urls', 'robots', 'page', 'checks'),

  'server/src/shared': { mayImport: ['protocol/src'] },
  'server/src/config': server(),
  // Parts of the crawl: ports to other folders, URLs, one request, one page, pace, robots and sitemaps.
  'server/src/crawl/ports': server(),
  'server/src/crawl/urls': server('server/src/crawl/ports'),
  'server/src/crawl/fetch': server('server/src/crawl/ports', 'server/src/crawl/urls'),
  'server/src/crawl/read': server(
    'server/src/crawl/ports',
    'server/src/crawl/urls',
    'server/src/crawl/fetch',
  ),
  'server/src/crawl/pace': server(
    'server/src/crawl/ports',
    'server/src/crawl/fetch',
    'server/src/crawl/read',
  ),
  'server/src/crawl/robots': server(
    'server/src/crawl/ports',
    'server/src/crawl/urls',
    'server/src/crawl/fetch',
    'server/src/crawl/read',
    'server/src/crawl/pace',
  ),
  'server/src/crawl': server('server/src/crawl'),
  'server/src/site': server(),
  'server/src/store': server('server/src/store', 'server/src/crawl/ports', 'server/src/site/siteFacts.ts'),
  'server/src/report': server('server/src/store'),
  // Parts of the jobs: the event log, one run of a scan, the queue of runs, starting, and what steers them.
  'server/src/jobs/log': server('server/src/store'),
  'server/src/jobs/run': server('server/src/store', 'server/src/crawl/ports', 'server/src/jobs/log'),
  'server/src/jobs/queue': server('server/src/store', 'server/src/jobs/log', 'server/src/jobs/run'),
  'server/src/jobs/start': server('server/src/store', 'server/src/jobs/log'),
  'server/src/jobs/manager': server('server/src/store', 'server/src/jobs'),
  'server/src/auth': server('server/src/store'),
  'server/src/realtime': server('server/src/store', 'server/src/jobs/log'),
  'server/src/metrics': server(),
  'server/src/http': server(
    'server/src/auth',
    'server/src/jobs/manager',
    'server/src/metrics',
    'server/src/report',
    'server/src/store',
    'server/src/config',
  ),
  // The files that start the server and its threads; only they may import every part.
  'server/src': server('server/src'),

  locales: { mayImport: [] },
  'lib/state': { mayImport: ['protocol/src'] },
  'lib/api': { mayImport: ['protocol/src', 'lib/state'] },
  'lib/connection': { mayImport: ['protocol/src', 'lib/state', 'lib/api'] },
  'lib/i18n': { mayImport: ['protocol/src', 'lib/state', 'locales'] },
  'lib/effects': { mayImport: ['protocol/src', 'lib/state', 'lib/i18n'] },
  'lib/actions': { mayImport: ['protocol/src', 'lib/state', 'lib/api', 'lib/connection'] },
  'lib/telemetry': { mayImport: ['protocol/src', 'lib/state', 'lib/api', 'lib/connection'] },
  'lib/screen': {
    mayImport: ['protocol/src', 'lib/state', 'lib/messages.ts', 'lib/browserDifferences.ts'],
  },
  // `lib` itself composes the background; listeners and entrypoints may import it.
  lib: {
    mayImport: [
      'protocol/src',
      'lib/state',
      'lib/api',
      'lib/connection',
      'lib/i18n',
      'lib/effects',
      'lib/actions',
      'lib/telemetry',
    ],
  },
  'lib/listeners': {
    mayImport: [
      'protocol/src',
      'lib/state',
      'lib/actions',
      'lib/effects',
      'lib/connection',
      'lib/messages.ts',
      'lib/browserDifferences.ts',
      'lib/createBackground.ts',
    ],
  },

  // What every screen builds on; then parts of screens; then the screens.
  'components/screen': screen(),
  'components/shared': screen('screen'),
  'components/connection': screen('screen', 'shared'),
  'components/notes': screen('screen', 'shared', 'connection'),
  'components/scan': screen('screen', 'shared', 'connection', 'notes'),
  'components/form': screen('screen', 'shared', 'connection', 'notes'),
  'components/basic': screen('screen', 'shared', 'notes', 'scan', 'form'),
  'components/live': screen('screen', 'shared', 'connection', 'notes', 'scan'),
  'components/popup': screen('screen', 'shared', 'connection', 'notes', 'scan', 'form', 'basic'),
  'components/panel': screen('screen', 'shared', 'live', 'popup'),
  'components/report': screen('screen', 'shared', 'connection', 'notes', 'scan', 'basic', 'live'),
  'components/options': screen('screen', 'shared', 'connection', 'notes', 'scan', 'form', 'basic'),
  'components/welcome': screen('screen', 'shared', 'connection', 'notes', 'scan', 'form', 'basic'),
  entrypoints: { mayImport: ['lib', 'components'] },
};
