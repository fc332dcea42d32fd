import type { ConnectionView, Settings } from './types';

export const defaultSettings: Settings = {
  version: 1,
  language: 'auto',
  config: { enableWebSocket: true, websocketUrl: '', fallbackPollingInterval: 5000, maxReconnectAttempts: 5 },
};

export const idleConnection: ConnectionView = {
  phase: 'idle',
  attempt: 0,
  since: '',
  pollEveryMs: null,
  reachable: true,
  reason: null,
  nextTryAt: null,
  roundTripMs: null,
  clock: null,
  told: null,
};
