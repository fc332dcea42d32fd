import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { manifestFor } from './lib/browserDifferences.ts';
import { locales } from './locales/plugin.ts';
import { readWords } from './locales/readWords.ts';
import { typeWords } from './locales/typeWords.ts';

const read = (path: string) => readWords(fileURLToPath(new URL(path, import.meta.url)));

/** Chrome's own catalogue holds only what the manifest names; everything else is chosen at run time. */
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

/**
 * Only WebSocket is ever used, since other transports would not keep a worker awake, and one socket that
 * is shared with nobody. What the packages bring beside that would all end up in a bundle that is near its
 * limit.
 */
const trimmed: Record<string, string> = {
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js'; export const transports = { websocket: WS };",
  'engine.io-client/build/esm/transports/polling-xhr.js':
    'export class BaseXHR {} export class Request {} export class XHR {}',
  // Ours is another, and the package's is turned off.
  'socket.io-client/build/esm/contrib/backo2.js':
    'export class Backoff { attempts = 0; reset() {} setMin() {} setMax() {} setJitter() {} duration() { return 0; } }',
  'socket.io-client/build/esm/index.js': "export { Manager } from './manager.js';",
  // Only an origin is ever parsed, which the platform can.
  'engine.io-client/build/esm/contrib/parseuri.js': `export function parse(text) {
    const { hostname, protocol, port } = new URL(text);
    return { host: hostname.replace(/^\\[|\\]$/g, ''), protocol: protocol.slice(0, -1), port, query: '' };
  }`,
  // No message of the contract has binary parts; what has some is read without them.
  'socket.io-parser/build/esm/binary.js': `
    export const deconstructPacket = (packet) => ({ packet, buffers: [] });
    export const reconstructPacket = (packet) => packet;`,
  'socket.io-parser/build/esm/is-binary.js':
    "export const isBinary = (given) => typeof given !== 'string'; export const hasBinary = () => false;",
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data }, _binary, give) => give(PACKET_TYPES[type] + (data || ''));
    export const encodePacketToBinary = null;`,
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js':
    'export const decode = () => new ArrayBuffer(0);',
};
const oneSocketOnly = {
  name: 'one-socket-only',
  load: (id: string) => trimmed[id.replaceAll('\\', '/').split('/node_modules/').pop() ?? ''],
};

// Said in full: Firefox's own policy would turn ws:// and http:// into TLS, also for a server on this computer.
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
    // Whoever reviews the Firefox build makes it again from these; they hold no more than that needs.
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
  vite: () => ({ plugins: [locales(), oneSocketOnly], build: { target: 'es2022' } }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms', 'notifications', 'activeTab', 'contextMenus'],
    host_permissions: ['http://127.0.0.1/*', 'http://localhost/*', 'http://[::1]/*'],
    // Asked for, one server at a time, when it cannot be reached without.
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
