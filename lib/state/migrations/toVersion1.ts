import { appConfigSchema } from '@seo-live/protocol';
import { defaultSettings } from '@/lib/state/defaults';
import type { Language, Settings } from '@/lib/state/settings';

const languages: readonly unknown[] = ['auto', 'zh-TW', 'en'] satisfies Language[];

type SettingsOfVersion1 = Pick<Settings, 'language' | 'config'> & { version: 1 };

/** Keeps each valid value, and takes the default for missing and broken ones. */
export function toVersion1(stored: Record<string, unknown>): SettingsOfVersion1 {
  const config = { ...defaultSettings.config };
  const given = typeof stored.config === 'object' && stored.config ? stored.config : {};
  for (const [name, value] of Object.entries(given)) {
    if (!(name in config)) continue;
    const tried = appConfigSchema.safeParse({ ...config, [name]: value });
    if (tried.success) Object.assign(config, tried.data);
  }
  const language = languages.includes(stored.language)
    ? (stored.language as Language)
    : defaultSettings.language;
  return { version: 1, language, config };
}
