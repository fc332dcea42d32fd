// A process of members: connects them, joins the rooms it is told, and answers what they received.
import { setTimeout as wait } from 'node:timers/promises';
import { type Member, openMember } from './member.ts';

export interface ConnectOrder {
  url: string;
  users: { token: string; localAddress: string }[];
  membersOfUser: number;
}

export interface Received {
  members: number;
  deliveries: number;
  holes: number;
  repeats: number;
  ended: number;
  disconnects: string[];
  /** Index: whole milliseconds, the last one for everything longer. */
  histogram: number[];
}

const LONGEST_MS = 10_000;
/** Sockets opened at once: a browser's worth, not a flood. */
const AT_ONCE = 40;

const received: Received = {
  members: 0,
  deliveries: 0,
  holes: 0,
  repeats: 0,
  ended: 0,
  disconnects: [],
  histogram: Array.from({ length: LONGEST_MS + 1 }, () => 0),
};
const members: Member[][] = [];
let joined = 0;
let measuring = false;
let over = false;

const tell = (message: unknown) => process.send?.(message);

function open(order: ConnectOrder, user: ConnectOrder['users'][number]): Promise<Member> {
  return new Promise((resolve) => {
    const member = openMember(
      { url: order.url, ...user },
      {
        connected: () => resolve(member),
        joined: () => {
          joined += 1;
          if (joined === received.members) tell('joined');
        },
        received: (latencyMs) => {
          received.deliveries += 1;
          const bucket = Math.min(LONGEST_MS, Math.max(0, latencyMs));
          if (measuring) received.histogram[bucket] = (received.histogram[bucket] ?? 0) + 1;
        },
        wrong: (kind) => {
          if (kind === 'hole') received.holes += 1;
          else received.repeats += 1;
        },
        ended: () => {
          received.ended += 1;
          if (received.ended === received.members) tell('ended');
        },
        closed: (why) => {
          if (!over) received.disconnects.push(why);
        },
      },
    );
  });
}

async function connect(order: ConnectOrder): Promise<void> {
  for (const user of order.users) {
    const own: Member[] = [];
    for (let from = 0; from < order.membersOfUser; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, order.membersOfUser - from) }, () =>
        open(order, user),
      );
      own.push(...(await Promise.all(some)));
    }
    received.members += own.length;
    members.push(own);
    await wait(20);
  }
  tell('connected');
}

process.on('message', (message: { connect?: ConnectOrder; join?: string[]; do?: 'measure' | 'report' }) => {
  if (message.connect) void connect(message.connect);
  for (const [index, jobId] of (message.join ?? []).entries()) {
    for (const member of members[index] ?? []) member.join(jobId);
  }
  if (message.do === 'measure') measuring = true;
  if (message.do === 'report') {
    over = true;
    tell(received);
    for (const member of members.flat()) member.leave();
    process.disconnect();
  }
});
