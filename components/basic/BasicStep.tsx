import { useEffect, useRef } from 'react';
import { failureTraitsOf } from '@/lib/state/failureTraits';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { Step } from '../shared/Step';
import { TextField } from '../shared/TextField';
import type { Action } from '../shared/useAction';

/** Whether a request for the configuration was answered as a basic server answers it, which has none. */
export function looksBasic(code: string | undefined): boolean {
  const { lacksRoute, refusesToken } = failureTraitsOf(code);
  return lacksRoute === true || refusesToken === true;
}

/** Whether a text can be sent in a header. */
export const isToken = (typed: string): boolean => /^(?:Bearer\s+)?[\x21-\x7e]*$/i.test(typed.trim());

interface BasicStepProps {
  /** The person chose to continue although the answer did not show a basic server. */
  chosen: boolean;
  token: string;
  problem: string | undefined;
  onChange: (token: string) => void;
  connect: Action<[]>;
}

/** Replaces the pairing code: what a basic server can and cannot do, and a token if it needs one. */
export function BasicStep({ chosen, token, problem, onChange, connect }: BasicStepProps) {
  const { t } = useScreen();
  const field = useRef<HTMLInputElement>(null);
  // The pressed button was removed, so the focus moves to this field.
  useEffect(() => {
    if (chosen) field.current?.focus();
  }, [chosen]);
  return (
    <Step number={2} title={t('basic.title')} done={false}>
      <p className="sm">{t(chosen ? 'basic.text_chosen' : 'basic.text')}</p>
      <ul className="dots sm">
        <li>{t('basic.can')}</li>
        <li>{t('basic.cannot')}</li>
        <li>{t('basic.others')}</li>
      </ul>
      <Note
        icon="info"
        title={t('basic.origin')}
        text={
          <>
            {t('basic.origin_text')}
            <code className="line-of-its-own">{location.origin}</code>
          </>
        }
      />
      <TextField
        label={t('basic.token')}
        value={token}
        onChange={onChange}
        hint={t('basic.token_hint')}
        problem={problem}
        testId="basic-token"
        inputRef={field}
        secret
        mono
        tall
      />
      <FailureNote failure={connect.failure} />
      <div>
        <button type="submit" className="btn pri" aria-disabled={connect.busy} data-testid="connect-basic">
          {t(connect.busy ? 'welcome.connecting' : 'basic.connect')}
        </button>
      </div>
    </Step>
  );
}
