import type { Source } from './readSources.ts';
import type { Room } from './rooms.ts';

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

/** The name of the innermost room that contains a file; undefined without one. */
function roomOf(file: string, rooms: Record<string, Room>): string | undefined {
  const containing = Object.keys(rooms).filter((room) => isIn(file, room));
  return containing.sort((a, b) => b.length - a.length)[0];
}

/** Imports that the table of rooms does not allow. */
export function findForbiddenImports(sources: Source[], rooms: Record<string, Room>): string[] {
  return sources.flatMap(({ file, imports }) => {
    const name = roomOf(file, rooms);
    const room = name === undefined ? undefined : rooms[name];
    if (!room) return [`${file}: no room of scripts/structure/rooms.ts contains this file.`];
    return imports.flatMap(({ specifier, target }) => {
      if (target === null) {
        const forbidden = room.without?.some((start) => specifier === start || specifier.startsWith(start));
        return forbidden ? [`${file}: ${name} must not use ${specifier}.`] : [];
      }
      const allowed = roomOf(target, rooms) === name || room.mayImport.some((place) => isIn(target, place));
      return allowed ? [] : [`${file}: ${name} may not import ${target}.`];
    });
  });
}
