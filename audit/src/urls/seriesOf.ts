/** Parameters that number the pages of a list, or its first entry. */
const numbering = new Set(['page', 'paged', 'pg', 'pageno', 'pageindex', 'offset', 'start']);
/** `/page/2`, `/page-2` and `/p2` at the end of the path. */
const numberedPath = /\/(?:page\/|page-|p)\d+\/?$/i;
const number = /^\d+$/;

export interface Series {
  /** The same for all pages of one series: the URL without the number. */
  key: string;
  /** The value of `p`, which numbers pages only where several values of it were found. Absent otherwise. */
  p?: string;
}

/** The paginated series that a URL may belong to. Its first page is the URL without a number. */
export function seriesOf(url: string): Series {
  const { origin, pathname, search } = new URL(url);
  const path = pathname.replace(numberedPath, '/').replace(/(?<=.)\/$/, '');
  let p: string | undefined;
  const rest = search
    .slice(1)
    .split('&')
    .filter((part) => {
      const [name = '', value = ''] = part.split('=');
      if (!number.test(value)) return part !== '';
      if (numbering.has(name.toLowerCase())) return false;
      if (name !== 'p' || pathname === '/') return true;
      p = value;
      return false;
    });
  const key = `${origin}${path}${rest.length === 0 ? '' : `?${rest.join('&')}`}`;
  return p === undefined ? { key } : { key, p };
}
