import { useEffect, useState } from 'react';
import { useScreen, useStored } from '../screen/ScreenProvider';

/**
 * The version of the paired server: as it was when it was paired, and as the server says now once it has
 * been asked. Null without a server. `ask` false: not asked yet.
 */
export function useServerVersion(ask: boolean): string | null {
  const { send } = useScreen();
  const server = useStored((view) => view.server);
  const [said, setSaid] = useState<{ of: string; version: string } | null>(null);
  const url = server?.url;
  useEffect(() => {
    if (!ask || !url) return;
    let open = true;
    void send('probeServer', url).then((answer) => {
      if (open && answer.ok) setSaid({ of: answer.value.server_id, version: answer.value.version });
    });
    return () => {
      open = false;
    };
  }, [ask, url, send]);
  if (!server) return null;
  return said?.of === server.serverId ? said.version : server.version;
}
