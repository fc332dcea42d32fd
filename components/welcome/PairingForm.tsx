import { normalizePairingCode, PAIRING_CODE_LENGTH } from '@seo-live/protocol';
import { type FormEvent, useRef, useState } from 'react';
import { failureTraitsOf } from '@/lib/state/failureTraits';
import { BasicOffer } from '../basic/BasicOffer';
import { BasicStep, isToken, looksBasic } from '../basic/BasicStep';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Note } from '../shared/Note';
import { Step } from '../shared/Step';
import { TextField } from '../shared/TextField';
import { useAction } from '../shared/useAction';
import { type Invitation, readPasted, showCode } from './readInvitation';

const DEFAULT_SERVER = 'http://127.0.0.1:8001';

interface PairingFormProps {
  /** From a link. It fills the form and is never sent by itself. */
  invitation: Invitation | null;
  onPaired: () => void;
}

/** Address and code. No server is asked before the person presses a button. */
export function PairingForm({ invitation, onPaired }: PairingFormProps) {
  const { t, f, send } = useScreen();
  const paired = useStored((view) => view.server?.url);
  const [server, setServer] = useState(invitation?.server ?? paired ?? DEFAULT_SERVER);
  const [code, setCode] = useState(showCode(invitation?.code ?? ''));
  const [fromLink, setFromLink] = useState(invitation !== null);
  const [problem, setProblem] = useState<string>();
  const [answeredIn, setAnsweredIn] = useState<number | null>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const probe = useAction(async () => {
    const begun = performance.now();
    const answer = await send('probeServer', server);
    if (answer.ok) {
      setAnsweredIn(performance.now() - begun);
      // The pressed button was removed, so the focus moves to the next field.
      codeField.current?.focus();
    }
    return answer;
  });
  const pair = useAction(
    () => send('pairWithServer', { url: server, code: normalizePairingCode(code) }),
    onPaired,
  );

  const [token, setToken] = useState('');
  const connectBasic = useAction(() => send('connectBasic', { url: server, token }), onPaired);
  // This server is known to be a basic one, so the person can enter another token without a new request.
  const known = useStored((view) => view.server);
  const isKnown = known?.kind === 'plain' && !known.upgraded && known.url === server;
  const answered = answeredIn === null ? (probe.failure ?? pair.failure)?.code : undefined;
  const [isChosen, setIsChosen] = useState(false);
  const mayBeBasic = failureTraitsOf(answered).mayBeBasic === true;
  const chosen = isChosen && mayBeBasic;
  const basic = chosen || looksBasic(answered) || (answeredIn === null && isKnown);

  const change = (address: string) => {
    setServer(address);
    setFromLink(false);
    setAnsweredIn(null);
    setIsChosen(false);
    probe.reset();
    pair.reset();
    connectBasic.reset();
    setProblem(undefined);
  };
  const paste = (text: string): boolean => {
    const pasted = readPasted(text);
    if (!pasted) return false;
    change(pasted.server);
    setCode(showCode(pasted.code));
    setProblem(undefined);
    return true;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (basic) {
      setProblem(isToken(token) ? undefined : t('basic.not_token'));
      return isToken(token) ? void connectBasic.run() : undefined;
    }
    if (normalizePairingCode(code).length !== PAIRING_CODE_LENGTH) return setProblem(t('welcome.not_code'));
    setProblem(undefined);
    void pair.run();
  };
  const wrongCode = failureTraitsOf(pair.failure?.code).wrongCode === true;
  // A person who entered a code expects a server that can be paired, so the failure is shown.
  const addressFailure =
    basic && (chosen || !pair.failure) ? null : (probe.failure ?? (wrongCode ? null : pair.failure));
  const codeFailure = wrongCode ? pair.failure : null;

  return (
    <form onSubmit={submit} noValidate>
      <Step number={1} title={t('welcome.server')} done={answeredIn !== null}>
        {fromLink && (
          <Note
            tone="warn"
            icon="warning"
            title={hostOf(server)}
            text={t('welcome.from_link', { host: hostOf(server) })}
          />
        )}
        <TextField
          label={t('welcome.server')}
          hideLabel
          value={server}
          onChange={change}
          onPaste={paste}
          hint={t('welcome.server_hint', { url: DEFAULT_SERVER })}
          end={
            answeredIn === null ? (
              <button
                type="button"
                className="pick"
                data-testid="probe"
                aria-disabled={probe.busy}
                onClick={() => void probe.run()}
              >
                {t(probe.busy ? 'welcome.probing' : 'welcome.probe')}
              </button>
            ) : (
              <span className="tag ok">{t('welcome.answers', { ms: f.count(Math.max(1, answeredIn)) })}</span>
            )
          }
          testId="server"
          mono
          tall
        />
        <FailureNote failure={addressFailure} server={server} />
        {!basic && mayBeBasic && <BasicOffer onChosen={() => setIsChosen(true)} />}
        <span className="only-read" role="status">
          {basic ? t('basic.title') : ''}
        </span>
      </Step>
      {basic ? (
        <BasicStep
          chosen={chosen}
          token={token}
          problem={problem}
          onChange={setToken}
          connect={connectBasic}
        />
      ) : (
        <Step number={2} title={t('welcome.code')} done={false}>
          <div className="code">
            <TextField
              label={t('welcome.code')}
              hideLabel
              value={code}
              onChange={(typed) => setCode(paste(typed) ? code : showCode(typed))}
              onPaste={paste}
              problem={problem}
              placeholder="XXXX-XXXX"
              testId="code"
              inputRef={codeField}
              mono
              tall
            />
          </div>
          <p className="dim sm">
            {t('welcome.code_hint')}
            <code className="line-of-its-own">npm run server -- pair --user anna</code>
          </p>
          <p className="dim sm">{t('welcome.code_paste')}</p>
          <FailureNote failure={codeFailure} />
          <div>
            <button type="submit" className="btn pri" aria-disabled={pair.busy} data-testid="connect">
              {t(pair.busy ? 'welcome.connecting' : 'welcome.connect')}
            </button>
          </div>
        </Step>
      )}
    </form>
  );
}
