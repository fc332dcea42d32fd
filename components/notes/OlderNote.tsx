import { useServerVersion } from '../connection/useServerVersion';
import { isBehind } from '../connection/versions';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { harmless } from '../shared/PageText';

/** Shown when this extension is older than the server. `version` is the server's. */
export function OlderNote({ version }: { version: string | null }) {
  const { t, version: extension } = useScreen();
  if (version === null || !isBehind(extension, version)) return null;
  const words = { version: harmless(version, 32), extension };
  return <Note icon="info" title={t('connection.behind.title')} text={t('connection.behind.text', words)} />;
}

/**
 * The same note, next to a problem that it may explain. Without a problem the server is not asked for its
 * version.
 */
export function OlderHint({ when }: { when: boolean }) {
  const version = useServerVersion(when);
  return when ? <OlderNote version={version} /> : null;
}
