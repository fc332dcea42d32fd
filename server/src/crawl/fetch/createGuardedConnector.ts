import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './createAddressGuard.ts';

/** Thrown for a connection that the guard does not allow. */
class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

export interface ConnectorOptions {
  refusal: AddressGuard;
  connectMs: number;
  /** Resolves host names. Tests replace it. */
  lookup?: typeof systemLookup;
}

/**
 * Opens connections only to addresses that the guard allows. A host name is checked by the addresses it
 * resolves to when connecting, an address literal before connecting, and the peer again after connecting.
 * So a name that resolves to another address the second time (DNS rebinding) is refused too.
 */
export function createGuardedConnector({ refusal, connectMs, lookup = systemLookup }: ConnectorOptions) {
  const connectors = new Map<number, buildConnector.connector>();

  function lookupFor(port: number): LookupFunction {
    return (hostname, options, callback) => {
      lookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return callback(error, []);
        const reasons: string[] = [];
        const allowed = addresses.filter(({ address }) => {
          const reason = refusal(address, port);
          if (reason !== null) reasons.push(reason);
          return reason === null;
        });
        const first = allowed[0];
        if (first === undefined) {
          return callback(new AddressRefused(`${hostname}: ${reasons[0] ?? 'no address'}`), []);
        }
        if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    };
  }

  function connectorFor(port: number): buildConnector.connector {
    let connector = connectors.get(port);
    if (connector === undefined) {
      connector = buildConnector({ timeout: connectMs, allowH2: false, lookup: lookupFor(port) });
      connectors.set(port, connector);
    }
    return connector;
  }

  const connect: buildConnector.connector = (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    const reason = isIP(literal) === 0 ? null : refusal(literal, port);
    if (reason !== null) {
      callback(new AddressRefused(reason), null);
      return;
    }
    connectorFor(port)(options, (...result) => {
      const [error, socket] = result;
      if (error !== null) return callback(error, null);
      const peer = socket.remoteAddress;
      const refused = peer === undefined ? null : refusal(peer, port);
      if (refused === null) return callback(null, socket);
      socket.destroy();
      callback(new AddressRefused(refused), null);
    });
  };
  return connect;
}
