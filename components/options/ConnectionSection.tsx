import type { AppConfig } from '@seo-live/protocol';
import { type FormEvent, useState } from 'react';
import { liveAddressOf } from '@/lib/state/liveAddressOf';
import { typedNumber } from '../form/scanOptions';
import { otherHost } from '../form/typedAddress';
import { ConnectionNote } from '../notes/ConnectionNote';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Confirm } from '../shared/Confirm';
import { Section } from '../shared/Section';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';
import { NumberSetting } from './NumberSetting';
import { SettingRow } from './SettingRow';
import { SwitchSetting } from './SwitchSetting';

/** The same limits as `appConfigSchema`; a test compares them. */
export const configLimits = {
  fallbackPollingInterval: { min: 1000, max: 600_000 },
  maxReconnectAttempts: { min: 1, max: 100 },
} as const;

/** The four values of `AppConfig`. The switch takes effect at once, the fields when they are saved. */
export function ConnectionSection() {
  const { t, f, send } = useScreen();
  const config = useStored((view) => view.settings.config);
  const server = useStored((view) => view.server);
  const [url, setUrl] = useState(config.websocketUrl);
  const [interval, setInterval] = useState(String(config.fallbackPollingInterval));
  const [attempts, setAttempts] = useState(String(config.maxReconnectAttempts));
  const [asking, setAsking] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const save = useAction(
    (change: Partial<AppConfig>) => send('saveConfig', change),
    (value) => {
      setUrl(value.websocketUrl);
      setSaved(true);
    },
  );

  const whole = (typed: string, name: keyof typeof configLimits): string | undefined => {
    const { min, max } = configLimits[name];
    const value = typedNumber(typed);
    if (value !== null && Number.isInteger(value) && value >= min && value <= max) return undefined;
    return t('form.not_whole', { min: f.count(min), max: f.count(max) });
  };
  const intervalProblem = whole(interval, 'fallbackPollingInterval');
  const attemptsProblem = whole(attempts, 'maxReconnectAttempts');
  const saveFields = () =>
    void save.run({
      websocketUrl: url.trim(),
      fallbackPollingInterval: typedNumber(interval) ?? config.fallbackPollingInterval,
      maxReconnectAttempts: typedNumber(attempts) ?? config.maxReconnectAttempts,
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    if (intervalProblem || attemptsProblem) return;
    const host = url.trim() === config.websocketUrl ? null : otherHost(url, server?.url ?? null);
    if (host) setAsking(host);
    else saveFields();
  };
  const edit = (set: (typed: string) => void) => (typed: string) => {
    set(typed);
    setSaved(false);
    save.reset();
  };

  return (
    <Section id="connection" title={t('options.connection')}>
      {server && <ConnectionNote />}
      <form className="card settings" onSubmit={submit} noValidate>
        <SwitchSetting
          title={t('options.enable')}
          name="enableWebSocket"
          text={t('options.enable_text')}
          on={config.enableWebSocket}
          onChange={(enableWebSocket) => void save.run({ enableWebSocket })}
        />
        <SettingRow title={t('options.url')} name="websocketUrl" text={t('options.url_text')}>
          <TextField
            label={t('options.url')}
            hideLabel
            value={url}
            onChange={edit(setUrl)}
            placeholder={server ? liveAddressOf({ websocketUrl: '' }, server) : ''}
            testId="websocket-url"
            mono
          />
        </SettingRow>
        <NumberSetting
          title={t('options.interval')}
          name="fallbackPollingInterval"
          text={t('options.interval_text')}
          value={interval}
          onChange={edit(setInterval)}
          unit={t('options.ms')}
          problem={intervalProblem}
          testId="interval"
        />
        <NumberSetting
          title={t('options.attempts')}
          name="maxReconnectAttempts"
          text={t('options.attempts_text')}
          value={attempts}
          onChange={edit(setAttempts)}
          problem={attemptsProblem}
          testId="attempts"
        />
        <FailureNote failure={save.failure} />
        <div className="row save">
          <button type="submit" className="btn" aria-disabled={save.busy} data-testid="save">
            {t('app.save')}
          </button>
          <span role="status" className="up sm">
            {saved ? t('app.saved') : ''}
          </span>
        </div>
      </form>
      {asking && (
        <Confirm
          title={t('options.host_title', { host: asking })}
          text={t('options.host_text', { server: server?.name ?? '–' })}
          confirm={t('options.host_confirm', { host: asking })}
          onConfirm={saveFields}
          onClose={() => setAsking(null)}
        />
      )}
    </Section>
  );
}
