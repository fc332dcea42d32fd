/** An error as it is sent to another thread, which has another class of the same name. */
export interface SentError {
  name: string;
  message: string;
  stack: string | undefined;
  /** The code by which callers tell their errors apart. */
  code: unknown;
  /** An address that an error names apart from its message. */
  target: unknown;
}

export function toSentError(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const { code, target } = (typeof error === 'object' && error !== null ? error : {}) as Partial<SentError>;
  return { name, message, stack, code, target };
}

/** An error of the other thread, with its name, stack, code and target. */
export const toError = ({ name, message, stack, code, target }: SentError): Error =>
  Object.assign(new Error(message), {
    name,
    stack,
    ...(code === undefined ? {} : { code }),
    ...(target === undefined ? {} : { target }),
  });
