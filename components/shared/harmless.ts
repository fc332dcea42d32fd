// Controls, bidirectional overrides and isolates, marks that have no width: text of a page must not be
// able to rearrange or hide what stands around it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are exactly what is taken out.
const DANGEROUS = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** Text of a page or an address, with everything taken out that could disturb the screen around it. */
export function harmless(text: string, longest = 2000): string {
  const clean = text.replace(DANGEROUS, ' ').toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}
