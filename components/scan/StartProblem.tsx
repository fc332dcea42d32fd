import type { Translate } from '@/lib/i18n';
import { failureLookOf } from '@/lib/state/failureLooks';
import { failureTraitsOf } from '@/lib/state/failureTraits';
import type { IntentProblem } from '@/lib/state/intent';
import type { JobView } from '@/lib/state/jobView';
import { useBasicServer, useConnection } from '../connection/useConnection';
import { AllowAccess } from '../notes/AllowAccess';
import { FailureNote } from '../notes/FailureNote';
import { OlderHint } from '../notes/OlderNote';
import { useRequestWords } from '../notes/useRequestWords';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';
import { useAction } from '../shared/useAction';

/** Words for a start that is repeated automatically: why it was not accepted yet. */
function waitingWords(t: Translate<ScreenWords>, code: string, title: string): string {
  const { kept } = failureLookOf(code);
  return kept ? t(`job.${kept}`) : t('job.kept_again', { title });
}

/** Why a start is not on the server, and what to do. */
export function StartProblem({ job, problem }: { job: JobView; problem: IntentProblem }) {
  const { t, send } = useScreen();
  const connection = useConnection();
  const basic = useBasicServer();
  const { runsAlready, refusesToken } = failureTraitsOf(problem.code);
  const { retries, remedy, misunderstood } = failureLookOf(problem.code);
  const again = useAction(async () => {
    const answer = await send('startScan', {
      url: job.url,
      mode: job.mode,
      options: job.options,
      force: runsAlready === true,
    });
    return answer.ok ? send('dismiss', job.id) : answer;
  });
  const watch = useAction(async () => {
    const answer = await send('watchScan', problem.jobId ?? '');
    return answer.ok ? send('dismiss', job.id) : answer;
  });
  const { title, text, connect } = useRequestWords(problem.code);
  // A basic server cannot be forced: it would refuse the same start again.
  const canForce = runsAlready && !basic;
  const failure = again.failure ?? watch.failure;
  if (!problem.final && !refusesToken) {
    return (
      <>
        <p className="dim sm">{waitingWords(t, problem.code, title)}</p>
        {remedy === 'allow_access' && connection !== 'no_access' && (
          <div>
            <AllowAccess />
          </div>
        )}
      </>
    );
  }
  return (
    <>
      <Note tone={runsAlready ? 'neutral' : 'bad'} icon="info" title={title} text={text} alert>
        {runsAlready && problem.jobId && (
          <button
            type="button"
            className="btn sm"
            aria-disabled={watch.busy}
            onClick={() => void watch.run()}
          >
            {t('job.watch')}
          </button>
        )}
        {canForce && (
          <button
            type="button"
            className="btn quiet sm"
            aria-disabled={again.busy}
            onClick={() => void again.run()}
          >
            {t('job.start_anyway')}
          </button>
        )}
        {refusesToken && <PageButton path="/welcome.html#again">{connect}</PageButton>}
        {problem.final && retries === 'person' && (
          <button
            type="button"
            className="btn sm"
            aria-disabled={again.busy}
            onClick={() => void again.run()}
          >
            {t('app.retry')}
          </button>
        )}
      </Note>
      <OlderHint when={misunderstood === true} />
      <FailureNote failure={failure} />
    </>
  );
}
