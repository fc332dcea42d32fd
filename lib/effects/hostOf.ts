/** The site as a title names it, without a port. What is no address is shown as it was typed, cut. */
export const hostOf = (url: string): string => (URL.parse(url)?.hostname || url).slice(0, 60);
