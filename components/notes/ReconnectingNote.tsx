import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { useNow } from '../shared/useNow';

/** "Live updates stopped at 12:03", with a countdown to the next attempt. */
export function ReconnectingNote() {
  const { t, f } = useScreen();
  const connection = useStored((view) => view.connection);
  const max = useStored((view) => view.settings.config.maxReconnectAttempts);
  const now = useNow(1000);
  const seconds = connection.nextTryAt ? Math.ceil((Date.parse(connection.nextTryAt) - now) / 1000) : 0;
  const attempt = Math.max(1, connection.attempt);
  return (
    <Note
      icon="retry"
      title={t('connection.lost.title', { time: f.time(connection.since) })}
      text={
        seconds > 0 && connection.phase === 'waiting'
          ? t('connection.lost.text', { seconds, attempt, max })
          : t('connection.lost.now', { attempt, max })
      }
    />
  );
}
