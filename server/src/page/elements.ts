const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/**
 * Elements that may stand in a head: HTML standard, 13.2.6.4.4 "in head"
 * (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
 */
export const headElements = setOf(
  'html head base basefont bgsound link meta title noscript noframes script style template',
);

/** Their content is no part of what a browser with scripts shows. */
export const inertElements = setOf('template noscript script style iframe noembed noframes object');

/** Left out of the main text. */
export const asideElements = setOf('nav header footer aside');

/** Elements that do not part words; every other one does. */
export const inlineElements = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr',
);
