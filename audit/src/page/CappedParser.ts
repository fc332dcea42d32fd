import { type Handler, Parser, type ParserOptions } from 'htmlparser2';

/** Chromium limits the depth of a document to 512 too. */
const MAX_DEPTH = 512;

/**
 * htmlparser2 searches and shifts its list of open elements for every tag, so a page of a million
 * unclosed tags would take hours. An element deeper than {@link MAX_DEPTH} is read as a void element.
 */
export class CappedParser extends Parser {
  private readonly depth: () => number;
  private flattened: boolean | null = null;
  private closing = false;

  constructor(handler: Partial<Handler>, options: ParserOptions, depth: () => number) {
    super(handler, options);
    this.depth = depth;
  }

  protected override isVoidElement(name: string): boolean {
    if (this.closing) return super.isVoidElement(name);
    this.flattened ??= super.isVoidElement(name) || this.depth() >= MAX_DEPTH;
    return this.flattened;
  }

  override onopentagname(start: number, endIndex: number): void {
    this.flattened = null;
    super.onopentagname(start, endIndex);
  }

  override onclosetag(start: number, endIndex: number): void {
    this.closing = true;
    super.onclosetag(start, endIndex);
    this.closing = false;
  }
}
