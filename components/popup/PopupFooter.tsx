import { useScreen, useStored } from '../screen/ScreenProvider';
import { PageText } from '../shared/PageText';

/** Which server, and how fast it answers. */
export function PopupFooter() {
  const { t, f, openPage } = useScreen();
  const server = useStored((view) => view.server);
  const { phase, roundTripMs } = useStored((view) => view.connection);
  const answers = server && phase === 'live' && roundTripMs !== null;
  return (
    <footer className="foot">
      <span className="clip grow">
        {server && (
          <PageText>
            {answers ? t('foot.answers', { server: server.name, ms: f.count(roundTripMs) }) : server.name}
          </PageText>
        )}
      </span>
      <button type="button" className="link" onClick={() => openPage('/options.html#log')}>
        {t('foot.log')}
      </button>
    </footer>
  );
}
