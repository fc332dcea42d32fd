import ipaddr from 'ipaddr.js';

// Each of these reads the text of an environment variable, or throws an Error that says what is allowed.

export function readFlag(text: string): boolean {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  if (/^(false|0|no|off)$/i.test(text)) return false;
  throw new Error('must be true or false.');
}

export const readNumber =
  (least: number, most: number, kind: 'whole' | 'decimal' = 'whole') =>
  (text: string): number => {
    const shape = kind === 'whole' ? /^\d+$/ : /^\d+(\.\d+)?$/;
    const value = Number(text);
    if (shape.test(text) && value >= least && value <= most) return value;
    throw new Error(`must be a ${kind === 'whole' ? 'whole number' : 'number'} from ${least} to ${most}.`);
  };

export const readText =
  (least: number, most: number) =>
  (text: string): string => {
    if (text.length >= least && text.length <= most && !/\p{Cc}/u.test(text)) return text;
    throw new Error(`must be ${least} to ${most} characters on one line.`);
  };

/** `localhost` can mean an IPv4 and an IPv6 address, and a server listens on one: this chooses IPv4. */
export function readHost(text: string): string {
  if (text === 'localhost') return '127.0.0.1';
  if (/^[A-Za-z0-9.:_-]+$/.test(text)) return text;
  throw new Error('must be an IP address or a host name, without port.');
}

export function readUrl(text: string): string {
  if (text === '') return '';
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, '');
  }
  throw new Error('must be an http or https address, e.g. https://seo.example.com.');
}

const isOrigin = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s*@]+$/i.test(value);

export function readOrigins(text: string): string[] {
  const wanted =
    'must be a JSON list of origins, e.g. ["https://intranet.example.com"], without paths or wildcards.';
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new Error(wanted);
  }
  if (!Array.isArray(list) || !list.every(isOrigin)) throw new Error(wanted);
  return list.map((origin) => origin.toLowerCase());
}

const readList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export function readProxies(text: string): string[] {
  const list = readList(text);
  for (const part of list) {
    if (!ipaddr.isValid(part) && !ipaddr.isValidCIDR(part)) {
      throw new Error(`must be addresses or networks separated by commas; "${part}" is neither.`);
    }
  }
  return list;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

export function readLevel(text: string): (typeof levels)[number] {
  const level = levels.find((each) => each === text.toLowerCase());
  if (level) return level;
  throw new Error(`must be one of ${levels.join(', ')}.`);
}
