import type { AppConfig } from '@seo-live/protocol';

export type Language = 'auto' | 'zh-TW' | 'en';

/** storage.local `settings`, migrated by lib/state/migrations on every wake. */
export interface Settings {
  version: 2;
  language: Language;
  config: AppConfig;
  notifications: NotificationSettings;
  /** Send figures about the connection to the server; never the scanned addresses. */
  telemetry: boolean;
}

export interface NotificationSettings {
  when: 'always' | 'never';
  /** The notification stays until it is dismissed, if the browser can do that. */
  keep: boolean;
  /** Local times as `HH:MM`; over midnight when `from` is later than `to`. */
  quiet: { from: string; to: string } | null;
}
