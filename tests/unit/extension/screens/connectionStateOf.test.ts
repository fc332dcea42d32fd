import { describe, expect, it } from 'vitest';
import { connectionStateOf } from '@/lib/state/connectionStateOf';
import { connectionStates } from '@/lib/state/connectionStates';
import { connectionTrouble } from '@/lib/state/connectionTrouble';
import type { ConnectionView } from '@/lib/state/connectionView';
import { defaultSettings, idleConnection } from '@/lib/state/defaults';

const away: { online: boolean; serverUrl: string | null } = {
  online: true,
  serverUrl: 'https://scan.example.com',
};
const state = (change: Partial<ConnectionView>, surroundings = away, settings = defaultSettings) =>
  connectionStateOf({ ...idleConnection, ...change }, settings, surroundings);

describe('the state of the connection that people see', () => {
  it('follows the phase of the connection', () => {
    expect(state({ phase: 'idle' })).toBe('idle');
    expect(state({ phase: 'live' })).toBe('live');
    expect(state({ phase: 'connecting', attempt: 0 })).toBe('connecting');
    // The state stays the same through all tries; otherwise the note would flicker.
    for (const phase of ['waiting', 'connecting'] as const) {
      for (const attempt of [1, 2]) expect(state({ phase, attempt })).toBe('reconnecting');
    }
    expect(state({ phase: 'waiting', attempt: 2, reachable: false })).toBe('unreachable');
    expect(state({ phase: 'unauthorized' })).toBe('unauthorized');
    expect(state({ phase: 'given_up' })).toBe('given_up');
  });

  it('names the reason for polling', () => {
    expect(state({ phase: 'polling', reason: 'network' })).toBe('polling');
    expect(state({ phase: 'polling', reason: 'websocket_disabled' })).toBe('websocket_disabled');
    expect(state({ phase: 'polling', reason: 'server_full' })).toBe('server_full');
    expect(state({ phase: 'polling', reason: 'forbidden_origin' })).toBe('forbidden_origin');
    expect(state({ phase: 'polling', reachable: false, reason: 'websocket_disabled' })).toBe('unreachable');
    const off = { ...defaultSettings, config: { ...defaultSettings.config, enableWebSocket: false } };
    expect(state({ phase: 'polling' }, away, off)).toBe('switched_off');
  });

  it('names what answered in place of the server', () => {
    for (const phase of ['polling', 'waiting'] as const) {
      const withoutAnswer = (reason: string) => state({ phase, attempt: 2, reachable: false, reason });
      expect(withoutAnswer('bad_answer')).toBe('not_our_server');
      expect(withoutAnswer('no_such_route')).toBe('not_our_server');
      expect(withoutAnswer('forbidden')).toBe('refused');
      expect(withoutAnswer('unavailable')).toBe('not_ready');
      expect(withoutAnswer('internal')).toBe('not_ready');
      expect(withoutAnswer('host_permission')).toBe('no_access');
      expect(withoutAnswer('network')).toBe('unreachable');
      expect(withoutAnswer('timeout')).toBe('unreachable');
      expect(withoutAnswer('from_the_future')).toBe('unreachable');
    }
    expect(state({ phase: 'polling', reason: 'rate_limited' })).toBe('rate_limited');
  });

  it('is offline only when nothing answers, and never for a server on this computer', () => {
    const offline = { ...away, online: false };
    expect(state({ phase: 'live' }, offline)).toBe('live');
    expect(state({ phase: 'polling' }, offline)).toBe('polling');
    expect(state({ phase: 'polling', reachable: false }, offline)).toBe('offline');
    expect(state({ phase: 'waiting', attempt: 2 }, offline)).toBe('offline');
    const local = { online: false, serverUrl: 'http://127.0.0.1:8001' };
    expect(state({ phase: 'polling', reachable: false }, local)).toBe('unreachable');
  });

  it('without a server is not paired, whatever is stored', () => {
    expect(state({ phase: 'live' }, { online: true, serverUrl: null })).toBe('not_paired');
  });

  it('shows a time where the last known state is not the present one', () => {
    const stale = Object.entries(connectionStates).flatMap(([name, traits]) => (traits.stale ? name : []));
    expect(stale).toEqual(expect.arrayContaining(['reconnecting', 'unreachable', 'unauthorized']));
    for (const name of ['live', 'polling', 'idle', 'server_full']) expect(stale).not.toContain(name);
  });

  it('shows in the badge what the table says', () => {
    const phases = ['waiting', 'polling', 'live', 'connecting', 'unauthorized', 'given_up'] as const;
    const reasons = [null, 'network', 'bad_answer', 'host_permission', 'unavailable', 'server_full'];
    for (const phase of phases) {
      for (const reason of reasons) {
        for (const reachable of [true, false]) {
          const change = { phase, reason, reachable, attempt: 1 };
          const badge = connectionTrouble({ ...idleConnection, ...change });
          expect(badge, JSON.stringify(change)).toBe(connectionStates[state(change)].badge);
        }
      }
    }
  });
});
