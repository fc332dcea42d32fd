import { Worker } from 'node:worker_threads';
import type { PageFacts, PageHeaders } from '@seo-live/audit';

/** One page to read. Its body is transferred to the thread, not copied. */
export interface ReadingTask {
  id: number;
  url: string;
  headers: PageHeaders;
  body: Uint8Array<ArrayBuffer>;
}

export type ReadingAnswer = { id: number; facts: PageFacts } | { id: number; reason: string };

/** Memory limit of the thread. A page that needs more ends the thread, but not the server. */
const MEMORY = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 };

/** The header fields that the page reader needs. The others are not sent to the thread. */
const readFields = ['content-type', 'x-robots-tag', 'link'] as const;

interface Waiting {
  resolve: (facts: PageFacts) => void;
  reject: (error: Error) => void;
}

/**
 * Reads pages in a thread of its own, so that no page can block requests, writes and sockets of the server.
 * `script` is the entry of that thread. The thread starts with the first page, and again after it broke.
 */
export function createReadingThread({ script }: { script: URL }) {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;

  function broke(reason: string): void {
    worker = null;
    const lost = [...waiting.values()];
    waiting.clear();
    for (const { reject } of lost) reject(new Error(`The thread that reads pages stopped: ${reason}`));
  }

  function start(): Worker {
    const started = new Worker(script, { resourceLimits: MEMORY });
    const breakIfCurrent = (reason: string): void => {
      if (worker === started) broke(reason);
    };
    started.on('message', (answer: ReadingAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('facts' in answer) asked?.resolve(answer.facts);
      else asked?.reject(new Error(`A page could not be read: ${answer.reason}`));
      // An idle thread must not keep the process alive.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => breakIfCurrent(error.message));
    started.on('exit', (code) => breakIfCurrent(`it ended with ${code}`));
    return started;
  }

  return {
    /** The facts of an HTML body. Rejects when the thread broke, for example for lack of memory. */
    readBody: (url: string, headers: PageHeaders, body: Uint8Array): Promise<PageFacts> =>
      new Promise((resolve, reject) => {
        worker ??= start();
        if (waiting.size === 0) worker.ref();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        // A copy, because the body may be part of a buffer that the connection still uses.
        const own = new Uint8Array(body);
        const fields = Object.fromEntries(readFields.map((name) => [name, headers[name]]));
        const task: ReadingTask = { id: lastId, url, headers: fields, body: own };
        worker.postMessage(task, [own.buffer]);
      }),
    async close(): Promise<void> {
      await worker?.terminate();
    },
  };
}
export type ReadingThread = ReturnType<typeof createReadingThread>;
