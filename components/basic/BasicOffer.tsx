import { useScreen } from '../screen/ScreenProvider';

/** Shown when the answer does not come from a server of ours. A person who knows the server can continue. */
export function BasicOffer({ onChosen }: { onChosen: () => void }) {
  const { t } = useScreen();
  return (
    <>
      <p className="dim sm">{t('basic.offer')}</p>
      <div>
        <button type="button" className="btn sm" onClick={onChosen} data-testid="offer-basic">
          {t('basic.connect')}
        </button>
      </div>
    </>
  );
}
