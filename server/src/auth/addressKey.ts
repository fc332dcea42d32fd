import ipaddr from 'ipaddr.js';

/** Some proxies write the client's port into X-Forwarded-For. Each port would be a new address. */
export const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? address;

/**
 * The key of an address in counts: IPv4 unchanged, IPv6 as its /64, because a /64 belongs to one customer.
 */
export function addressKey(address: string): string {
  const plain = withoutPort(address);
  if (!ipaddr.isValid(plain)) return plain;
  const parsed = ipaddr.process(plain);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
