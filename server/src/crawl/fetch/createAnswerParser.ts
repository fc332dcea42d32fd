import type { FetchFailure, PageHeaders } from '@seo-live/audit';

/** Chromium accepts headers up to this size (`kMaxHeaderBufSize` of its HTTP stream parser). */
export const HEADER_BYTES = 256 * 1024;

/** What a reader of an answer calls, in this order; after `end` or `fail` nothing more. */
export interface AnswerEvents {
  head(status: number, headers: PageHeaders): void;
  data(chunk: Uint8Array): void;
  end(): void;
  fail(failure: FetchFailure): void;
}

const statusLine = /^[ \t]{0,4}http\/\d+(?:\.\d+)?[ \t]+(\d{3})(?:[ \t]|$)/i;
const fieldName = /^[\w!#$%&'*+.^`|~-]+$/;
const chunkSize = /^[ \t]*([0-9a-f]{1,8})[ \t]*(?:;|$)/i;

type Fields = Record<string, string | string[]>;

function addField(fields: Fields, name: string, value: string): void {
  const known = fields[name];
  // Appended in place: copying the values at each field would take quadratic time.
  if (Array.isArray(known)) known.push(value);
  else fields[name] = known === undefined ? value : [known, value];
}

const listOf = (field: string | string[] | undefined): string[] =>
  field === undefined ? [] : (Array.isArray(field) ? field : [field]).flatMap((value) => value.split(','));

/** The length of the body: a number, `chunked`, or null until the connection ends. `invalid` when lengths differ. */
function bodyLength(status: number, fields: Fields): number | 'chunked' | 'invalid' | null {
  if (status === 204 || status === 304) return 0;
  const codings = listOf(fields['transfer-encoding']).map((coding) => coding.trim().toLowerCase());
  // Transfer-Encoding overrides Content-Length (RFC 9112, 6.3).
  if (codings.includes('chunked')) return 'chunked';
  const lengths = new Set(listOf(fields['content-length']).map((length) => length.trim()));
  // The same length twice may be taken as one (RFC 9110, 8.6).
  if (lengths.size > 1) return 'invalid';
  const [only = ''] = lengths;
  return /^\d{1,15}$/.test(only) ? Number(only) : null;
}

/**
 * Reads one answer to a GET request over HTTP/1.1 as leniently as browsers do: lines may end with LF, a field
 * with a bad name is ignored, a value may have any byte, and the header may be long. Header values are Latin-1.
 */
export function createAnswerParser(events: AnswerEvents) {
  let state: 'status' | 'fields' | 'chunk' | 'chunk end' | 'trailers' | 'body' | 'done' = 'status';
  let status = 0;
  let fields: Fields = Object.create(null);
  let lastField: { name: string; lines: string[] } | null = null;
  let headerBytes = 0;
  /** Pieces of a line that is not complete. They are joined once, so that a line in single bytes costs no more. */
  let pieces: string[] = [];
  let pieceBytes = 0;
  /** Bytes of the body or of this chunk that have not come; null until the connection ends. */
  let left: number | null = 0;
  let isChunk = false;

  function finish(failure: FetchFailure | null): void {
    if (state === 'done') return;
    state = 'done';
    if (failure === null) events.end();
    else events.fail(failure);
  }

  function keepField(): void {
    if (lastField !== null) addField(fields, lastField.name, lastField.lines.join(' ').trim());
    lastField = null;
  }

  function readField(line: string): void {
    if (/^[ \t]/.test(line)) {
      lastField?.lines.push(line.trim());
      return;
    }
    keepField();
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (fieldName.test(name)) lastField = { name, lines: [line.slice(colon + 1).trim()] };
  }

  function endHead(): void {
    keepField();
    if (status < 200) {
      state = 'status';
      fields = Object.create(null);
      return;
    }
    const length = bodyLength(status, fields);
    if (length === 'invalid') {
      finish('bad_answer');
      return;
    }
    isChunk = length === 'chunked';
    state = isChunk ? 'chunk' : 'body';
    left = length === 'chunked' ? 0 : length;
    events.head(status, fields);
    if (left === 0 && !isChunk) finish(null);
  }

  function readLine(line: string): void {
    if (state === 'status') {
      const code = statusLine.exec(line)?.[1];
      if (code !== undefined) {
        status = Number(code);
        state = 'fields';
      } else if (line !== '') finish('bad_answer');
    } else if (state === 'fields') {
      if (line === '') endHead();
      else readField(line);
    } else if (state === 'chunk') {
      const size = chunkSize.exec(line)?.[1];
      if (size === undefined) {
        finish('bad_answer');
        return;
      }
      left = Number.parseInt(size, 16);
      state = left === 0 ? 'trailers' : 'body';
    } else if (state === 'chunk end') {
      if (line === '') state = 'chunk';
      else finish('bad_answer');
    } else if (line === '') finish(null);
  }

  /** Takes a line up to its LF and returns where it goes on; the end of the bytes when the line goes on. */
  function takeLine(bytes: Buffer, from: number): number {
    const lf = bytes.indexOf(0x0a, from);
    const to = lf === -1 ? bytes.byteLength : lf;
    pieceBytes += to - from;
    if (state === 'status' || state === 'fields' || state === 'trailers') headerBytes += to - from + 1;
    if (Math.max(pieceBytes, headerBytes) > HEADER_BYTES) {
      finish('bad_answer');
      return bytes.byteLength;
    }
    if (to > from) pieces.push(bytes.toString('latin1', from, to));
    if (lf === -1) return to;
    const line = pieces.join('').replace(/\r$/, '');
    pieces = [];
    pieceBytes = 0;
    readLine(line);
    return lf + 1;
  }

  function takeBody(bytes: Buffer, from: number): number {
    const to = left === null ? bytes.byteLength : Math.min(bytes.byteLength, from + left);
    events.data(bytes.subarray(from, to));
    if (left === null) return to;
    left -= to - from;
    if (left > 0) return to;
    if (isChunk) state = 'chunk end';
    else finish(null);
    return to;
  }

  return {
    write(bytes: Buffer): void {
      for (let at = 0; at < bytes.byteLength && state !== 'done'; )
        at = state === 'body' ? takeBody(bytes, at) : takeLine(bytes, at);
    },
    /** Called when the connection ended. */
    close(): void {
      const isWhole = (state === 'body' && left === null) || state === 'trailers';
      finish(isWhole ? null : 'connection');
    },
  };
}
