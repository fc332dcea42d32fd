/** The site as a title names it. What is no address is shown as it was typed, cut. */
export const hostOf = (url: string): string => (URL.parse(url)?.host || url).slice(0, 60);
