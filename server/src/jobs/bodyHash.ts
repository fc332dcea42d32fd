import { createHash } from 'node:crypto';

/** sha-256 of a JSON value, the same whatever the order of its keys. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body, sortKeys)).digest('hex');

const sortKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
