import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { WebSocket } from 'ws';

export interface MemberEvents {
  connected(): void;
  /** `seq` of the snapshot: every later event must be delivered. */
  joined(seq: number): void;
  /** An event newer than the snapshot; `latencyMs` from the append to the log until it arrived. */
  received(latencyMs: number): void;
  /** A sequence number was skipped, or arrived twice. */
  outOfOrder(kind: 'hole' | 'repeat'): void;
  ended(): void;
  closed(why: string): void;
}

/** The JSON string value that follows `"name":"`, without parsing the rest. */
function textAfter(frame: string, name: string): string {
  const from = frame.indexOf(`"${name}":"`) + name.length + 4;
  return frame.slice(from, frame.indexOf('"', from));
}

const numberAfter = (frame: string, name: string): number =>
  Number.parseInt(frame.slice(frame.indexOf(`"${name}":`) + name.length + 3), 10);

/**
 * One member of a room over a WebSocket with the needed part of Engine.IO 4 and Socket.IO 5. Thousands of full
 * clients would be the bottleneck themselves.
 * Source: https://socket.io/docs/v4/engine-io-protocol/ and .../socket-io-protocol/
 */
export function openMember(
  options: { url: string; token: string; localAddress: string },
  events: MemberEvents,
) {
  const address = `${options.url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, {
    localAddress: options.localAddress,
    origin: EXTENSION_ORIGIN,
    perMessageDeflate: false,
  });
  let last = -1;
  let isJoined = false;
  const early: { seq: number; latencyMs: number }[] = [];

  function onEvent(frame: string): void {
    const seq = numberAfter(frame, 'seq');
    if (seq <= last) events.outOfOrder('repeat');
    else if (last >= 0 && seq !== last + 1) events.outOfOrder('hole');
    last = Math.max(last, seq);
    const latencyMs = Date.now() - Date.parse(textAfter(frame, 'timestamp'));
    if (isJoined) events.received(latencyMs);
    else early.push({ seq, latencyMs });
    if (!frame.startsWith('42["job_progress"')) events.ended();
  }

  /** An event that arrived before the ack counts as delivered only when it is newer than the snapshot. */
  function onJoined(seq: number): void {
    isJoined = true;
    last = Math.max(last, seq);
    events.joined(seq);
    for (const event of early) if (event.seq > seq) events.received(event.latencyMs);
  }

  socket.on('message', (data) => {
    const frame = String(data);
    if (frame.startsWith('42')) onEvent(frame);
    else if (frame === '2') socket.send('3');
    else if (frame.startsWith('43')) {
      if (!frame.includes('"ok":true')) return events.closed(`join refused: ${frame.slice(0, 200)}`);
      onJoined(numberAfter(frame, 'seq'));
    } else if (frame.startsWith('40')) events.connected();
    else if (frame.startsWith('44')) events.closed(`refused: ${frame.slice(0, 200)}`);
    else if (frame.startsWith('0')) {
      socket.send(`40${JSON.stringify({ token: options.token, client: { boot_id: 'load' } })}`);
    }
  });
  socket.on('error', (error) => events.closed(error.message));
  socket.on('close', (code) => events.closed(`closed with ${code}`));

  return {
    join: (jobId: string): void => socket.send(`420${JSON.stringify(['join_job', { job_id: jobId }])}`),
    leave: (): void => {
      socket.removeAllListeners('close');
      socket.close();
    },
  };
}
export type Member = ReturnType<typeof openMember>;
