import type { Source } from './readSources.ts';
import type { Room } from './rooms.ts';

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

/** The name of the nearest room around a file; undefined where there is none. */
function roomOf(file: string, rooms: Record<string, Room>): string | undefined {
  const around = Object.keys(rooms).filter((room) => isIn(file, room));
  return around.sort((a, b) => b.length - a.length)[0];
}

/** Imports that the table of rooms does not allow. */
export function findForbiddenImports(sources: Source[], rooms: Record<string, Room>): string[] {
  return sources.flatMap(({ file, imports }) => {
    const name = roomOf(file, rooms);
    const room = name === undefined ? undefined : rooms[name];
    if (!room) return [`${file}: no room of scripts/structure/rooms.ts holds this file.`];
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
