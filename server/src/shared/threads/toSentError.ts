/** An error as it is sent to another thread, which has another class of the same name. */
export interface SentError {
  name: string;
  message: string;
  stack: string | undefined;
  /** The code by which callers tell their errors apart. */
  code: unknown;
}

export function toSentError(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return { name, message, stack, code };
}

/** An error of the other thread, with its name, stack and code. */
export const toError = ({ name, message, stack, code }: SentError): Error =>
  Object.assign(new Error(message), { name, stack, ...(code === undefined ? {} : { code }) });
