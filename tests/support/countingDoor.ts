import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface CountingDoor {
  url: string;
  /** What came through, e.g. `GET /api/tokens`, or `SOCKET` for a live connection, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** A door before a server that lets everything through and notes it. */
export async function startCountingDoor(target: string): Promise<CountingDoor> {
  const { hostname, port } = new URL(target);
  const asked: string[] = [];
  const door = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { method, url, headers } = request;
    const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  door.on('upgrade', (request, socket, head) => {
    asked.push('SOCKET');
    const onward = connect(Number(port), hostname, () => {
      const headers = request.rawHeaders.map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `));
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        door.closeAllConnections();
        door.close(() => resolve());
      }),
  };
}
