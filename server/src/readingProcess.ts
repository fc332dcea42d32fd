import { flushCompileCache } from 'node:module';
import { readBody } from './crawl/read/readBody.ts';
import { type ReaderMessage, type ReadingTask, UnreadablePage } from './crawl/read/readingTask.ts';

/** Processor time that one page may take. An ordinary page takes some milliseconds, one of 10 MB about a second. */
const PAGE_MS = 5_000;

/** Entry of a process that reads pages. It sends facts, writes nothing and sends no requests. */
const send = (message: ReaderMessage): void => void process.send?.(message);

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Throws when the process has worked longer on the page that begins now than it may. */
function createTimeLimit(): () => void {
  const begin = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begin);
    if ((user + system) / 1000 > PAGE_MS)
      throw new UnreadablePage('time', `Reading it takes longer than ${PAGE_MS} ms.`);
  };
}

process.on('message', ({ url, headers, body }: ReadingTask) => {
  readBody(url, headers, body, createTimeLimit()).then(
    (facts) => send({ facts }),
    (error: unknown) =>
      send({
        broke: error instanceof UnreadablePage ? error.reason : 'fault',
        detail: describe(error),
      }),
  );
});
// Ctrl-C and service managers signal every process of the server. This one ends when the server lets it go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit());
// Flushed at the start, because this process ends with its server, which may be killed.
flushCompileCache();
send({ ready: true });
