/**
 * Big5 and GB18030 (two-byte part) encoders made from Node's own decoders: each two-byte sequence is
 * decoded once, on first use. A character that is neither in ASCII nor in the table throws.
 */
type Charset = 'big5' | 'gb18030';

const tables = new Map<Charset, Map<string, [number, number]>>();

function tableOf(charset: Charset): Map<string, [number, number]> {
  const known = tables.get(charset);
  if (known) return known;
  const table = new Map<string, [number, number]>();
  const decoder = new TextDecoder(charset);
  const firstLead = charset === 'big5' ? 0xa1 : 0x81;
  for (let lead = firstLead; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length !== 1 || text === '\uFFFD' || table.has(text)) continue;
      table.set(text, [lead, trail]);
    }
  }
  tables.set(charset, table);
  return table;
}

export function encodeText(text: string, charset: Charset): Uint8Array {
  const table = tableOf(charset);
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) {
      bytes.push(code);
      continue;
    }
    const pair = table.get(char);
    if (!pair) throw new Error(`${charset} has no ${char} (U+${code.toString(16)})`);
    bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}
