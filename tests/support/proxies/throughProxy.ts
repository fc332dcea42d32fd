import { Agent, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { io } from 'socket.io-client';
import type { TestSocket } from '../server/connectSocket.ts';
import type { RunningProxy } from './startProxy.ts';

const toLoopback: LookupFunction = (_host, { all }, answer) =>
  all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);

interface Call {
  method?: string;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A client that reaches the server only through the proxy. `from`: its address, in 127.0.0.0/8. */
export function throughProxy({ url, certificates }: RunningProxy, from: string) {
  const { origin, pathname } = new URL(url);
  const agent = new Agent({ ca: certificates.ca, lookup: toLoopback, localAddress: from });

  return {
    /** Sends a request under the prefix. Returns status, headers and, where it is JSON, the parsed body. */
    call<T = unknown>(path: string, { method = 'GET', token, body, headers }: Call = {}) {
      return new Promise<{ status: number; headers: Record<string, unknown>; body: T }>((resolve, reject) => {
        const asked = request(
          `${url}${path}`,
          {
            method,
            agent,
            headers: {
              ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
          },
          (answer) => {
            let text = '';
            answer.setEncoding('utf8').on('data', (chunk) => {
              text += chunk;
            });
            answer.on('end', () => {
              const isJson = answer.headers['content-type']?.includes('json');
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: (isJson ? JSON.parse(text) : undefined) as T,
              });
            });
          },
        );
        asked.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
      });
    },

    /** Connects a socket under the prefix as the extension does. */
    connect(token: string): Promise<TestSocket> {
      const socket: TestSocket = io(origin, {
        path: `${pathname}/socket.io`,
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        auth: { token },
        agent: agent as never,
        extraHeaders: { origin: EXTENSION_ORIGIN },
      });
      return new Promise((resolve, reject) => {
        socket.on('connect', () => resolve(socket));
        socket.on('connect_error', reject);
      });
    },
  };
}
