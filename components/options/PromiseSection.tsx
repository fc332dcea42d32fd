import { useMemo } from 'react';
import { promisesOf } from '@/lib/state/promises';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Section } from '../shared/Section';
import { useAction } from '../shared/useAction';
import { PromiseRow } from './PromiseRow';
import { SwitchSetting } from './SwitchSetting';

/** To one decimal. The caller rounds towards the worse value, so that a missed target never looks met. */
const tenths = (share: number, round: (value: number) => number): number => round(share * 1000) / 10;

/** Connection quality: each target with what was measured. */
export function PromiseSection() {
  const { t, f, send, abilities } = useScreen();
  const measured = useStored((view) => view.measured);
  const on = useStored((view) => view.settings.telemetry);
  const { since, latency, connection, fallback } = useMemo(() => promisesOf(measured), [measured]);
  const save = useAction(async (wished: boolean) =>
    send('savePreferences', { telemetry: (await abilities.consentToTelemetry(wished)) && wished }),
  );
  const unsure = latency.unsure > 0 ? t('promises.latency_unsure', { count: latency.unsure }) : null;
  const outages =
    connection.outages > 0 ? t('promises.connection_outages', { count: connection.outages }) : null;

  return (
    <Section id="promises" title={t('promises.title')}>
      <p className="dim sm">
        {since
          ? `${t('promises.text')} ${t('promises.since', { date: f.day(since) })}`
          : t('promises.text_none')}
      </p>
      <ul className="card promises">
        <PromiseRow
          name="latency"
          kept={latency.kept}
          figure={
            latency.p99 === null
              ? t('promises.latency_slower')
              : t('promises.latency_figure', { ms: latency.p99 })
          }
          words={t('promises.latency_words', latency)}
          apart={unsure}
        />
        <PromiseRow
          name="connection"
          kept={connection.kept}
          figure={`${f.decimal(tenths(connection.part / connection.whole, Math.floor))}%`}
          words={t('promises.connection_words', connection)}
          apart={outages}
        />
        <PromiseRow
          name="fallback"
          kept={fallback.kept}
          figure={`${f.decimal(tenths(fallback.part / fallback.whole, Math.ceil))}%`}
          words={t('promises.fallback_words', fallback)}
        />
      </ul>
      <div className="card settings">
        <SwitchSetting
          title={t('promises.send')}
          text={t('promises.send_text')}
          on={on}
          onChange={(wanted) => void save.run(wanted)}
        />
        <FailureNote failure={save.failure} />
      </div>
    </Section>
  );
}
