import { html, Parser, Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';
import { pageLimits } from '../limits/pageLimits.ts';
import { createTreeAdapter, type TreeTypes } from './createTreeAdapter.ts';
import type { TreeElement } from './tree.ts';

/** parse5 compares each attribute of a tag with all before it, so a tag may have only so many. */
class BoundedTokenizer extends Tokenizer {
  /** XHTML may have CDATA anywhere, HTML only within SVG and MathML. */
  cdataEverywhere = false;

  constructor(handler: TokenHandler) {
    super({ sourceCodeLocationInfo: false }, handler);
  }

  protected override _leaveAttrName(): void {
    const tag = this.currentToken as Token.TagToken;
    if (tag.attrs.length < pageLimits.attributes) super._leaveAttrName();
  }

  protected override _stateMarkupDeclarationOpen(cp: number): void {
    const before = this.inForeignNode;
    if (this.cdataEverywhere) this.inForeignNode = true;
    super._stateMarkupDeclarationOpen(cp);
    this.inForeignNode = before;
  }
}

/** Thrown in the middle of parse5 when a page has more elements than are read. */
const tooMany = new Error('The page has too many elements.');

const { TAG_ID: tags } = html;
/** Self-closed elements of XHTML that end here, although HTML would take what follows for their content. */
const voidTags = new Set<number>([
  tags.AREA,
  tags.BASE,
  tags.BASEFONT,
  tags.BGSOUND,
  tags.BR,
  tags.COL,
  tags.EMBED,
  tags.FRAME,
  tags.HR,
  tags.IMG,
  tags.IMAGE,
  tags.INPUT,
  tags.KEYGEN,
  tags.LINK,
  tags.META,
  tags.PARAM,
  tags.SOURCE,
  tags.TRACK,
  tags.WBR,
]);

/**
 * The tree construction of the HTML Standard with scripting on
 * (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction), for pages that may be hostile.
 * The time of several of its steps grows with the number of open elements, of active formatting elements or of
 * attributes, so each of these is limited.
 */
export class BoundedParser extends Parser<TreeTypes> {
  private readonly xhtml: boolean;
  /** True after the limit of elements was reached. What follows is not read. */
  cut = false;

  constructor({ xhtml }: { xhtml: boolean }) {
    let elements = 0;
    super({
      scriptingEnabled: true,
      sourceCodeLocationInfo: false,
      onParseError: null,
      treeAdapter: createTreeAdapter(() => {
        elements++;
        if (elements > pageLimits.elements) throw tooMany;
      }),
    });
    this.xhtml = xhtml;
    const tokenizer = new BoundedTokenizer(this);
    tokenizer.cdataEverywhere = xhtml;
    this.tokenizer = tokenizer;
  }

  write(text: string, isLast: boolean): void {
    if (this.cut) return;
    try {
      this.tokenizer.write(text, isLast);
    } catch (error) {
      if (error !== tooMany) throw error;
      this.cut = true;
    }
  }

  override onStartTag(token: Token.TagToken): void {
    const endsHere = this.xhtml && token.selfClosing && !voidTags.has(token.tagID);
    super.onStartTag(token);
    if (endsHere && !token.ackSelfClosing) {
      this.tokenizer.state = TokenizerMode.DATA;
      this.onEndTag({ ...token, type: Token.TokenType.END_TAG, attrs: [] });
    }
    this.limitDepth();
  }

  /** An element that lies too deep is read without content. Chromium limits the depth of a document, too. */
  private limitDepth(): void {
    // Inside an element that contains only text, its end tag leads back to the mode before.
    if (this.openElements.stackTop < pageLimits.depth || this.tokenizer.state !== TokenizerMode.DATA) return;
    while (this.openElements.stackTop >= pageLimits.depth) {
      const { current, currentTagId } = this.openElements;
      if (currentTagId === tags.TEMPLATE) this.tmplInsertionModeStack.shift();
      // Otherwise the next text would open it again.
      const entry = this.activeFormattingElements.getElementEntry(current as TreeElement);
      if (entry !== undefined) this.activeFormattingElements.removeEntry(entry);
      this.openElements.pop();
    }
    this._resetInsertionMode();
  }
}
