import { type FormEvent, useState } from 'react';
import { typedAddress } from '../form/typedAddress';
import { FailureNote } from '../notes/FailureNote';
import { requestWords } from '../notes/failureWords';
import { RunningCards } from '../scan/JobCard';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { Step } from '../shared/Step';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';

/** "Scan this site now", with the scan below. */
export function FirstScan() {
  const { t, send } = useScreen();
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const start = useAction((address: string) =>
    send('startScan', { url: address, mode: 'site', options: {} }),
  );
  const words = problem ? requestWords(t, problem) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = typedAddress(url);
    setProblem(address.ok ? null : address.code);
    if (address.ok) void start.run(address.url);
  };
  return (
    <Step number={4} title={t('welcome.try')} done={false}>
      <form className="col" onSubmit={submit} noValidate>
        <TextField
          label={t('form.url')}
          hideLabel
          value={url}
          onChange={setUrl}
          placeholder={t('form.placeholder')}
          problem={words ? t('app.sentences', { ...words }) : undefined}
          lead={<Icon name="globe" small />}
          testId="url"
          tall
        />
        <div>
          <button type="submit" className="btn pri" aria-disabled={start.busy} data-testid="start">
            {t('welcome.scan')}
          </button>
        </div>
      </form>
      <FailureNote failure={start.failure} />
      <p className="dim sm">{t('welcome.try_hint')}</p>
      <RunningCards />
    </Step>
  );
}
