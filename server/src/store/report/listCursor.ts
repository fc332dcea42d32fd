/** A cursor that this list did not give out, or gave out for another filter or order. */
export class InvalidCursor extends Error {
  constructor() {
    super('This cursor does not belong to this list. Start again without one.');
    this.name = 'InvalidCursor';
  }
}

type Position = (string | number | null)[];

/** Opaque to clients: the position of the last row, with the list it belongs to. */
export const writeCursor = (list: string, position: Position): string =>
  Buffer.from(JSON.stringify([list, ...position])).toString('base64url');

/** Throws InvalidCursor unless `list` wrote it with as many values. */
export function readCursor(list: string, cursor: string, length: number): Position {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(read) || read[0] !== list || read.length !== length + 1) throw new InvalidCursor();
  const position: unknown[] = read.slice(1);
  if (!position.every(isValue)) throw new InvalidCursor();
  return position;
}

const isValue = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number';
