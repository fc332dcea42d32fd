// Controls, line separators, and every invisible mark of format (bidirectional overrides and isolates,
// tags, zero widths) except the two joiners that scripts and emoji need: text of a page must not be able
// to rearrange or hide what stands around it.
const DANGEROUS = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Text of a page or an address, with everything taken out that could disturb the screen around it. */
export function harmless(text: string, longest = 2000): string {
  const clean = text.replace(DANGEROUS, ' ').toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}
