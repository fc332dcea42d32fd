/** True for the home page of a host: `/` without a query. Takes the identity of a URL. */
export const isHome = (url: string): boolean => {
  const { pathname, search } = new URL(url);
  return pathname === '/' && search === '';
};
