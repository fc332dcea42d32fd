import { failureLookOf } from '@/lib/state/failureLooks';
import { failureTraitsOf } from '@/lib/state/failureTraits';
import { AllowAccess } from '../notes/AllowAccess';
import { requestWords } from '../notes/failureWords';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { PageButton } from '../shared/PageButton';
import { harmless } from '../shared/PageText';
import type { StepResult, TestStep } from './runConnectionTest';

export type StepStatus = StepResult['status'] | 'waiting' | 'running' | 'untried';

const tones = {
  ok: 'ok',
  note: 'warn',
  failed: 'bad',
  skipped: '',
  waiting: '',
  running: 'run',
  untried: '',
} as const;

/** Words by a composed key. `connectionTestSteps.test.ts` checks that each key exists. */
type ComposedWords = (key: string, parameters: Record<string, string>) => string;

interface TestStepRowProps {
  step: TestStep;
  status: StepStatus;
  result: StepResult | null;
}

/** One step of the test: its name, its result, and what to do. */
export function TestStepRow({ step, status, result }: TestStepRowProps) {
  const { t, f, version } = useScreen();
  const server = useStored((view) => view.server);
  const words = (): string => {
    if (!result) return '';
    if (failureLookOf(result.code).interrupted) return t('test.interrupted');
    if (result.outcome === null) {
      const { title, text } = requestWords(t, result.code ?? 'unknown');
      return t('test.other', { title, text });
    }
    return (t as ComposedWords)(`test.${step}.${result.outcome}`, {
      name: harmless(server?.name ?? ''),
      address: harmless(server?.url ?? ''),
      live: harmless(result.liveAddress ?? ''),
      version: harmless(result.version ?? '', 40),
      extension: version,
      origin: location.origin,
    });
  };
  const text = words();
  const pairAgain = failureTraitsOf(result?.code).refusesToken || result?.outcome === 'another';
  return (
    <li data-testid={`test-${step}`} data-status={status} data-outcome={result?.outcome ?? result?.code}>
      <b>{t(`test.${step}.title`)}</b>
      <span className="dim sm mono">
        {result?.ms === undefined ? '' : t('test.took', { ms: f.count(result.ms) })}
      </span>
      <span className={`tag ${tones[status]}`}>{t(`test.status.${status}`)}</span>
      {text && <p className="dim sm any">{text}</p>}
      {failureLookOf(result?.code).remedy === 'allow_access' && <AllowAccess />}
      {pairAgain && <PageButton path="/welcome.html#again">{t('job.pair_again')}</PageButton>}
    </li>
  );
}
