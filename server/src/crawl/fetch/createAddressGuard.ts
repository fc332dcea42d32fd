import ipaddr from 'ipaddr.js';
import { isBadPort } from './isBadPort.ts';

export type AddressClass = 'public' | 'private' | 'refused';

/** Metadata addresses of cloud providers, which return secrets. Most are link-local; these are not. */
const metadata = new Set([
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2::253',
  'fd20:ce::254',
]);

const publicV4 = new Set(['unicast', 'as112', 'amt']);
const privateV4 = new Set(['private', 'loopback', 'carrierGradeNat']);

function classifyV4(address: ipaddr.IPv4): AddressClass {
  if (metadata.has(address.toString())) return 'refused';
  const range = address.range();
  if (publicV4.has(range)) return 'public';
  return privateV4.has(range) ? 'private' : 'refused';
}

/** The IPv4 addresses inside an IPv6 address: mapped, compatible, NAT64, 6to4, Teredo (server and client). */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4[] | null {
  const bytes = address.toByteArray();
  const v4 = (from: number, mask = 0): ipaddr.IPv4 =>
    new ipaddr.IPv4(bytes.slice(from, from + 4).map((byte) => byte ^ mask));
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
      return [v4(12)];
    case 'rfc6052':
      return bytes[5] === 0 ? [v4(12)] : null;
    case '6to4':
      return [v4(2)];
    case 'teredo':
      return [v4(4), v4(12, 0xff)];
    default:
      return bytes.slice(0, 12).every((byte) => byte === 0) ? [v4(12)] : null;
  }
}

const worst = (classes: AddressClass[]): AddressClass =>
  classes.includes('refused') ? 'refused' : classes.includes('private') ? 'private' : 'public';

function classifyV6(address: ipaddr.IPv6): AddressClass {
  const range = address.range();
  if (range === 'loopback') return 'private';
  if (metadata.has(address.toString())) return 'refused';
  if (range === 'uniqueLocal') return 'private';
  const inside = embedded(address);
  if (inside !== null && range !== 'unspecified') return worst(inside.map(classifyV4));
  if (range === 'as112v6' || range === 'amt') return 'public';
  const global = ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
  return range === 'unicast' && global ? 'public' : 'refused';
}

/**
 * `refused` (link-local, metadata, unspecified, multicast, broadcast, reserved) is never connected to.
 * `private` (private, loopback, unique local, carrier-grade NAT) is, on a server that allows it.
 * Sources: IANA special-purpose registries, RFC 6890, RFC 6052, RFC 3056, RFC 4380.
 */
export function classifyAddress(ip: string): AddressClass {
  const plain = ip.replace(/%.*$/, '');
  if (!ipaddr.isValid(plain)) return 'refused';
  const address = ipaddr.parse(plain);
  return address instanceof ipaddr.IPv4 ? classifyV4(address) : classifyV6(address);
}

const unmapped = (ip: string): string => {
  const plain = ip.replace(/%.*$/, '');
  return ipaddr.isValid(plain) ? ipaddr.process(plain).toString() : plain;
};

export interface GuardOptions {
  allowPrivate: boolean;
  /** Ports this server listens on. A function, because port 0 becomes a number only when it listens. */
  ownPorts: () => readonly number[];
  /** Addresses of this machine's interfaces. */
  ownAddresses: () => readonly string[];
}

/** Decides about one connection: null when it is allowed, otherwise the reason why it is refused. */
export function createAddressGuard({ allowPrivate, ownPorts, ownAddresses }: GuardOptions) {
  return function refusal(ip: string, port: number): string | null {
    const kind = classifyAddress(ip);
    if (kind === 'refused') return `${ip} is an address no scan may reach`;
    if (isBadPort(port)) return `no browser sends requests to port ${port}`;
    if (ownPorts().includes(port) && isOwn(ip, ownAddresses())) return 'this is the scanning server itself';
    if (kind === 'private' && !allowPrivate) return `${ip} is a private address`;
    return null;
  };
}
export type AddressGuard = ReturnType<typeof createAddressGuard>;

function isOwn(ip: string, own: readonly string[]): boolean {
  const plain = unmapped(ip);
  return ipaddr.parse(plain).range() === 'loopback' || own.some((address) => unmapped(address) === plain);
}
