import { hash } from 'node:crypto';
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from '@seo-live/protocol';

/** Rows per answer: the requested number, within the bounds of the contract. */
export const listLimit = (requested: number | undefined): number =>
  Math.min(MAX_LIST_LIMIT, Math.max(1, Math.floor(requested ?? DEFAULT_LIST_LIMIT)));

/** Thrown for a cursor of another list, filter or order. */
export class InvalidCursor extends Error {
  constructor() {
    super('This cursor does not belong to this list. Start again without one.');
    this.name = 'InvalidCursor';
  }
}

type Position = (string | number | null)[];

/** A short name, because a filter and a URL of thousands of characters would make a cursor too long to send. */
const shortName = (list: string): string => hash('sha256', list, 'base64url').slice(0, 16);

/** The list and the position of its last row, in a form that is opaque to clients. Positions must be short. */
export const writeCursor = (list: string, position: Position): string =>
  Buffer.from(JSON.stringify([shortName(list), ...position])).toString('base64url');

/** Throws InvalidCursor unless the cursor belongs to `list` and has `length` values. */
export function readCursor(list: string, cursor: string, length: number): Position {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(read) || read[0] !== shortName(list) || read.length !== length + 1)
    throw new InvalidCursor();
  const position: unknown[] = read.slice(1);
  if (!position.every(isValue)) throw new InvalidCursor();
  return position;
}

const isValue = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number';
