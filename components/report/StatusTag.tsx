/** An answer of the site; the number says it, the colour repeats it. */
export function StatusTag({ status }: { status: number }) {
  const look =
    status >= 500 || (status >= 400 && status !== 429)
      ? 'bad'
      : status === 429
        ? 'warn'
        : status < 300
          ? 'ok'
          : '';
  return <span className={`tag num ${look}`}>{status}</span>;
}
