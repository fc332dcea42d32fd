/**
 * The host a socket address leads to when it is another one than the paired server's; null when it is
 * the same, empty or no address, which the background then judges.
 */
export function otherHost(typed: string, serverUrl: string | null): string | null {
  const text = typed.trim().replace(/^ws(s?):\/\//i, 'http$1://');
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!text || !URL.canParse(full)) return null;
  const host = new URL(full).host;
  return serverUrl && URL.canParse(serverUrl) && new URL(serverUrl).host === host ? null : host;
}
