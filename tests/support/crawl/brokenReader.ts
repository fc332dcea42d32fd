// A reader that breaks on some pages as hostile pages broke real readers: their URL says how.
import { readBody } from '../../../server/src/crawl/read/readBody.ts';
import type { ReadingTask } from '../../../server/src/crawl/read/readingTask.ts';

const breaks: Record<string, () => void> = {
  // Tables that grow by doubling end a process, and would end all threads of a process together.
  '/memory': () => {
    const table = new Map<string, number>();
    for (let i = 0; ; i++) table.set(`key ${i}`, i);
  },
  '/time': () => {
    for (;;);
  },
  '/fault': () => {
    throw new Error('The reader has a fault.');
  },
  '/exit': () => process.exit(3),
};

process.on('message', ({ url, headers, body }: ReadingTask) => {
  const read = async () => {
    breaks[new URL(url).pathname]?.();
    return readBody(url, headers, body);
  };
  read().then(
    (facts) => process.send?.({ facts }),
    (error: Error) => process.send?.({ broke: 'fault', detail: error.message }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
