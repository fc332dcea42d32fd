import { useScreen } from '../screen/ScreenProvider';

interface PromiseRowProps {
  name: 'latency' | 'connection' | 'fallback';
  /** Null: nothing was measured yet. */
  kept: boolean | null;
  figure: string;
  /** Numerator and denominator. */
  words: string;
  /** What neither number includes; also shown when nothing else was measured. */
  apart?: string | null;
}

/**
 * One target of connection quality: the target, what was measured, from what, and what a missed target means.
 */
export function PromiseRow({ name, kept, figure, words, apart }: PromiseRowProps) {
  const { t } = useScreen();
  const status = kept === null ? 'unmeasured' : kept ? 'kept' : 'missed';
  return (
    <li data-testid={`promise-${name}`} data-status={status}>
      <div>
        <span className="row wrap-row">
          <b>{t(`promises.${name}`)}</b>
          <span className={`tag ${kept === null ? '' : kept ? 'ok' : 'warn'}`}>
            {t(`promises.${status}`)}
          </span>
        </span>
        <span className="dim sm">{t('promises.target', { target: t(`promises.${name}_target`) })}</span>
      </div>
      <span className="figure" data-testid="figure">
        {kept === null ? '–' : figure}
      </span>
      <div className="basis dim sm">
        <p>{kept === null ? t(`promises.${name}_none`) : words}</p>
        {apart && <p>{apart}</p>}
        {kept === false && <p>{t(`promises.${name}_missed`)}</p>}
      </div>
    </li>
  );
}
