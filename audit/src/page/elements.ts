const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements whose text is not text of the page: no link, heading or main text has it. */
export const textlessElements = setOf('script style noscript template iframe noembed noframes title');

/** The same, within SVG and MathML: words about the picture. */
export const textlessSvgElements = setOf('title desc metadata script style');

/** Elements whose content is no main text: other content, fallback, and the choices of a form. */
export const otherElements = setOf('svg video audio object iframe canvas option');

/** Elements that are left out of the main text when it is the text of the body. */
export const asideElements = setOf('nav header footer aside');

/** Elements in which text is code. */
export const codeElements = setOf('code kbd samp var pre');

/** Content for which a page with few words is not thin. */
export const mediaElements = setOf('video iframe form');

/**
 * Elements besides custom ones that may have a shadow root
 * (https://dom.spec.whatwg.org/#dom-element-attachshadow).
 */
export const shadowHosts = setOf(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span',
);

/** Elements that do not separate words. All others do. */
export const inlineElements = setOf(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp ' +
    'slot small span strike strong sub sup time tt u var wbr',
);
