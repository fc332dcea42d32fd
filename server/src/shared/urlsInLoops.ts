/** The URLs of a map from URL to redirect target that are part of a circle, without those that only lead to one. */
export function urlsInLoops(targets: ReadonlyMap<string, string>): Set<string> {
  const inLoops = new Set<string>();
  const seen = new Set<string>();
  for (const start of targets.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let url = start;
    while (targets.has(url) && !seen.has(url)) {
      seen.add(url);
      onPath.add(url);
      path.push(url);
      url = targets.get(url) ?? '';
    }
    if (onPath.has(url)) for (const member of path.slice(path.indexOf(url))) inLoops.add(member);
  }
  return inLoops;
}
