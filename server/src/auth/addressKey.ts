import ipaddr from 'ipaddr.js';

/**
 * The key of an address in counts: IPv4 unchanged, IPv6 as its /64, because a /64 belongs to one customer.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
