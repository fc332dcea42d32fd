import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../../server/src/config/readConfig.ts';
import { createApp } from '../../../server/src/createApp.ts';
import { issuePairingCode } from '../../../server/src/issuePairingCode.ts';

export interface RunningApp {
  url: string;
  dataDir: string;
  /** A new one-use pairing code, made as the command `pair` makes it. */
  code(user: string): Promise<string>;
  /** Pairs through REST. Returns the server's answer, with the token. */
  pair(user: string): Promise<{ token: string; user_id: string; server_id: string; name: string }>;
  /** Sends a request with a bearer token; bodies are JSON. */
  call(
    token: string | null,
    method: string,
    route: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Stops the server and starts another on the same data; `url` changes. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, `undefined` when there is none or it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any;
}

/** The whole server inside the test's process, on a free port and a data folder of its own. */
export async function startApp(
  env: Record<string, string> = {},
  logStream?: { write(line: string): void },
): Promise<RunningApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'seo-live-app-'));
  const config = readConfig({
    WEBSOCKET_PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    SCAN_RETRY_AFTER_MS: '0',
    ...env,
  });
  let app = await createApp(config, { logStream });
  let { url } = await app.start();

  const code = async (user: string) => (await issuePairingCode(config, user)).code;

  async function call(
    token: string | null,
    method: string,
    route: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${url}${route}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  return {
    get url() {
      return url;
    },
    dataDir,
    code,
    call,
    async pair(user) {
      const answer = await call(null, 'POST', '/api/pair', {
        code: await code(user),
        client_name: `browser of ${user}`,
      });
      if (answer.status !== 200) throw new Error(`Pairing failed: ${answer.text}`);
      return answer.body;
    },
    async restart() {
      await app.stop();
      app = await createApp(config, { logStream });
      ({ url } = await app.start());
    },
    async close() {
      await app.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
