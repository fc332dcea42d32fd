import { useServerVersion } from '../connection/useServerVersion';
import { isBehind } from '../connection/versions';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { harmless } from '../shared/PageText';

/** Says that this extension is older than the server, when it is. `version`: the server's. */
export function OlderNote({ version }: { version: string | null }) {
  const { t, version: extension } = useScreen();
  if (version === null || !isBehind(extension, version)) return null;
  const words = { version: harmless(version, 32), extension };
  return <Note icon="info" title={t('connection.behind.title')} text={t('connection.behind.text', words)} />;
}

/** Beside a trouble that it may explain: while all is well nobody needs to know, and the server is not asked. */
export function OlderHint({ when }: { when: boolean }) {
  const version = useServerVersion(when);
  return when ? <OlderNote version={version} /> : null;
}
