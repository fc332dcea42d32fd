import type { ConnectionTrouble } from './connectionTrouble';

/** How one state of the connection is shown. */
interface ConnectionTraits {
  /** The words of the pill are `pill.{pill}`. */
  pill: string;
  tone: 'quiet' | 'live' | 're' | 'poll' | 'off';
  dot: 'full' | 'half' | 'dashed' | 'empty';
  /** Whether the badge shows a question mark while scans run, and with which words. */
  badge: ConnectionTrouble | null;
  /** A running scan is shown in its last known state, which may be old. */
  stale: boolean;
  /** `when_needed`: only while missed updates cannot be requested, or after a loss. `pairing`: a card replaces the form. */
  note: 'never' | 'when_needed' | 'always' | 'pairing';
  /** What the welcome page says about live updates; `missing`: the words of the pill. */
  liveUpdates: 'on' | 'turned_off' | 'missing';
}

const well = { badge: null, stale: false, note: 'never', liveUpdates: 'on' } as const;
const polling = {
  pill: 'polling',
  tone: 'poll',
  dot: 'dashed',
  badge: null,
  stale: false,
  note: 'always',
  liveUpdates: 'missing',
} as const;
const turnedOff = { ...polling, pill: 'live_off', liveUpdates: 'turned_off' } as const;
const noAnswer = {
  tone: 'off',
  dot: 'empty',
  badge: 'unreachable',
  stale: true,
  note: 'always',
  liveUpdates: 'missing',
} as const;

/** Every state of the connection that screens tell apart. All that depends on the state is read from its row. */
export const connectionStates = {
  idle: { ...well, pill: 'idle', tone: 'quiet', dot: 'full' },
  connecting: { ...well, pill: 'connecting', tone: 'quiet', dot: 'half' },
  live: { ...well, pill: 'live', tone: 'live', dot: 'full', note: 'when_needed' },
  reconnecting: { ...noAnswer, pill: 'reconnecting', tone: 're', dot: 'half', badge: null },
  polling,
  server_full: polling,
  forbidden_origin: polling,
  rate_limited: polling,
  websocket_disabled: turnedOff,
  switched_off: turnedOff,
  unreachable: { ...noAnswer, pill: 'unreachable' },
  offline: { ...noAnswer, pill: 'offline' },
  not_our_server: { ...noAnswer, pill: 'not_our_server' },
  refused: { ...noAnswer, pill: 'refused' },
  not_ready: { ...noAnswer, pill: 'not_ready' },
  no_access: { ...noAnswer, pill: 'no_access', badge: 'no_access' },
  given_up: { ...noAnswer, pill: 'given_up', badge: 'given_up' },
  unauthorized: { ...noAnswer, pill: 'unauthorized', badge: 'unauthorized', note: 'pairing' },
  not_paired: { ...noAnswer, pill: 'not_paired', tone: 'quiet', badge: null, note: 'pairing' },
} as const satisfies Record<string, ConnectionTraits>;

export type ConnectionState = keyof typeof connectionStates;
