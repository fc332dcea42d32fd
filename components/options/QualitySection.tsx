import { useMemo } from 'react';
import { connectionQualityOf } from '@/lib/state/connectionQuality';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Section } from '../shared/Section';
import { useAction } from '../shared/useAction';
import { QualityRow } from './QualityRow';
import { SwitchSetting } from './SwitchSetting';

/** To one decimal. The caller rounds towards the worse value, so that a missed target never looks met. */
const tenths = (share: number, round: (value: number) => number): number => round(share * 1000) / 10;

/** Connection quality: each target with what was measured. */
export function QualitySection() {
  const { t, f, send, abilities } = useScreen();
  const measured = useStored((view) => view.measured);
  const on = useStored((view) => view.settings.telemetry);
  const { since, latency, connection, fallback } = useMemo(() => connectionQualityOf(measured), [measured]);
  const save = useAction(async (wished: boolean) =>
    send('savePreferences', { telemetry: (await abilities.consentToTelemetry(wished)) && wished }),
  );
  const unsure = latency.unsure > 0 ? t('quality.latency_unsure', { count: latency.unsure }) : null;
  const outages =
    connection.outages > 0 ? t('quality.connection_outages', { count: connection.outages }) : null;

  return (
    <Section id="quality" title={t('quality.title')}>
      <p className="dim sm">
        {since
          ? f.sentences(t('quality.text'), t('quality.since', { date: f.day(since) }))
          : t('quality.text_none')}
      </p>
      <ul className="card quality">
        <QualityRow
          name="latency"
          met={latency.met}
          figure={
            latency.p99 === null
              ? t('quality.latency_slower')
              : t('quality.latency_figure', { ms: latency.p99 })
          }
          words={t('quality.latency_words', latency)}
          apart={unsure}
        />
        <QualityRow
          name="connection"
          met={connection.met}
          figure={`${f.decimal(tenths(connection.part / connection.whole, Math.floor))}%`}
          words={t('quality.connection_words', connection)}
          apart={outages}
        />
        <QualityRow
          name="fallback"
          met={fallback.met}
          figure={`${f.decimal(tenths(fallback.part / fallback.whole, Math.ceil))}%`}
          words={t('quality.fallback_words', fallback)}
        />
      </ul>
      <div className="card settings">
        <SwitchSetting
          title={t('quality.send')}
          text={t('quality.send_text')}
          on={on}
          onChange={(wanted) => void save.run(wanted)}
        />
        <FailureNote failure={save.failure} />
      </div>
    </Section>
  );
}
