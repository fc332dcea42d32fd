import { useScreen } from '../screen/ScreenProvider';

interface QualityRowProps {
  name: 'latency' | 'connection' | 'fallback';
  /** Null: nothing was measured yet. */
  met: boolean | null;
  figure: string;
  /** Numerator and denominator. */
  words: string;
  /** What neither number includes; also shown when nothing else was measured. */
  apart?: string | null;
}

/**
 * One target of connection quality: the target, what was measured, from what, and what a missed target means.
 */
export function QualityRow({ name, met, figure, words, apart }: QualityRowProps) {
  const { t } = useScreen();
  const status = met === null ? 'unmeasured' : met ? 'met' : 'missed';
  return (
    <li data-testid={`quality-${name}`} data-status={status}>
      <div>
        <span className="row wrap-row">
          <b>{t(`quality.${name}`)}</b>
          <span className={`tag ${met === null ? '' : met ? 'ok' : 'warn'}`}>{t(`quality.${status}`)}</span>
        </span>
        <span className="dim sm">{t('quality.target', { target: t(`quality.${name}_target`) })}</span>
      </div>
      <span className="figure" data-testid="figure">
        {met === null ? '–' : figure}
      </span>
      <div className="basis dim sm">
        <p>{met === null ? t(`quality.${name}_none`) : words}</p>
        {apart && <p>{apart}</p>}
        {met === false && <p>{t(`quality.${name}_missed`)}</p>}
      </div>
    </li>
  );
}
