import { useScreen, useStored } from '../screen/ScreenProvider';
import { PageButton } from '../shared/PageButton';
import { PageText } from '../shared/PageText';

/** The name of the server, and how fast it answers. */
export function PopupFooter() {
  const { t, f } = useScreen();
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
      <PageButton path="/options.html#log" className="link">
        {t('foot.log')}
      </PageButton>
    </footer>
  );
}
