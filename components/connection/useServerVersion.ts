import { useEffect, useState } from 'react';
import { useScreen, useStored } from '../screen/ScreenProvider';

/**
 * The version of the paired server: first the one stored at pairing, then the one that the server answers.
 * Null without a server. While `ask` is false, no request is sent.
 */
export function useServerVersion(ask: boolean): string | null {
  const { send } = useScreen();
  const server = useStored((view) => view.server);
  const [answered, setAnswered] = useState<{ serverId: string; version: string } | null>(null);
  const url = server?.url;
  useEffect(() => {
    if (!ask || !url) return;
    let open = true;
    void send('probeServer', url).then((answer) => {
      if (open && answer.ok) setAnswered({ serverId: answer.value.server_id, version: answer.value.version });
    });
    return () => {
      open = false;
    };
  }, [ask, url, send]);
  if (!server) return null;
  return answered?.serverId === server.serverId ? answered.version : server.version;
}
