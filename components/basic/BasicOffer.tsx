import { useScreen } from '../screen/ScreenProvider';

/** Shown after an answer that no server of ours gives. A person who knows the server can go on. */
export function BasicOffer({ onChosen }: { onChosen: () => void }) {
  const { t } = useScreen();
  return (
    <>
      <p className="dim sm">{t('plain.offer')}</p>
      <div>
        <button type="button" className="btn sm" onClick={onChosen} data-testid="offer-basic">
          {t('plain.connect')}
        </button>
      </div>
    </>
  );
}
