import { useScreen } from '../screen/ScreenProvider';

/** The first thing that Tab reaches: leads past the head of the page. Only shown while it has the focus. */
export function SkipLink() {
  const { t } = useScreen();
  return (
    <button
      type="button"
      className="btn skip"
      onClick={() => {
        const main = document.querySelector('main');
        main?.setAttribute('tabindex', '-1');
        main?.focus();
      }}
    >
      {t('app.skip')}
    </button>
  );
}
