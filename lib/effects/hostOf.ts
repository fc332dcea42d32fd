/** The site's name for titles, without a port. Text that is no address is shown as typed, cut to 60 characters. */
export const hostOf = (url: string): string => (URL.parse(url)?.hostname || url).slice(0, 60);
