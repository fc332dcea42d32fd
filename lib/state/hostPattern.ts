/** The match pattern of a server's host for `permissions`, which take no port. Null if `url` is no web address. */
export function hostPattern(url: string): string | null {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${hostname}/*` : null;
}
