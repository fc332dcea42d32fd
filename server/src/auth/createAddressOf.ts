import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { withoutPort } from './addressKey.ts';

/** Whether an address is one of the trusted proxies, which are addresses or networks. */
export function createIsTrusted(proxies: readonly string[]): (address: string) => boolean {
  const networks = proxies.map((proxy) =>
    ipaddr.isValidCIDR(proxy)
      ? ipaddr.parseCIDR(proxy)
      : ipaddr.parseCIDR(`${proxy}/${ipaddr.parse(proxy).kind() === 'ipv4' ? 32 : 128}`),
  );
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some(
      ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
    );
  };
}

/**
 * The client's address: the peer's, or behind trusted proxies the last address in X-Forwarded-For that is not
 * a proxy's. Values that the client itself puts into that header are further left and never used.
 */
export const createAddressOf =
  (isTrusted: (address: string) => boolean) =>
  ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string => {
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => withoutPort(part.trim()))
      .filter((part) => part !== '');
    let address = socket.remoteAddress ?? '';
    while (isTrusted(address) && forwarded.length > 0) address = forwarded.pop() ?? address;
    return address;
  };
