/**
 * Milliseconds to wait by a Retry-After field: seconds or an HTTP date (RFC 9110, 10.2.3). Null when
 * there is none or it cannot be read.
 */
export function parseRetryAfter(value: string | string[] | undefined, wallMs: number): number | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - wallMs);
}
