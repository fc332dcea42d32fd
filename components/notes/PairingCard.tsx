import { useBasicServer } from '../connection/useBasicServer';
import { useConnection } from '../connection/useConnection';
import { useScreen } from '../screen/ScreenProvider';
import { StateCard } from '../shared/StateCard';

/** In place of the form: without a server, or with a token that is refused, nothing can be started. */
export function PairingCard() {
  const { t, openPage } = useScreen();
  const refused = useConnection() === 'unauthorized';
  const basic = useBasicServer();
  const group = !refused ? 'not_paired' : basic ? 'unauthorized_plain' : 'unauthorized';
  return (
    <StateCard
      tone={refused ? 'bad' : 'neutral'}
      icon={refused ? 'key' : 'plug'}
      title={t(`connection.${group}.title`)}
      text={t(`connection.${group}.text`)}
    >
      <button type="button" className="btn pri" onClick={() => openPage('/welcome.html#again')}>
        {t(`connection.${group}.action`)}
      </button>
    </StateCard>
  );
}
