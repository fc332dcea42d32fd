/**
 * A configuration with its addresses, files and times replaced, each of which must stand in it once: so a
 * test cannot go on with a default that somebody renamed.
 */
export function fillConfig(text: string, replacements: Record<string, string>): string {
  let filled = text;
  for (const [from, to] of Object.entries(replacements)) {
    const parts = filled.split(from);
    if (parts.length !== 2) throw new Error(`"${from}" stands ${parts.length - 1} times in:\n${text}`);
    filled = parts.join(to);
  }
  return filled;
}
