import { type ScanMode, scanModes } from '@seo-live/protocol';
import { type FormEvent, useId, useState } from 'react';
import { useBasicServer } from '../connection/useConnection';
import { FailureNote } from '../notes/FailureNote';
import { requestWords } from '../notes/failureWords';
import { useScreen } from '../screen/ScreenProvider';
import { editable, hostOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { Segmented } from '../shared/Segmented';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';
import { OptionFields } from './OptionFields';
import { chosenOptions, optionProblems, untouchedOptions } from './scanOptions';
import { tabProblem } from './tabProblem';
import { typedAddress } from './typedAddress';

interface ScanFormProps {
  /** Address of the current tab; null when the browser does not give it. */
  tab: string | null;
}

/** Starts a scan. The form is done as soon as the start is stored; the card below shows the progress. */
export function ScanForm({ tab }: ScanFormProps) {
  const { t, send } = useScreen();
  // A basic server has no modes and options; it gets the address only.
  const basic = useBasicServer();
  const obstacle = tabProblem(tab);
  const tabAddress = obstacle === null && tab ? editable(tab) : '';
  const [url, setUrl] = useState(tabAddress);
  const [mode, setMode] = useState<ScanMode>('site');
  const [open, setOpen] = useState(false);
  const [options, setOptions] = useState(untouchedOptions);
  const [problem, setProblem] = useState<string | null>(null);
  const [stored, setStored] = useState('');
  const optionsId = useId();
  const start = useAction((address: string) =>
    send('startScan', { url: address, mode, options: chosenOptions(options) }),
  );
  const wrong = optionProblems(options);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setStored('');
    const address = typedAddress(url);
    if (!address.ok) return setProblem(address.code);
    if (wrong.length > 0) return setOpen(true);
    setProblem(null);
    if (await start.run(address.url)) setStored(t('form.stored', { host: hostOf(address.url) }));
  };
  const words = problem ? requestWords(t, problem) : null;
  const untouchedTab = tabAddress !== '' && url !== tabAddress;

  return (
    <form
      className="sect form"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={t('form.title')}
    >
      <TextField
        label={t('form.url')}
        hideLabel
        value={url}
        onChange={(typed) => {
          setUrl(typed);
          setProblem(null);
        }}
        placeholder={t('form.placeholder')}
        hint={obstacle && !url ? t(`tab.${obstacle}`) : undefined}
        problem={words ? t('app.sentences', { ...words }) : undefined}
        lead={<Icon name="globe" small />}
        end={
          untouchedTab && (
            <button type="button" className="pick" title={tabAddress} onClick={() => setUrl(tabAddress)}>
              {t('form.this_tab')}
            </button>
          )
        }
        testId="url"
        tall
      />
      {!basic && (
        <div className="row wrap-row">
          <Segmented
            label={t('form.mode')}
            value={mode}
            choices={scanModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
            onChange={setMode}
          />
          <span className="end" />
          <button
            type="button"
            className="btn quiet sm fold"
            aria-expanded={open}
            aria-controls={optionsId}
            onClick={() => setOpen(!open)}
          >
            {t('form.options')}
            <Icon name={open ? 'down' : 'right'} small />
          </button>
        </div>
      )}
      <div id={optionsId} hidden={!open}>
        {open && (
          <OptionFields
            typed={options}
            problems={wrong}
            onChange={(change) => setOptions((before) => ({ ...before, ...change }))}
          />
        )}
      </div>
      <button type="submit" className="btn pri wide" aria-disabled={start.busy} data-testid="start">
        {t(start.busy ? 'form.starting' : 'form.start')}
      </button>
      <FailureNote failure={start.failure} />
      <span className="only-read" role="status">
        {stored}
      </span>
    </form>
  );
}
