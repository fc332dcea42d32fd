/** A function that another thread may call. Its arguments and results are cloned. */
// biome-ignore lint/suspicious/noExplicitAny: the callers' types are those of each function.
export type Handlers = Record<string, (...args: any[]) => unknown>;

/** An error as it is sent to another thread, which has another class of the same name. */
export interface SentError {
  name: string;
  message: string;
  stack: string | undefined;
  /** The code by which callers tell their errors apart. */
  code: unknown;
}

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

export function toSentError(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return { name, message, stack, code };
}

/** An error of the other thread, with its name, stack and code. */
export const toError = ({ name, message, stack, code }: SentError): Error =>
  Object.assign(new Error(message), { name, stack, ...(code === undefined ? {} : { code }) });
