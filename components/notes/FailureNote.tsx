import type { Failure } from '@/lib/messages';
import { failureLookOf } from '@/lib/state/failureLooks';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';
import { AllowAccess } from './AllowAccess';
import { OlderHint } from './OlderNote';
import { useRequestWords } from './useRequestWords';

interface FailureNoteProps {
  failure: Failure | null;
  /** The server that was asked, when it is not the paired one. */
  server?: string;
  /** Adds a button that repeats the request. */
  onRetry?: (() => void) | undefined;
}

/** Why a request was refused, and what to do. It is read aloud, because the person waits for the answer. */
export function FailureNote({ failure, server, onRetry }: FailureNoteProps) {
  const { t } = useScreen();
  const { title, text, connect } = useRequestWords(failure?.code ?? '');
  if (!failure) return null;
  const { remedy, misunderstood } = failureLookOf(failure.code);
  return (
    <>
      <Note tone="bad" icon="warning" title={title} text={text} alert>
        {onRetry && (
          <button type="button" className="btn sm" onClick={onRetry}>
            {t('app.retry')}
          </button>
        )}
        {remedy === 'allow_access' && <AllowAccess server={server} />}
        {remedy === 'pair' && <PageButton path="/welcome.html#again">{connect}</PageButton>}
      </Note>
      <OlderHint when={misunderstood === true} />
    </>
  );
}
