import type { PageFacts, PageHeaders } from '@seo-live/audit';

/** One page to read, as it is sent to a reader. */
export interface ReadingTask {
  url: string;
  headers: PageHeaders;
  body: Uint8Array;
}

/** What a reader sends: once that it waits for pages, then one answer for each page. */
export type ReaderMessage =
  | { ready: true }
  | { facts: PageFacts }
  | { broke: UnreadableReason; detail: string };

/** Why a page cannot be read: it took too long, needed too much memory, or the reader itself failed. */
type UnreadableReason = 'time' | 'memory' | 'fault';

/** Thrown for a page that breaks its reader. Other pages are read as before. */
export class UnreadablePage extends Error {
  readonly reason: UnreadableReason;
  constructor(reason: UnreadableReason, detail: string) {
    super(detail);
    this.name = 'UnreadablePage';
    this.reason = reason;
  }
}
