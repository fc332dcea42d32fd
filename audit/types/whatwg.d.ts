// What this workspace uses of `@exodus/bytes/whatwg.js`. The types of the package load those of Node.

/** Escapes what the URL Standard calls percent-encode after encoding. `escaped` are ASCII characters. */
export declare function percentEncodeAfterEncoding(encoding: string, text: string, escaped: string): string;
