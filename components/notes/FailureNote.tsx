import type { ReactNode } from 'react';
import type { Failure } from '@/lib/messages';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { AllowAccess } from './AllowAccess';
import { isMisunderstanding, OlderHint } from './OlderNote';
import { useRequestWords } from './useRequestWords';

interface FailureNoteProps {
  failure: Failure | null;
  /** The server that was asked, when it is not the paired one. */
  server?: string;
  children?: ReactNode;
}

/** The words of a refused request, announced because the person waits for its answer. */
export function FailureNote({ failure, server, children }: FailureNoteProps) {
  const { openPage } = useScreen();
  const { title, text, connect } = useRequestWords(failure?.code ?? '');
  if (!failure) return null;
  const unpaired = failure.code === 'unauthorized' || failure.code === 'not_paired';
  return (
    <>
      <Note tone="bad" icon="warning" title={title} text={text} alert>
        {children}
        {failure.code === 'host_permission' && <AllowAccess server={server} />}
        {unpaired && (
          <button type="button" className="btn sm" onClick={() => openPage('/welcome.html#again')}>
            {connect}
          </button>
        )}
      </Note>
      <OlderHint when={isMisunderstanding(failure.code)} />
    </>
  );
}
