// Controls, line separators, and every invisible mark of format (bidirectional overrides and isolates,
// tags, zero widths) except the two joiners that scripts and emoji need: text of a page must not be able
// to rearrange or hide what stands around it.
const DANGEROUS = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Text of a page or an address, with everything taken out that could disturb the screen around it. */
export function harmless(text: string, longest = 2000): string {
  const clean = text.replace(DANGEROUS, ' ').toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
}

/** Text that somebody else wrote: shown as text, isolated from the direction of what surrounds it. */
export function PageText({ children, className }: { children: string; className?: string }) {
  return <bdi className={className}>{harmless(children)}</bdi>;
}

/** A scan's id on its server, on a line of its own; one click selects all of it. */
export const JobId = ({ id }: { id: string }) => (
  <code className="line-of-its-own id" data-testid="job-id">
    <PageText>{id}</PageText>
  </code>
);
