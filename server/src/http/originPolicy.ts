import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import type { FastifyRequest } from 'fastify';
import { RequestError } from '../requestError.ts';

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Which web origins may use the server: the extension's, Firefox extensions (whose origin is random per
 * profile), the configured ones and our own pages. Our own are told by the listening port, never by the
 * Host header, which a rebound name would choose.
 */
export function createOriginPolicy({
  corsOrigins,
  publicUrl,
}: {
  corsOrigins: readonly string[];
  publicUrl: string;
}) {
  const known = new Set([EXTENSION_ORIGIN, ...corsOrigins]);
  if (publicUrl) known.add(new URL(publicUrl).origin);

  function isAllowed(origin: string | undefined, port: number | undefined): boolean {
    if (origin === undefined) return true;
    const asked = origin.toLowerCase();
    return (
      known.has(asked) ||
      asked.startsWith('moz-extension://') ||
      loopbackNames.some((name) => asked === `http://${name}:${port}`)
    );
  }

  return {
    isAllowed,
    /** A hook that refuses pages of other origins before anything is done for them. */
    async guard(request: FastifyRequest): Promise<void> {
      if (isAllowed(request.headers.origin, request.socket.localPort)) return;
      throw new RequestError(
        'forbidden_origin',
        'Pages of this origin may not use this server. Its administrator can add it to WEBSOCKET_CORS_ORIGINS.',
      );
    },
  };
}
