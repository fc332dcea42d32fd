import type { ServerProcess } from './serverProcess.ts';

/** Calls the server's API with a token. Returns status, text and, where it is JSON, the parsed body. */
export async function callApi<T = unknown>(
  server: ServerProcess,
  token: string,
  path: string,
  init: { method?: string; body?: unknown } = {},
) {
  const answer = await fetch(`${server.url}${path}`, {
    method: init.method ?? 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const bytes = await answer.arrayBuffer();
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, text, body: (isJson ? JSON.parse(text) : undefined) as T };
}
