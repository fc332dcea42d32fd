// A process with the members: it connects them, joins the given rooms and reports what they received.
import { setTimeout as wait } from 'node:timers/promises';
import { type Member, openMember } from './member.ts';

export interface ConnectCommand {
  url: string;
  users: { token: string; localAddress: string }[];
  membersOfUser: number;
  /** A socket that is not connected within this time has failed. */
  withinMs: number;
}

export interface Received {
  members: number;
  deliveries: number;
  /** For each user, the sum of the positions at which the members joined. */
  joinedAt: number[];
  holes: number;
  repeats: number;
  ended: number;
  disconnects: string[];
  /** From `measure` until the first scan ended. */
  measuredMs: number;
  /** Latencies in that time. Index: whole milliseconds; the last one counts everything longer. */
  histogram: number[];
}

export type Command = { connect: ConnectCommand } | { join: string[] } | { do: 'measure' | 'report' };
export type Reply =
  | { is: 'connected' | 'joined' | 'ended' }
  | { is: 'failed'; why: string }
  | { is: 'report'; received: Received };

const LONGEST_MS = 10_000;
/** Sockets opened at the same time, to stay below the flood limit of the server. */
const AT_ONCE = 40;

const received: Received = {
  members: 0,
  deliveries: 0,
  joinedAt: [],
  holes: 0,
  repeats: 0,
  ended: 0,
  disconnects: [],
  measuredMs: 0,
  histogram: Array.from({ length: LONGEST_MS + 1 }, () => 0),
};
const members: Member[][] = [];
let joined = 0;
let measuredFrom: number | null = null;
let over = false;

const reply = (message: Reply) => process.send?.(message);

function endMeasuring(): void {
  if (measuredFrom !== null) received.measuredMs = performance.now() - measuredFrom;
  measuredFrom = null;
}

function closed(why: string): void {
  if (over) return;
  received.disconnects.push(why);
  if (joined < received.members) reply({ is: 'failed', why });
}

/** Rejects with the reason when the socket closes before it is connected, or when the time is over. */
function open(
  command: ConnectCommand,
  index: number,
  user: ConnectCommand['users'][number],
): Promise<Member> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => {
      member.leave();
      reject(new Error(`not connected within ${command.withinMs} ms`));
    }, command.withinMs);
    let isConnected = false;
    const member = openMember(
      { url: command.url, ...user },
      {
        connected() {
          isConnected = true;
          clearTimeout(timeout);
          resolve(member);
        },
        joined(seq) {
          joined += 1;
          received.joinedAt[index] = (received.joinedAt[index] ?? 0) + seq;
          if (joined === received.members) reply({ is: 'joined' });
        },
        received(latencyMs) {
          received.deliveries += 1;
          const bucket = Math.min(LONGEST_MS, Math.max(0, latencyMs));
          if (measuredFrom !== null) received.histogram[bucket] = (received.histogram[bucket] ?? 0) + 1;
        },
        outOfOrder(kind) {
          if (kind === 'hole') received.holes += 1;
          else received.repeats += 1;
        },
        ended() {
          endMeasuring();
          received.ended += 1;
          if (received.ended === received.members) reply({ is: 'ended' });
        },
        closed(why) {
          if (isConnected) return closed(why);
          clearTimeout(timeout);
          reject(new Error(why));
        },
      },
    );
  });
}

async function connect(command: ConnectCommand): Promise<void> {
  for (const [index, user] of command.users.entries()) {
    const own: Member[] = [];
    for (let from = 0; from < command.membersOfUser; from += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, command.membersOfUser - from) }, () =>
        open(command, index, user),
      );
      own.push(...(await Promise.all(batch)));
    }
    received.members += own.length;
    members.push(own);
    await wait(20);
  }
  reply({ is: 'connected' });
}

process.on('message', (command: Command) => {
  if ('connect' in command) {
    connect(command.connect).catch((error: Error) => reply({ is: 'failed', why: error.message }));
  } else if ('join' in command) {
    for (const [index, jobId] of command.join.entries()) {
      for (const member of members[index] ?? []) member.join(jobId);
    }
  } else if (command.do === 'measure') measuredFrom = performance.now();
  else {
    endMeasuring();
    over = true;
    reply({ is: 'report', received });
    for (const member of members.flat()) member.leave();
  }
});
// The parent process ended, or needs nothing more.
process.on('disconnect', () => process.exit(0));
