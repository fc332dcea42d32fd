/**
 * Replaces addresses, files and times in a configuration. Throws unless each is in it exactly once: otherwise
 * a test would silently keep a default after someone renamed it.
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
