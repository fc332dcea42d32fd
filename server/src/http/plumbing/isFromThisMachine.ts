import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Headers of proxies: whoever comes through one is not on this machine, though the proxy may be. */
const forwarding = /^(?:forwarded|x-forwarded-\w+|x-real-ip|via|cdn-loop)$/;

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/** A name that a stranger's DNS points here must not open what is for this machine only. */
function isLiteral(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === '' || /^localhost$/i.test(name) || ipaddr.isValid(name);
}

/** Whether a request was made on the machine the server runs on: by the socket's address, never by a header. */
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
