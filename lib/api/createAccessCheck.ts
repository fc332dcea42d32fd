import { hostPattern } from '../state/hostPattern';

const TIMEOUT_MS = 5000;

interface AccessCheckDeps {
  fetch: typeof fetch;
  timeout(ms: number): AbortSignal;
  /** Whether the browser lets us read every answer of this host. */
  hasAccess(pattern: string): Promise<boolean>;
}

/**
 * Whether the browser withholds an answer from us: we have no access to the host, and the host answers a
 * request whose answer cannot be read. Most servers can be read without access, since they allow us by CORS,
 * so this is checked only after a request has failed. A server that refuses this request as well
 * (Cross-Origin-Resource-Policy) counts as not reachable. A redirect is found once access is given.
 */
export function createAccessCheck({ fetch, timeout, hasAccess }: AccessCheckDeps) {
  return async (url: string): Promise<boolean> => {
    const pattern = hostPattern(url);
    try {
      if (pattern === null || (await hasAccess(pattern))) return false;
      await fetch(url, {
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        signal: timeout(TIMEOUT_MS),
      });
      return true;
    } catch {
      return false;
    }
  };
}
