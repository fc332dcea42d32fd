import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { manifestFor } from './lib/browserDifferences.ts';
import { localesPlugin } from './locales/localesPlugin.ts';
import { readWords } from './locales/readWords.ts';
import { typeWords } from './locales/typeWords.ts';
import { trimmedPackages } from './scripts/build/trimmedPackages.ts';

const read = (path: string) => readWords(fileURLToPath(new URL(path, import.meta.url)));

/** Texts that the manifest names. All other texts are chosen at run time, so that the language can change. */
function manifestMessages(locale: string): string {
  const words = read(`./locales/${locale}.yaml`);
  const keys = { extension_name: 'manifest.name', extension_description: 'manifest.description' };
  const entries = Object.entries(keys).map(([name, key]) => [name, { message: words[key] }]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

const YAML_MODULE = `declare module '*.yaml' {
  const words: Record<string, string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>)>;
  export default words;
}
`;

// Without a policy of ours, Firefox turns ws:// and http:// into TLS, also for a server on this computer.
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "object-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  zip: {
    // A reviewer of the Firefox build makes it again from these sources.
    excludeSources: [
      '**/*.tsbuildinfo',
      'bench/**',
      'docs/**',
      'integrations/**',
      'server/src/**',
      'tests/**',
      'test-results/**',
    ],
  },
  vite: () => ({ plugins: [localesPlugin(), trimmedPackages()], build: { target: 'es2022' } }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms', 'notifications', 'activeTab', 'contextMenus'],
    host_permissions: ['http://127.0.0.1/*', 'http://localhost/*', 'http://[::1]/*'],
    // Requested for one server at a time, when it cannot be reached without.
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    action: { default_title: '__MSG_extension_name__' },
    icons: { 16: '/icon/16.png', 32: '/icon/32.png', 48: '/icon/48.png', 128: '/icon/128.png' },
    content_security_policy: { extension_pages: pagePolicy },
    ...manifestFor(browser),
  }),
  hooks: {
    'build:publicAssets': (_, files) => {
      files.push(
        { relativeDest: '_locales/en/messages.json', contents: manifestMessages('en') },
        { relativeDest: '_locales/zh_TW/messages.json', contents: manifestMessages('zh-TW') },
      );
    },
    'prepare:types': (_, entries) => {
      const text = [
        YAML_MODULE,
        typeWords('ScreenWords', read('./locales/en.yaml')),
        typeWords('WorkerWords', read('./locales/worker.en.yaml')),
      ].join('\n');
      entries.push({ path: 'types/words.d.ts', text, tsReference: true });
    },
  },
});
