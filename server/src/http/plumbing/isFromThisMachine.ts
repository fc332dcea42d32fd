import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Headers that proxies add. Behind a proxy the client may be on another machine, even if the proxy is on this
 * one.
 */
const forwarding = /^(?:forwarded|x-forwarded-\w+|x-real-ip|via|cdn-loop)$/;

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/** A foreign host name must not pass: an attacker's DNS can point one to this machine. */
function isLiteral(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === '' || /^localhost$/i.test(name) || ipaddr.isValid(name);
}

/** Whether a request comes from the machine of the server. The socket's address decides, never a header. */
export const isFromThisMachine = ({
  socket,
  headers,
}: {
  socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
  headers: IncomingMessage['headers'];
}): boolean =>
  isLoopback(socket.remoteAddress) &&
  !Object.keys(headers).some((name) => forwarding.test(name)) &&
  isLiteral(headers.host);
