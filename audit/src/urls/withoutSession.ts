/** Names in lower case, of PHP, Java, ASP, ColdFusion, Zen Cart and osCommerce. */
const names = new Set([
  'phpsessid',
  'jsessionid',
  'sessionid',
  'session_id',
  'sessid',
  'cfid',
  'cftoken',
  'zenid',
  'oscsid',
]);

/** A short `sid` is often the number of a section or a shop. */
const longSid = /^[a-z0-9]{16,}$/i;

/** Finds URLs that may have such a parameter, so that the others need not be split. */
const maybe = /sid|session|cfid|cftoken/i;

function isSession(parameter: string): boolean {
  const equals = parameter.indexOf('=');
  const name = (equals === -1 ? parameter : parameter.slice(0, equals)).toLowerCase();
  if (name === 'sid') return equals !== -1 && longSid.test(parameter.slice(equals + 1));
  return names.has(name) || name.startsWith('aspsessionid');
}

const others = (parameters: string[]): string[] => parameters.filter((parameter) => !isSession(parameter));

function withoutInPath(path: string): string {
  const segments = path.split('/').map((segment) => {
    const [name = '', ...parameters] = segment.split(';');
    return [name, ...others(parameters)].join(';');
  });
  return segments.join('/');
}

/**
 * Removes the parameters that name a visitor's session, from the query and from `;parameters` of the path.
 * A site without cookies gives each visit a new one, so URLs that differ only there are one page.
 */
export function withoutSession(url: string): string {
  if (!maybe.test(url)) return url;
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const shortPath = path.includes(';') ? withoutInPath(path) : path;
  if (mark === -1) return shortPath;
  const query = others(url.slice(mark + 1).split('&')).join('&');
  return query === '' ? shortPath : `${shortPath}?${query}`;
}
