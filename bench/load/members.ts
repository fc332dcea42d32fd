// A process of members: connects them, joins the rooms it is told, and answers what they received.
import { setTimeout as wait } from 'node:timers/promises';
import { type Member, openMember } from './member.ts';

export interface ConnectOrder {
  url: string;
  users: { token: string; localAddress: string }[];
  membersOfUser: number;
  /** A socket that is not connected by then has failed. */
  withinMs: number;
}

export interface Received {
  members: number;
  deliveries: number;
  /** Of each user's members, the sum of the positions they joined at. */
  joinedAt: number[];
  holes: number;
  repeats: number;
  ended: number;
  disconnects: string[];
  /** From `measure` until the first scan ended. */
  measuredMs: number;
  /** What came in that time. Index: whole milliseconds, the last one for everything longer. */
  histogram: number[];
}

export type Order = { connect: ConnectOrder } | { join: string[] } | { do: 'measure' | 'report' };
export type Told =
  | { is: 'connected' | 'joined' | 'ended' }
  | { is: 'failed'; why: string }
  | { is: 'report'; received: Received };

const LONGEST_MS = 10_000;
/** Sockets opened at once: a browser's worth, not a flood. */
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

const tell = (told: Told) => process.send?.(told);

function endMeasuring(): void {
  if (measuredFrom !== null) received.measuredMs = performance.now() - measuredFrom;
  measuredFrom = null;
}

function closed(why: string): void {
  if (over) return;
  received.disconnects.push(why);
  if (joined < received.members) tell({ is: 'failed', why });
}

/** Rejects with the reason when it is closed before it is connected, or when nothing happens in time. */
function open(order: ConnectOrder, index: number, user: ConnectOrder['users'][number]): Promise<Member> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      member.leave();
      reject(new Error(`not connected within ${order.withinMs} ms`));
    }, order.withinMs);
    let isConnected = false;
    const member = openMember(
      { url: order.url, ...user },
      {
        connected() {
          isConnected = true;
          clearTimeout(late);
          resolve(member);
        },
        joined(seq) {
          joined += 1;
          received.joinedAt[index] = (received.joinedAt[index] ?? 0) + seq;
          if (joined === received.members) tell({ is: 'joined' });
        },
        received(latencyMs) {
          received.deliveries += 1;
          const bucket = Math.min(LONGEST_MS, Math.max(0, latencyMs));
          if (measuredFrom !== null) received.histogram[bucket] = (received.histogram[bucket] ?? 0) + 1;
        },
        wrong(kind) {
          if (kind === 'hole') received.holes += 1;
          else received.repeats += 1;
        },
        ended() {
          endMeasuring();
          received.ended += 1;
          if (received.ended === received.members) tell({ is: 'ended' });
        },
        closed(why) {
          if (isConnected) return closed(why);
          clearTimeout(late);
          reject(new Error(why));
        },
      },
    );
  });
}

async function connect(order: ConnectOrder): Promise<void> {
  for (const [index, user] of order.users.entries()) {
    const own: Member[] = [];
    for (let from = 0; from < order.membersOfUser; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, order.membersOfUser - from) }, () =>
        open(order, index, user),
      );
      own.push(...(await Promise.all(some)));
    }
    received.members += own.length;
    members.push(own);
    await wait(20);
  }
  tell({ is: 'connected' });
}

process.on('message', (order: Order) => {
  if ('connect' in order) {
    connect(order.connect).catch((error: Error) => tell({ is: 'failed', why: error.message }));
  } else if ('join' in order) {
    for (const [index, jobId] of order.join.entries()) {
      for (const member of members[index] ?? []) member.join(jobId);
    }
  } else if (order.do === 'measure') measuredFrom = performance.now();
  else {
    endMeasuring();
    over = true;
    tell({ is: 'report', received });
    for (const member of members.flat()) member.leave();
  }
});
// Whoever gave the orders is gone, or has all it wants.
process.on('disconnect', () => process.exit(0));
