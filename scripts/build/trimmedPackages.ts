import type { Plugin } from 'vite';

/**
 * Modules of packages that are replaced, and by what. We use WebSocket only, since other transports would
 * not keep a worker awake, and one socket. The rest of these packages would not be shaken out of the
 * background's bundle, which is near its limit.
 */
const replacements: Record<string, string> = {
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js'; export const transports = { websocket: WS };",
  'engine.io-client/build/esm/transports/polling-xhr.js':
    'export class BaseXHR {} export class Request {} export class XHR {}',
  // lib/connection has its own backoff; the package's is turned off.
  'socket.io-client/build/esm/contrib/backo2.js':
    'export class Backoff { attempts = 0; reset() {} setMin() {} setMax() {} setJitter() {} duration() { return 0; } }',
  'socket.io-client/build/esm/index.js': "export { Manager } from './manager.js';",
  // Only origins are parsed, which the platform can do.
  'engine.io-client/build/esm/contrib/parseuri.js': `export function parse(text) {
    const { hostname, protocol, port } = new URL(text);
    return { host: hostname.replace(/^\\[|\\]$/g, ''), protocol: protocol.slice(0, -1), port, query: '' };
  }`,
  // No message of the contract has binary parts. A message that has some is read without them.
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

const pathOf = (id: string): string => id.replaceAll('\\', '/').split('/node_modules/').pop() ?? '';

/**
 * Replaces modules of packages while building. A build that has the socket in it fails when it did not
 * load one of the replaced modules: then an update has moved it, and the whole module is in the bundle again.
 */
export function trimmedPackages(replaced: Record<string, string> = replacements): Plugin {
  return {
    name: 'trimmed-packages',
    load: (id) => replaced[pathOf(id)],
    buildEnd(error) {
      // A build for development takes other files of these packages.
      if (process.env.NODE_ENV !== 'production') return;
      const loaded = new Set([...this.getModuleIds()].map(pathOf));
      if (error || !loaded.has('socket.io-client/build/esm/manager.js')) return;
      const missing = Object.keys(replaced).filter((path) => !loaded.has(path));
      if (missing.length === 0) return;
      this.error(
        `Replaced modules that no import reaches: ${missing.join(', ')}. Look where the package has moved them, and change the path in scripts/build/trimmedPackages.ts, or remove the replacement.`,
      );
    },
  };
}
