import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useScreen } from '../screen/ScreenProvider';

interface ConfirmProps {
  title: string;
  text: ReactNode;
  confirm: string;
  /** In place of “Cancel”, where that might be taken for the matter itself. */
  decline?: string;
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back, or that sends the token elsewhere. */
export function Confirm({ title, text, confirm, decline, danger, onConfirm, onClose }: ConfirmProps) {
  const { t } = useScreen();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  // The browser says one task later that a dialog closed: until then what opened it could not open it again.
  // close() first: it gives the keyboard back to what had it.
  const leave = () => {
    dialog.current?.close();
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={onClose}
      onKeyDown={(event) => {
        // Left to the browser, it would close the toolbar's popup as well.
        if (event.key !== 'Escape') return;
        event.preventDefault();
        leave();
      }}
    >
      <h2 id={`${id}-title`} className="h2 any">
        {title}
      </h2>
      <p id={`${id}-text`} className="any">
        {text}
      </p>
      <div className="row wrap-row">
        <button type="button" className="btn" onClick={leave}>
          {decline ?? t('app.cancel')}
        </button>
        <button
          type="button"
          className={danger ? 'btn danger' : 'btn pri'}
          onClick={() => {
            onConfirm();
            leave();
          }}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
