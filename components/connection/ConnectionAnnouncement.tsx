import { useScreen, useStored } from '../screen/ScreenProvider';

/** Speaks that live updates were lost, and that they are back: a region of its own, so that it is said once. */
export function ConnectionAnnouncement() {
  const { t } = useScreen();
  const told = useStored((view) => view.connection.told);
  return (
    <div className="only-read" role="status" aria-live="polite" data-testid="told">
      {told ? t(`connection.told_${told}`) : ''}
    </div>
  );
}
