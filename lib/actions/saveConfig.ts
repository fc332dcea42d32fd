import { type AppConfig, appConfigSchema } from '@seo-live/protocol';
import { normalizeSocketUrl } from '../api/serverUrl';
import { type Answer, fail, succeed } from '../state/answer';
import { isQuietHours } from '../state/quietHours';
import type { Language, Settings } from '../state/settings';
import type { ActionContext } from './withServer';

/** Stores the whole change or nothing. `invalid_settings`: `detail` names the field. */
export async function saveConfig(
  { state, connection }: ActionContext,
  change: Partial<AppConfig>,
): Promise<Answer<AppConfig>> {
  const merged = { ...(await state.settings.get()).config, ...change };
  const parsed = appConfigSchema.safeParse(merged);
  if (!parsed.success)
    return fail('invalid_settings', { detail: String(parsed.error.issues[0]?.path[0] ?? '') });
  const socketUrl = normalizeSocketUrl(parsed.data.websocketUrl);
  if (!socketUrl.ok) return { ok: false, error: { ...socketUrl.error, detail: 'websocketUrl' } };
  const config = { ...parsed.data, websocketUrl: socketUrl.value };
  const changed = Object.fromEntries(Object.entries(config).filter(([name]) => name in change));
  // Only the changed fields, so that a change made meanwhile on another screen stays.
  const stored = await state.settings.update((settings) => ({
    ...settings,
    config: { ...settings.config, ...changed },
  }));
  await connection.ensure();
  return succeed(stored.config);
}

export async function saveLanguage({ state }: ActionContext, language: Language): Promise<Answer<null>> {
  await state.settings.update((settings) => ({ ...settings, language }));
  return succeed(null);
}

/** `invalid_settings`: the quiet hours are no times, and nothing is stored. */
export async function savePreferences(
  { state }: ActionContext,
  change: Partial<Pick<Settings, 'notifications' | 'telemetry'>>,
): Promise<Answer<null>> {
  const quiet = change.notifications?.quiet ?? null;
  if (quiet && !isQuietHours(quiet)) return fail('invalid_settings', { detail: 'quiet' });
  await state.settings.update((settings) => ({ ...settings, ...change }));
  return succeed(null);
}
