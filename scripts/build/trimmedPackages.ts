import { type MethodDefinition, type ObjectProperty, parseSync, Visitor } from 'oxc-parser';
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

/**
 * Methods that nothing calls in the extension, by module. A bundler keeps all methods of a class in use. The
 * server and the tests have the whole packages, so `scripts/checkStructure.ts` refuses a use in the extension.
 */
export const unusedMethods: Record<string, readonly string[]> = {
  'socket.io-client/build/esm/manager.js': [
    'connect',
    'disconnect',
    // lib/connection connects again by itself: the option `reconnection` is off.
    'onreconnect',
    'reconnect',
  ],
  'socket.io-client/build/esm/socket.js': [
    // Only for the option `retries`.
    '_addToQueue',
    'compress',
    'disconnected',
    'emitWithAck',
    'listenersAny',
    'listenersAnyOutgoing',
    'offAny',
    'offAnyOutgoing',
    'onAny',
    'onAnyOutgoing',
    'prependAny',
    'prependAnyOutgoing',
    'send',
    'timeout',
    'volatile',
  ],
  // Only for the option `upgrade`, which is off.
  'engine.io-client/build/esm/socket.js': ['_probe', 'send'],
  'engine.io-client/build/esm/transport.js': ['pause'],
  // Only for a message with binary parts.
  'socket.io-parser/build/esm/index.js': ['encodeAsBinary'],
  // All schemas are read by `safeParse`.
  'zod/v4/mini/schemas.js': ['apply', 'brand', 'parse', 'parseAsync', 'register', 'safeParseAsync', 'with'],
  'zod/v4/core/schemas.js': ['~standard'],
};

/** Long messages that nobody sees, by module, and what says the same. */
const shortened: Record<string, readonly (readonly [long: string, short: string])[]> = {
  'engine.io-client/build/esm/socket.js': [
    ["specifying both 'transportImplementations' and 'transports' options is not supported", 'transports'],
  ],
  'socket.io-parser/build/esm/index.js': [
    ['got plaintext data when reconstructing a packet', 'text'],
    ['got binary data when not reconstructing a packet', 'binary'],
  ],
  'socket.io-client/build/esm/socket.js': [
    [
      'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible (more information here: https://socket.io/docs/v3/migrating-from-2-x-to-3-0/)',
      'The server speaks Socket.IO 2',
    ],
  ],
};

const ADVICE =
  'Look where the package has moved them, and change scripts/build/trimmedPackages.ts, or remove the entry.';

const pathOf = (id: string): string => id.replaceAll('\\', '/').split('/node_modules/').pop() ?? '';

/** The code without the methods of these names, and the names that it does not have. */
function removeMethods(code: string, names: readonly string[]): { rest: string; missing: string[] } {
  const found: { name: string; start: number; end: number }[] = [];
  const note = ({ key, start, end }: MethodDefinition | ObjectProperty) => {
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
    if (names.includes(name)) found.push({ name, start, end });
  };
  new Visitor({
    MethodDefinition: note,
    Property(node) {
      if (node.type === 'Property' && (node.method || node.kind !== 'init')) note(node);
    },
  }).visit(parseSync('module.js', code).program);
  let rest = code;
  // From the last to the first, so that the positions stay right. Members of an object are followed by a comma.
  for (const { start, end } of found.sort((a, b) => b.start - a.start))
    rest = rest.slice(0, start) + rest.slice(end).replace(/^,/, '');
  return { rest, missing: names.filter((name) => !found.some((method) => method.name === name)) };
}

/**
 * Replaces modules of packages while building, and removes methods. A build that has the socket in it fails
 * when it did not load one of the modules, and any build fails when a module lacks one of the methods: then
 * an update has moved it, and the whole module is in the bundle again.
 */
export function trimmedPackages(replaced = replacements, unused = unusedMethods): Plugin {
  return {
    name: 'trimmed-packages',
    load: (id) => replaced[pathOf(id)],
    transform(code, id) {
      const names = unused[pathOf(id)];
      if (!names) return;
      const { rest, missing } = removeMethods(code, names);
      let short = rest;
      for (const [long, words] of shortened[pathOf(id)] ?? []) {
        if (!short.includes(long)) this.error(`${pathOf(id)} has no message "${long}". ${ADVICE}`);
        short = short.replace(long, words);
      }
      if (missing.length > 0) this.error(`${pathOf(id)} has no methods ${missing.join(', ')}. ${ADVICE}`);
      return { code: short, map: null };
    },
    buildEnd(error) {
      // A build for development takes other files of these packages.
      if (process.env.NODE_ENV !== 'production') return;
      const loaded = new Set([...this.getModuleIds()].map(pathOf));
      if (error || !loaded.has('socket.io-client/build/esm/manager.js')) return;
      const missing = [...Object.keys(replaced), ...Object.keys(unused)].filter((path) => !loaded.has(path));
      if (missing.length > 0)
        this.error(`Replaced modules that no import reaches: ${missing.join(', ')}. ${ADVICE}`);
    },
  };
}
