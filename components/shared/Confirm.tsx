import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useScreen } from '../screen/ScreenProvider';

interface ConfirmProps {
  title: string;
  text: ReactNode;
  confirm: string;
  /** Replaces “Cancel” where that could be read as cancelling the scan. */
  decline?: string;
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before an action that cannot be undone, or that sends the token to another host. */
export function Confirm({ title, text, confirm, decline, danger, onConfirm, onClose }: ConfirmProps) {
  const { t } = useScreen();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  // The `close` event comes one task later; until then, the button could not open the dialog again.
  // close() comes first because it returns the focus to the element that had it.
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
        // Without this, Escape also closes the toolbar popup.
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
