import type { Handlers, ThreadMessage, ThreadPort } from './threadMessages.ts';
import { toSentError } from './toSentError.ts';

/** Items of a function that yields, sent at a time. The next are made when the other thread asks for them. */
const ITEMS = 500;

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** Answers the calls of another thread with these functions. A function may yield instead of returning. */
export function serveThread(port: ThreadPort, handlers: Handlers): void {
  const open = new Map<number, AsyncIterator<unknown>>();

  async function sendItems(ask: number, iterator: AsyncIterator<unknown>): Promise<void> {
    const items: unknown[] = [];
    let done = false;
    while (!done && items.length < ITEMS) {
      const next = await iterator.next();
      done = next.done === true;
      if (!done) items.push(next.value);
    }
    if (done) open.delete(ask);
    port.postMessage({ answer: ask, items, done } satisfies ThreadMessage);
  }

  async function run(ask: number, method: string, args: unknown[]): Promise<void> {
    const value = await handlers[method]?.(...args);
    if (!isIterable(value)) {
      port.postMessage({ answer: ask, value } satisfies ThreadMessage);
      return;
    }
    const iterator = value[Symbol.asyncIterator]();
    open.set(ask, iterator);
    await sendItems(ask, iterator);
  }

  async function goOn(ask: number, next: boolean): Promise<void> {
    const iterator = open.get(ask);
    if (iterator === undefined) return;
    if (next) return sendItems(ask, iterator);
    open.delete(ask);
    await iterator.return?.();
  }

  port.on('message', (message) => {
    if ('tell' in message) void handlers[message.tell]?.(...message.args);
    if (!('ask' in message)) return;
    const { ask } = message;
    const work = 'method' in message ? run(ask, message.method, message.args) : goOn(ask, message.next);
    work.catch((error: unknown) => {
      open.delete(ask);
      port.postMessage({ answer: ask, error: toSentError(error) } satisfies ThreadMessage);
    });
  });
}
