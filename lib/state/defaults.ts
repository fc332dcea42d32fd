import type { ConnectionView } from './connectionView';
import type { Settings } from './settings';
import type { StartedElsewhere } from './startedElsewhere';

export const defaultSettings: Settings = {
  version: 2,
  language: 'auto',
  config: { enableWebSocket: true, websocketUrl: '', fallbackPollingInterval: 5000, maxReconnectAttempts: 5 },
  notifications: { when: 'always', keep: false, quiet: null },
  telemetry: true,
};

export const idleConnection: ConnectionView = {
  phase: 'idle',
  attempt: 0,
  since: '',
  pollEveryMs: null,
  reachable: true,
  reason: null,
  nextTryAt: null,
  holdUntil: null,
  roundTripMs: null,
  clock: null,
  news: null,
};

export const noneStartedElsewhere: StartedElsewhere = { of: '', cursor: null, jobs: [] };
