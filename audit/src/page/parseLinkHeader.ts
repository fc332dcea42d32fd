export interface HeaderLink {
  href: string;
  rel: string[];
  /** Names of all parameters, lower case. */
  parameters: ReadonlySet<string>;
}

const parameter = /\s*;\s*([!#$%&'*+\-.^_`|~\w]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;
const target = /[\s,]*<([^>]*)>/y;

/**
 * Links of a Link header (RFC 8288). Links with an `anchor` describe another document and are left out.
 * Parsing stops at the first part that is not a link.
 */
export function parseLinkHeader(value: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  let position = 0;
  while (position < value.length) {
    target.lastIndex = position;
    const found = target.exec(value);
    if (found === null) break;
    position = target.lastIndex;
    let rel: string[] | null = null;
    let anchored = false;
    const parameters = new Set<string>();
    for (;;) {
      parameter.lastIndex = position;
      const pair = parameter.exec(value);
      if (pair === null) break;
      position = parameter.lastIndex;
      const name = pair[1]?.toLowerCase() ?? '';
      parameters.add(name.replace(/\*$/, ''));
      const text = pair[2]?.replace(/\\(.)/g, '$1') ?? pair[3] ?? '';
      if (name === 'rel') rel ??= text.toLowerCase().split(/\s+/).filter(Boolean);
      if (name === 'anchor') anchored = true;
    }
    if (!anchored) links.push({ href: found[1]?.trim() ?? '', rel: rel ?? [], parameters });
    const rest = /\s*(,|$)/y;
    rest.lastIndex = position;
    if (!rest.test(value)) break;
    position = rest.lastIndex;
  }
  return links;
}
