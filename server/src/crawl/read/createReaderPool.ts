import { availableParallelism } from 'node:os';
import type { PageFacts, PageHeaders } from '@seo-live/audit';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { createFairQueue } from './createFairQueue.ts';
import { createReader, type Reader } from './createReader.ts';
import { type ReaderMessage, type ReadingTask, UnreadablePage } from './readingTask.ts';

/**
 * After this time a page is given up, whatever its reader does. The reader itself gives up sooner, by the time of
 * its processor, so that no page is unreadable because the machine is busy.
 */
const PAGE_MS = 15_000;
/** Heap of a reader. The largest pages of real sites need some 60 MB. */
const MEMORY_MB = 256;
/** After so many readers in a row that did not start, waiting pages are given up. */
const MAX_FAILED_STARTS = 3;

/** The header fields that the page reader needs. The others are not sent. */
const readFields = ['content-type', 'x-robots-tag', 'link'] as const;

export interface ReaderPoolOptions {
  /** Entry of the process that reads. */
  script: URL;
  readers?: number;
  pageMs?: number;
  memoryMb?: number;
  clock?: Pick<Clock, 'after'>;
}

interface Waiting {
  task: ReadingTask;
  resolve: (facts: PageFacts) => void;
  reject: (error: unknown) => void;
}

interface Place {
  reader: Reader;
  ready: boolean;
  page: Waiting | null;
  /** Set while the reader is stopped because its page took too long. */
  late: boolean;
  stopTimer: () => void;
}

/**
 * Reads pages in processes of their own, which are kept. No page can block requests, writes and sockets, and
 * none can end the server: a page that takes too long or too much memory breaks only its reader, which is
 * replaced. Sites take turns.
 */
export function createReaderPool(options: ReaderPoolOptions) {
  const { script, clock = systemClock, pageMs = PAGE_MS, memoryMb = MEMORY_MB } = options;
  // One processor is left to everything else.
  const size = options.readers ?? Math.max(1, Math.min(3, availableParallelism() - 1));
  const waiting = createFairQueue<Waiting>();
  const places = new Set<Place>();
  let failedStarts = 0;
  let closed = false;

  function open(): void {
    const place: Place = {
      reader: createReader(script, memoryMb, {
        onMessage: (message) => take(place, message),
        onEnd: ({ memory, detail }) => lose(place, memory, detail),
      }),
      ready: false,
      page: null,
      late: false,
      stopTimer: () => {},
    };
    places.add(place);
  }

  function take(place: Place, message: ReaderMessage): void {
    const { page } = place;
    if ('ready' in message) {
      place.ready = true;
      failedStarts = 0;
    } else {
      place.page = null;
      place.stopTimer();
      if ('facts' in message) page?.resolve(message.facts);
      else page?.reject(new UnreadablePage(message.broke, message.detail));
    }
    fill();
  }

  function lose(place: Place, memory: boolean, detail: string): void {
    places.delete(place);
    place.stopTimer();
    const reason = place.late ? 'time' : memory ? 'memory' : 'fault';
    place.page?.reject(new UnreadablePage(reason, `The process that reads pages stopped: ${detail}`));
    if (!place.ready) failedStarts += 1;
    if (failedStarts >= MAX_FAILED_STARTS) {
      failedStarts = 0;
      const error = new Error(`The process that reads pages does not start: ${detail}`);
      for (let page = waiting.take(); page; page = waiting.take()) page.reject(error);
    }
    fill();
  }

  function begin(place: Place, page: Waiting): void {
    place.page = page;
    place.reader.send(page.task);
    place.stopTimer = clock.after(pageMs, () => {
      place.late = true;
      place.reader.kill();
    });
  }

  /** Gives waiting pages to idle readers, and starts readers while there are too few. */
  function fill(): void {
    if (closed) return;
    for (const place of places) {
      if (!place.ready || place.page !== null || place.late) continue;
      const page = waiting.take();
      if (page === undefined) break;
      begin(place, page);
    }
    const starting = [...places].filter(({ ready }) => !ready).length;
    if (waiting.size() > starting && places.size < size) open();
    const busy = waiting.size() > 0;
    for (const place of places) place.reader.hold(busy || place.page !== null);
  }

  return {
    /**
     * The facts of an HTML body. Rejects with an UnreadablePage when the page breaks its reader, and with the
     * reason of the signal when it aborts before the page is read.
     */
    readBody(url: string, headers: PageHeaders, body: Uint8Array, signal?: AbortSignal): Promise<PageFacts> {
      const fields = Object.fromEntries(readFields.map((name) => [name, headers[name]]));
      const { host } = new URL(url);
      const { promise, resolve, reject } = Promise.withResolvers<PageFacts>();
      if (closed) reject(new Error('The readers are closed.'));
      if (closed || signal?.aborted) {
        reject(signal?.reason);
        return promise;
      }
      const page: Waiting = { task: { url, headers: fields, body }, resolve, reject };
      const onAbort = (): void => {
        waiting.remove(host, page);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.add(host, page);
      fill();
      return promise.finally(() => signal?.removeEventListener('abort', onAbort));
    },
    close(): void {
      closed = true;
      const error = new Error('The readers are closed.');
      for (let page = waiting.take(); page; page = waiting.take()) page.reject(error);
      for (const { reader } of places) reader.kill();
    },
  };
}
export type ReaderPool = ReturnType<typeof createReaderPool>;
