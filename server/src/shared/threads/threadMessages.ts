import type { SentError } from './toSentError.ts';

/** A function that another thread may call. Its arguments and results are cloned. */
// biome-ignore lint/suspicious/noExplicitAny: the callers' types are those of each function.
export type Handlers = Record<string, (...args: any[]) => unknown>;

/** What is sent between two threads. Both may ask, tell and answer on the same channel. */
export type ThreadMessage =
  /** Asks for the result of a function; of one that yields, for its first items. */
  | { ask: number; method: string; args: unknown[] }
  /** Asks for the next items, or for none of them any more. */
  | { ask: number; next: boolean }
  /** Calls a function whose result nobody needs. */
  | { tell: string; args: unknown[] }
  | { answer: number; value: unknown }
  | { answer: number; items: unknown[]; done: boolean }
  | { answer: number; error: SentError };

/** One end of a channel between threads: a Worker, or the `parentPort` inside it. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: ThreadMessage) => void): unknown;
}
