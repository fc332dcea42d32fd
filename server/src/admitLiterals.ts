import { isIP } from 'node:net';
import type { AddressGuard } from './crawl/fetch/createAddressGuard.ts';
import { RequestError } from './shared/RequestError.ts';

/**
 * Refuses a start address whose host is an IP address that no scan may reach. Host names are checked when
 * connecting.
 */
export const admitLiterals =
  (refusal: AddressGuard) =>
  (url: URL): void => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) === 0) return;
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const reason = refusal(host, port);
    if (reason !== null)
      throw new RequestError('address_refused', `This address may not be scanned: ${reason}.`);
  };
