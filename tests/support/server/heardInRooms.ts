import type { JobMessage, JoinAck } from '@seo-live/protocol';
import type { TestSocket } from './connectSocket.ts';

export type Heard = { event: string; message: JobMessage };
/** Records the job events that a socket receives, in order. */
export function listen(socket: TestSocket): Heard[] {
  const heard: Heard[] = [];
  socket.on('job_progress', (message) => heard.push({ event: 'job_progress', message }));
  socket.on('job_completed', (message) => heard.push({ event: 'job_completed', message }));
  socket.on('job_error', (message) => heard.push({ event: 'job_error', message: message as JobMessage }));
  return heard;
}

export const join = (socket: TestSocket, request: Parameters<TestSocket['emit']>[1]): Promise<JoinAck> =>
  socket.timeout(5000).emitWithAck('join_job', request as never);

/** Joins a room. Throws when the server refuses. */
export async function joined(socket: TestSocket, request: Parameters<TestSocket['emit']>[1]) {
  const ack = await join(socket, request);
  if (!ack.ok) throw new Error(ack.error.code);
  return ack;
}
