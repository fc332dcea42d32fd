import type { Handlers, ThreadMessage, ThreadPort } from './threadMessages.ts';
import { toError } from './toSentError.ts';

type Answer = Extract<ThreadMessage, { answer: number }>;
type ItemOf<Result> = Result extends AsyncIterable<infer Item> ? Item : never;

/** Calls functions of another thread. */
export interface ThreadCaller<Theirs extends Handlers> {
  call<M extends keyof Theirs & string>(
    method: M,
    ...args: Parameters<Theirs[M]>
  ): Promise<Awaited<ReturnType<Theirs[M]>>>;
  /** The items of a function that yields, made as they are taken. */
  stream<M extends keyof Theirs & string>(
    method: M,
    ...args: Parameters<Theirs[M]>
  ): AsyncGenerator<ItemOf<ReturnType<Theirs[M]>>>;
  /** Calls without waiting for a result. */
  tell<M extends keyof Theirs & string>(method: M, ...args: Parameters<Theirs[M]>): void;
  /** Rejects everything that waits: the other thread has ended. */
  fail(error: Error): void;
}

/** Calls the functions that the other end of `port` serves. */
export function callThread<Theirs extends Handlers>(port: ThreadPort): ThreadCaller<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let last = 0;
  let failed: Error | null = null;

  port.on('message', (message) => {
    if (!('answer' in message)) return;
    const asked = waiting.get(message.answer);
    waiting.delete(message.answer);
    if ('error' in message) asked?.reject(toError(message.error));
    else asked?.resolve(message);
  });

  function ask(number: number, message: ThreadMessage): Promise<Answer> {
    if (failed !== null) return Promise.reject(failed);
    const asked = Promise.withResolvers<Answer>();
    waiting.set(number, asked);
    port.postMessage(message);
    return asked.promise;
  }

  return {
    async call(method, ...args) {
      last += 1;
      const answer = await ask(last, { ask: last, method, args });
      return ('value' in answer ? answer.value : undefined) as never;
    },
    async *stream(method, ...args) {
      last += 1;
      const number = last;
      let answer = await ask(number, { ask: number, method, args });
      let done = false;
      try {
        for (;;) {
          if (!('items' in answer)) return;
          ({ done } = answer);
          yield* answer.items as never[];
          if (done) return;
          answer = await ask(number, { ask: number, next: true });
        }
      } finally {
        if (!done && failed === null) port.postMessage({ ask: number, next: false } satisfies ThreadMessage);
      }
    },
    tell: (method, ...args) => port.postMessage({ tell: method, args } satisfies ThreadMessage),
    fail(error) {
      failed = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}
