import type { buildConnector } from 'undici';
import { createAnswerParser } from './createAnswerParser.ts';
import { failureOf } from './failureOf.ts';
import type { ExchangeEvents } from './receiveAnswer.ts';
import { requestTarget } from './requestTarget.ts';

interface LenientRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Method and target, when they are others. */
  requestLine?: string;
}

/**
 * Sends one request on a connection of its own and reads the answer with {@link createAnswerParser}. The
 * connector guards the address, as for every other request.
 */
export function sendLeniently(
  connect: buildConnector.connector,
  { url, headers, requestLine = `GET ${requestTarget(url).path}` }: LenientRequest,
  events: ExchangeEvents,
): void {
  const { protocol, hostname, host, port } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  connect({ protocol, hostname: literal, host, port }, (...[error, socket]) => {
    if (error !== null) return events.fail(failureOf(error));
    const parser = createAnswerParser({
      ...events,
      end: () => {
        events.end();
        socket.destroy();
      },
      fail: (failure) => {
        events.fail(failure);
        socket.destroy();
      },
    });
    socket.on('error', (broken) => events.fail(failureOf(broken)));
    socket.on('data', parser.write);
    socket.on('close', parser.close);
    const fields = Object.entries({ host, ...headers, connection: 'close' });
    const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
    events.sent(() => socket.destroy());
    if (!socket.destroyed) socket.write(`${requestLine} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  });
}
