import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './createAddressGuard.ts';

/** A connection the guard did not allow. */
class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

export interface ConnectorOptions {
  refusal: AddressGuard;
  connectMs: number;
  /** Resolves names; another one in tests. */
  lookup?: typeof systemLookup;
}

/**
 * Opens connections only to addresses the guard allows, judged at the moment of connecting: names by the
 * addresses they resolve to now, address literals before, and the peer once more after connecting. A name
 * that resolves differently the second time (DNS rebinding) gains nothing.
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
