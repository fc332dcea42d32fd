import type { AppConfig } from '@seo-live/protocol';
import { type FormEvent, useState } from 'react';
import { liveAddressOf } from '@/lib/state/liveAddressOf';
import { typedNumber } from '../form/scanOptions';
import { ConnectionNote } from '../notes/ConnectionNote';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Confirm } from '../shared/Confirm';
import { Switch } from '../shared/Switch';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';
import { otherHost } from './otherHost';
import { SettingRow } from './SettingRow';

/** The same limits as `appConfigSchema`: a test holds the two together. */
export const configLimits = {
  fallbackPollingInterval: { min: 1000, max: 600_000 },
  maxReconnectAttempts: { min: 1, max: 100 },
} as const;

/** The four values of `AppConfig`. The switch counts at once, the fields when they are saved. */
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
    <section id="connection" aria-labelledby="connection-title">
      <h2 id="connection-title" className="h2">
        {t('options.connection')}
      </h2>
      {server && <ConnectionNote />}
      <form className="card settings" onSubmit={submit} noValidate>
        <SettingRow title={t('options.enable')} name="enableWebSocket" text={t('options.enable_text')}>
          <Switch
            label={t('options.enable')}
            hidden
            on={config.enableWebSocket}
            onChange={(enableWebSocket) => void save.run({ enableWebSocket })}
          />
        </SettingRow>
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
        <SettingRow
          title={t('options.interval')}
          name="fallbackPollingInterval"
          text={t('options.interval_text')}
        >
          <TextField
            label={t('options.interval')}
            hideLabel
            value={interval}
            onChange={edit(setInterval)}
            unit={t('options.ms')}
            problem={intervalProblem}
            testId="interval"
            numeric
          />
        </SettingRow>
        <SettingRow
          title={t('options.attempts')}
          name="maxReconnectAttempts"
          text={t('options.attempts_text')}
        >
          <TextField
            label={t('options.attempts')}
            hideLabel
            value={attempts}
            onChange={edit(setAttempts)}
            problem={attemptsProblem}
            testId="attempts"
            numeric
          />
        </SettingRow>
        <FailureNote failure={save.failure} />
        <div className="row save">
          <button type="submit" className="btn" disabled={save.busy} data-testid="save">
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
    </section>
  );
}
