import { hostPattern } from '../state/hostPattern';

const TIMEOUT_MS = 5000;

interface AccessCheckDeps {
  fetch: typeof fetch;
  timeout(ms: number): AbortSignal;
  /** Does the browser let us read every answer of this host? */
  hasAccess(pattern: string): Promise<boolean>;
}

/**
 * Whether it is the browser that keeps an answer from us: we have no access to the host, and it answers a
 * question whose answer nobody may read. Without access most servers can be read all the same, since they
 * allow us themselves (CORS); so it is asked only after a request has failed. A server that forbids even this
 * question to strangers (Cross-Origin-Resource-Policy) is taken for one that is not there; one that redirects
 * tells so once access is given.
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
