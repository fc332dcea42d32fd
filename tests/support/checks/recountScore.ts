/** The parts of an export that the formula needs. */
interface Export {
  report: { score: { value: number | null } };
  pages: { url: string; outcome: string; indexable: boolean | null; noindex: boolean | null }[];
  findings: { check: string; severity: string; url: string | null }[];
  redirect_links: { from: string; to: string }[];
}

const onPage: Record<string, number> = { critical: 1, high: 0.4, medium: 0.15, low: 0.04, info: 0 };
const onSite: Record<string, number> = { critical: 10, high: 4, medium: 1.5, low: 0.5, info: 0 };

/** Computes the score (version 1) from export.json alone, by the published formula. */
export function recountScore(text: string): { reported: number | null; recounted: number } {
  const { report, pages, findings, redirect_links } = JSON.parse(text) as Export;
  const read = pages.filter(({ outcome }) => outcome === 'read');
  const weights = new Map(
    read.filter(({ indexable }) => indexable).map(({ url }) => [url, new Map<string, number>()]),
  );
  let site = 0;
  const weigh = (url: string, check: string, weight: number): void => {
    const page = weights.get(url);
    page?.set(check, Math.max(weight, page.get(check) ?? 0));
  };
  const siteChecks = new Set<string>();
  for (const { check, severity, url } of findings) {
    if (url === null && !siteChecks.has(check)) site += onSite[severity] ?? 0;
    if (url === null) siteChecks.add(check);
    else {
      weigh(url, check, onPage[severity] ?? 0);
      // A scan of an earlier version names the redirect.
      for (const { from, to } of redirect_links)
        if (to === url && check.startsWith('redirect.')) weigh(from, check, onPage[severity] ?? 0);
    }
  }
  let lost = 0;
  for (const page of weights.values())
    lost += Math.min(
      1,
      [...page.values()].reduce((sum, w) => sum + w, 0),
    );
  const health = Math.max(0, 100 * (1 - lost / weights.size) - site);
  const hidden = read.filter(({ noindex }) => noindex).length * 2 > read.length;
  return { reported: report.score.value, recounted: hidden ? Math.min(30, health) : health };
}
