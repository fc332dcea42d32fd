/** Origin and target of a request. `search` of a URL would lose an empty query. */
export function requestTarget(url: string): { origin: string; path: string } {
  const { origin, href } = new URL(url);
  const [target = ''] = href.split('#', 1);
  return { origin, path: target.slice(target.indexOf('/', target.indexOf('//') + 2)) };
}
