import { useScreen, useStored } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { Section } from '../shared/Section';
import { type TestStep, testSteps } from './runConnectionTest';
import { type StepStatus, TestStepRow } from './TestStepRow';
import { type ConnectionTestRun, useConnectionTest } from './useConnectionTest';

function statusOf(step: TestStep, { results, running }: ConnectionTestRun): StepStatus {
  const result = results?.find((known) => known.step === step);
  if (result) return result.status;
  if (!running) return 'untried';
  if (step === running) return 'running';
  return testSteps.indexOf(step) < testSteps.indexOf(running) ? 'ok' : 'waiting';
}

/** Tests the connection step by step, and shows which step fails. */
export function ConnectionTestSection() {
  const { t } = useScreen();
  const paired = useStored((view) => view.server !== null);
  const run = useConnectionTest();
  const { results, running, start } = run;

  const summary = (): string => {
    if (running) return t('test.now', { step: t(`test.${running}.title`) });
    if (!results) return t(paired ? 'test.text' : 'test.no_server');
    const failed = results.find(({ status }) => status === 'failed');
    if (failed) return t('test.stopped', { step: t(`test.${failed.step}.title`) });
    return t(results.some(({ outcome }) => outcome === 'by_choice') ? 'test.done_polling' : 'test.done');
  };

  return (
    <Section
      id="test"
      title={t('test.title')}
      nextToTitle={
        <>
          <span role="status" className="dim sm" data-testid="test-summary">
            {summary()}
          </span>
          <span className="end" />
          <button
            type="button"
            className="btn sm"
            disabled={!start}
            onClick={start ?? undefined}
            data-testid="test-connection"
          >
            <Icon name="play" small />
            {t(results && !running ? 'test.again' : 'test.start')}
          </button>
        </>
      }
    >
      {results && (
        <ol className="card steps-of-test">
          {testSteps.map((step) => (
            <TestStepRow
              key={step}
              step={step}
              status={statusOf(step, run)}
              result={results.find((known) => known.step === step) ?? null}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}
