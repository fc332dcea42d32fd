// Control characters, line separators, and invisible format characters (bidirectional overrides and
// isolates, tags, zero widths). With them, the text of a page could reorder or hide the text around it.
// The two joiners stay, because scripts and emoji need them.
const DANGEROUS = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Text of a page or an address without characters that could change the screen around it. */
export function harmless(text: string, longest = 2000): string {
  const clean = text.replace(DANGEROUS, ' ').toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}

/** Text from a page or a server. Its writing direction does not affect the text around it. */
export function PageText({ children, className }: { children: string; className?: string }) {
  return <bdi className={className}>{harmless(children)}</bdi>;
}

/** A scan's id on its server, on a line of its own; one click selects all of it. */
export const JobId = ({ id }: { id: string }) => (
  <code className="line-of-its-own id" data-testid="job-id">
    <PageText>{id}</PageText>
  </code>
);
