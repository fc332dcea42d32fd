import { useState } from 'react';
import { useScreen, useStored } from '../screen/ScreenProvider';

/**
 * Asks the browser for access to a server, by default the paired one. Then waiting requests continue
 * automatically.
 */
export function AllowAccess({ server }: { server?: string | undefined }) {
  const { t, abilities } = useScreen();
  const paired = useStored((view) => view.server?.url ?? '');
  const [refused, setRefused] = useState(false);
  const ask = async () => {
    setRefused(false);
    setRefused(!(await abilities.allowHost(server ?? paired)));
  };
  return (
    <>
      <button type="button" className="btn sm" data-testid="allow-access" onClick={() => void ask()}>
        {t('connection.no_access.action')}
      </button>
      <span role="status" className="dim sm">
        {refused ? t('connection.no_access.refused') : ''}
      </span>
    </>
  );
}
