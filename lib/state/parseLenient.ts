/** Strings are matched first, so that nothing is replaced within them. */
const TOKENS = /"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function strictToken(token: string): string {
  if (token.startsWith('"')) return token;
  if (!/\d/.test(token)) return 'null';
  return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}

/**
 * JSON as other programs write it, as JSON that can be parsed: Python's `NaN` and `Infinity` become null. A whole
 * number of more than 53 bits becomes a text, since it may be an id and must stay exact.
 */
export const strictJson = (text: string): string => text.replace(TOKENS, strictToken);

/** Throws a SyntaxError if it is no JSON at all. */
export const parseLenient = (text: string): unknown => JSON.parse(strictJson(text));
