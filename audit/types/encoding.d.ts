// What this workspace uses of `@exodus/bytes/encoding.js`. The types of the package load those of Node.

/** The name of an encoding by its label, or null. `replacement` for those that browsers refuse to decode. */
export declare function normalizeEncoding(label: string): string | null;
export declare function getBOMEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null;
/** One character for each byte. */
export declare function isomorphicDecode(bytes: Uint8Array): string;
export declare function isomorphicEncode(text: string): Uint8Array;
export declare class TextDecoder {
  constructor(label?: string);
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
