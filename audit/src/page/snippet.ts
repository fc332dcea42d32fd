const MAX_SNIPPET = 160;
const MAX_VALUE = 80;

/** The start tag of an element, written from its attributes and cut to 160 characters. */
export function openTagSnippet(name: string, attributes: Readonly<Record<string, string>>): string {
  let text = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key] ?? '';
    text += value.length > MAX_VALUE ? ` ${key}="${value.slice(0, MAX_VALUE)}…"` : ` ${key}="${value}"`;
    if (text.length > MAX_SNIPPET) break;
  }
  return cut(`${text}>`);
}

export const elementSnippet = (openTag: string, name: string, text: string): string =>
  openTag.endsWith('…') ? openTag : cut(`${openTag}${text}</${name}>`);

function cut(text: string): string {
  return text.length > MAX_SNIPPET ? `${text.slice(0, MAX_SNIPPET - 1)}…` : text;
}
