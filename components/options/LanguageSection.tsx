import type { Language } from '@/lib/state/settings';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Section } from '../shared/Section';
import { Segmented } from '../shared/Segmented';
import { useAction } from '../shared/useAction';
import { SettingRow } from './SettingRow';

/** The language of screens, badge and notifications; it changes at once. */
export function LanguageSection() {
  const { t, send } = useScreen();
  const language = useStored((view) => view.settings.language);
  const save = useAction((chosen: Language) => send('saveLanguage', chosen));
  return (
    <Section id="language" title={t('options.language')}>
      <div className="card settings">
        <SettingRow title={t('options.language')} text={t('options.language_text')}>
          <Segmented
            label={t('options.language')}
            value={language}
            choices={[
              { value: 'auto', label: t('options.auto') },
              { value: 'zh-TW', label: '繁體中文', lang: 'zh-TW' },
              { value: 'en', label: 'English', lang: 'en' },
            ]}
            onChange={(chosen) => void save.run(chosen)}
          />
        </SettingRow>
        <FailureNote failure={save.failure} />
      </div>
    </Section>
  );
}
