import type { SocketTest } from '@/lib/state/socketTest';

export const fail = (code: string) => ({ ok: false as const, error: { code } });
const succeed = <T>(value: T) => ({ ok: true as const, value });
export const config = (change: object = {}) =>
  succeed({
    server_id: 's1',
    name: 'Test server',
    version: '0.1.0',
    server_time: '2026-11-23T08:00:00.000Z',
    websocket: { enabled: true, url: null },
    polling_interval_ms: 5000,
    ...change,
  });
export const socket = (change: Partial<SocketTest> = {}) =>
  succeed({ connectMs: 31, roundTripMs: 3, messageMs: 4, code: null, ...change });
export const tokens = succeed({ tokens: [] });
