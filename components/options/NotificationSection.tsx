import { useState } from 'react';
import type { NotificationSettings } from '@/lib/state/settings';
import { BlockedNote } from '../notes/BlockedNote';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Section } from '../shared/Section';
import { Segmented } from '../shared/Segmented';
import { useAction } from '../shared/useAction';
import { NotifiedList } from './NotifiedList';
import { SettingRow } from './SettingRow';
import { SwitchSetting } from './SwitchSetting';

/** The quiet hours until the person chooses others. */
const DEFAULT_QUIET_HOURS = { from: '22:00', to: '07:00' };

/** When notifications are shown, a test of them, and the notification history. */
export function NotificationSection() {
  const { t, send, abilities } = useScreen();
  const stored = useStored((view) => view.settings.notifications);
  const [shown, setShown] = useState(false);
  const save = useAction((change: Partial<NotificationSettings>) =>
    send('savePreferences', { notifications: { ...stored, ...change } }),
  );
  const test = useAction(
    () => send('testNotification'),
    () => setShown(true),
  );
  const time = (end: 'from' | 'to') => (
    <label className="row">
      <span className="dim sm">{t(`notify.${end}`)}</span>
      <input
        type="time"
        className="field time"
        value={stored.quiet?.[end]}
        data-testid={`quiet-${end}`}
        onChange={({ target }) => {
          // The value is empty while it is being typed. The stored hours stay until then.
          if (stored.quiet && target.value)
            void save.run({ quiet: { ...stored.quiet, [end]: target.value } });
        }}
      />
    </label>
  );
  return (
    <Section id="notifications" title={t('notify.title')}>
      <BlockedNote />
      <div className="card settings">
        <SettingRow title={t('notify.when')} text={t('notify.when_text')}>
          <Segmented
            label={t('notify.when')}
            value={stored.when}
            choices={[
              { value: 'always', label: t('notify.always') },
              { value: 'never', label: t('notify.never') },
            ]}
            onChange={(when) => void save.run({ when })}
          />
        </SettingRow>
        {abilities.keepsNotifications && (
          <SwitchSetting
            title={t('notify.keep')}
            text={t('notify.keep_text')}
            on={stored.keep}
            onChange={(keep) => void save.run({ keep })}
          />
        )}
        <SwitchSetting
          title={t('notify.quiet')}
          text={t('notify.quiet_text')}
          on={stored.quiet !== null}
          onChange={(on) => void save.run({ quiet: on ? DEFAULT_QUIET_HOURS : null })}
          below={
            stored.quiet && (
              <div className="row wrap-row">
                {time('from')}
                {time('to')}
              </div>
            )
          }
        />
        <FailureNote failure={save.failure} />
        <div className="row wrap-row save">
          <button
            type="button"
            className="btn"
            aria-disabled={test.busy}
            data-testid="test-notification"
            onClick={() => {
              setShown(false);
              void test.run();
            }}
          >
            {t('notify.test')}
          </button>
          <span role="status" className="dim sm">
            {shown ? t('notify.test_sent') : ''}
          </span>
        </div>
        <FailureNote failure={test.failure} />
      </div>
      <NotifiedList />
    </Section>
  );
}
