import { useScreen } from '../screen/ScreenProvider';

/** Below an answer that is not ours: whoever knows the server better than its answer can go on. */
export function BasicOffer({ onChosen }: { onChosen: () => void }) {
  const { t } = useScreen();
  return (
    <>
      <p className="dim sm">{t('plain.offer')}</p>
      <div>
        <button type="button" className="btn sm" onClick={onChosen} data-testid="offer-plain">
          {t('plain.connect')}
        </button>
      </div>
    </>
  );
}
