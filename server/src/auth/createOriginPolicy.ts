import { EXTENSION_ORIGIN } from '@seo-live/protocol';

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether pages of an origin may use the server, by REST and by socket; `port` is the listening one. */
export type OriginPolicy = (origin: string | undefined, port: number | undefined) => boolean;

/**
 * Which web origins may use the server: the extension's, Firefox extensions (their origin is random for each
 * profile), the configured ones and our own pages. Our own pages are recognised by the listening port, never
 * by the Host header, which an attacker chooses with DNS rebinding. A program without Origin header is
 * admitted: its token decides.
 */
export function createOriginPolicy({
  corsOrigins,
  publicUrl,
}: {
  corsOrigins: readonly string[];
  publicUrl: string;
}): OriginPolicy {
  const known = new Set([EXTENSION_ORIGIN, ...corsOrigins]);
  if (publicUrl) known.add(new URL(publicUrl).origin);

  return (origin, port) => {
    if (origin === undefined) return true;
    const lower = origin.toLowerCase();
    return (
      known.has(lower) ||
      lower.startsWith('moz-extension://') ||
      loopbackNames.some((name) => lower === `http://${name}:${port}`)
    );
  };
}
