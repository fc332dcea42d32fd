import { defaultSettings } from '@/lib/state/defaults';
import { isQuietHours } from '@/lib/state/quietHours';
import type { NotificationSettings, Settings } from '@/lib/state/settings';
import { toVersion1 } from './toVersion1';

function notificationsOf(stored: unknown): NotificationSettings {
  const known = (typeof stored === 'object' && stored ? stored : {}) as Record<string, unknown>;
  return {
    when: known.when === 'never' ? 'never' : 'always',
    keep: known.keep === true,
    quiet: isQuietHours(known.quiet) ? { from: known.quiet.from, to: known.quiet.to } : null,
  };
}

/** Adds the settings of notifications and of telemetry. */
export function toVersion2(stored: Record<string, unknown>): Settings {
  return {
    ...toVersion1(stored),
    version: 2,
    notifications: notificationsOf(stored.notifications),
    telemetry: typeof stored.telemetry === 'boolean' ? stored.telemetry : defaultSettings.telemetry,
  };
}
