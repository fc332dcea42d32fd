import type { Translate } from '@/lib/i18n';
import type { IntentProblem } from '@/lib/state/intent';
import type { JobView } from '@/lib/state/jobView';
import { useBasicServer, useConnection } from '../connection/useConnection';
import { AllowAccess } from '../notes/AllowAccess';
import { FailureNote } from '../notes/FailureNote';
import { isMisunderstanding, OlderHint } from '../notes/OlderNote';
import { useRequestWords } from '../notes/useRequestWords';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';
import { useAction } from '../shared/useAction';

/** Codes after which the same start can simply be tried again by the person. */
const RETRYABLE = new Set([
  'expired',
  'idempotency_mismatch',
  'not_paired',
  'bad_answer',
  // Of a plain server: a start that ours refuses so goes by itself when the token is another.
  'unauthorized',
  'forbidden',
  'not_allowed',
  'no_such_route',
  'maybe_started',
]);

/** A start that is sent again by itself: silence and a full server have their own words, an answer is told. */
function keptWords(t: Translate<ScreenWords>, code: string, title: string): string {
  if (code === 'network' || code === 'timeout') return t('job.kept');
  return code === 'server_full' ? t('job.kept_full') : t('job.kept_again', { title });
}

/** Why a start is not on the server, and the actions that fit. */
export function StartProblem({ job, problem }: { job: JobView; problem: IntentProblem }) {
  const { t, send } = useScreen();
  const connection = useConnection();
  const plain = useBasicServer();
  const again = useAction(async () => {
    const answer = await send('startScan', {
      url: job.url,
      mode: job.mode,
      options: job.options,
      force: problem.code === 'already_running',
    });
    return answer.ok ? send('dismiss', job.id) : answer;
  });
  const watch = useAction(async () => {
    const answer = await send('watchScan', problem.jobId ?? '');
    return answer.ok ? send('dismiss', job.id) : answer;
  });
  const { title, text, connect } = useRequestWords(problem.code);
  // A plain server knows of no forcing: the same start would be refused again.
  const canForce = problem.code === 'already_running' && !plain;
  const failure = again.failure ?? watch.failure;
  if (!problem.final && problem.code !== 'unauthorized') {
    return (
      <>
        <p className="dim sm">{keptWords(t, problem.code, title)}</p>
        {problem.code === 'host_permission' && connection !== 'no_access' && (
          <div>
            <AllowAccess />
          </div>
        )}
      </>
    );
  }
  return (
    <>
      <Note
        tone={problem.code === 'already_running' ? 'neutral' : 'bad'}
        icon="info"
        title={title}
        text={text}
        alert
      >
        {problem.code === 'already_running' && problem.jobId && (
          <button type="button" className="btn sm" disabled={watch.busy} onClick={() => void watch.run()}>
            {t('job.watch')}
          </button>
        )}
        {canForce && (
          <button
            type="button"
            className="btn quiet sm"
            disabled={again.busy}
            onClick={() => void again.run()}
          >
            {t('job.start_anyway')}
          </button>
        )}
        {problem.code === 'unauthorized' && <PageButton path="/welcome.html#again">{connect}</PageButton>}
        {problem.final && RETRYABLE.has(problem.code) && (
          <button type="button" className="btn sm" disabled={again.busy} onClick={() => void again.run()}>
            {t('app.retry')}
          </button>
        )}
      </Note>
      <OlderHint when={isMisunderstanding(problem.code)} />
      <FailureNote failure={failure} />
    </>
  );
}
