const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/**
 * Elements that a head may contain: HTML standard, 13.2.6.4.4 "in head"
 * (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
 */
export const headElements = setOf(
  'html head base basefont bgsound link meta title noscript noframes script style template',
);

/** Elements whose content a browser with scripts does not show. */
export const inertElements = setOf('template noscript script style iframe noembed noframes object');

/** Elements that are left out of the main text. */
export const asideElements = setOf('nav header footer aside');

/** Elements that do not separate words. All others do. */
export const inlineElements = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr',
);
