import { useBasicServer, useConnection } from '../connection/useConnection';
import { useScreen } from '../screen/ScreenProvider';
import { PageButton } from '../shared/PageButton';
import { StateCard } from '../shared/StateCard';

/** Replaces the form while nothing can be started: without a server, or with a refused token. */
export function PairingCard() {
  const { t } = useScreen();
  const refused = useConnection() === 'unauthorized';
  const basic = useBasicServer();
  const group = !refused ? 'not_paired' : basic ? 'unauthorized_basic' : 'unauthorized';
  return (
    <StateCard
      tone={refused ? 'bad' : 'neutral'}
      icon={refused ? 'key' : 'plug'}
      title={t(`connection.${group}.title`)}
      text={t(`connection.${group}.text`)}
    >
      <PageButton path="/welcome.html#again" className="btn pri">
        {t(`connection.${group}.action`)}
      </PageButton>
    </StateCard>
  );
}
