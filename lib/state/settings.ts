import type { AppConfig } from '@seo-live/protocol';

export type Language = 'auto' | 'zh-TW' | 'en';

/** storage.local `settings`, migrated by lib/state/migrations on every wake. */
export interface Settings {
  version: 2;
  language: Language;
  config: AppConfig;
  notifications: NotificationSettings;
  /** Send the server figures about the connection; never what is scanned. */
  telemetry: boolean;
}

export interface NotificationSettings {
  when: 'always' | 'never';
  /** Stays until it is dismissed, where the browser can do so. */
  keep: boolean;
  /** Local times as `HH:MM`; over midnight when `from` is later than `to`. */
  quiet: { from: string; to: string } | null;
}
