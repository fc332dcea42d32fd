/** The match pattern of a server's host, as `permissions` take it: without a port. Null for what is no address. */
export function hostPattern(url: string): string | null {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${hostname}/*` : null;
}
