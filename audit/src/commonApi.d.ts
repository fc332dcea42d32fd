// What Node and browsers have in common and this workspace uses. Neither's types are loaded, so anything else
// does not compile.
declare class URL {
  static parse(url: string, base?: string): URL | null;
  constructor(url: string, base?: string);
  hash: string;
  href: string;
  hostname: string;
  origin: string;
  password: string;
  pathname: string;
  protocol: string;
  search: string;
  username: string;
}
