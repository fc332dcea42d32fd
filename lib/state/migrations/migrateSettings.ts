import type { StoredItem } from '@/lib/state/createStoredItem';
import type { Settings } from '@/lib/state/settings';
import { toVersion1 } from './toVersion1';
import { toVersion2 } from './toVersion2';

type Stored = Record<string, unknown>;

/** `steps[n]` makes version n + 1 out of version n. */
const steps: readonly ((stored: Stored) => object)[] = [toVersion1, toVersion2];

const asRecord = (value: unknown): Stored =>
  typeof value === 'object' && value !== null ? (value as Stored) : {};

/**
 * Brings stored settings of any version to the newest. It runs on every wake, since an update of the
 * extension does not always run `onInstalled` first. The newest step also repairs broken values, and reads
 * the values that it knows from settings of a later version.
 */
export function migrate(stored: unknown): Settings {
  let settings = asRecord(stored);
  const version = typeof settings.version === 'number' ? settings.version : 0;
  const from = Math.min(Math.max(0, version), steps.length - 1);
  for (const step of steps.slice(from)) settings = { ...step(settings) };
  return settings as unknown as Settings;
}

export async function migrateSettings(item: StoredItem<Settings>): Promise<Settings> {
  return item.update((stored) => {
    const next = migrate(stored);
    return JSON.stringify(next) === JSON.stringify(stored) ? stored : next;
  });
}
