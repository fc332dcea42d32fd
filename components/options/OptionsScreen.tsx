import { useEffect } from 'react';
import '../styles/pages.css';
import { ConnectionPill } from '../connection/ConnectionPill';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { PageHeader } from '../shared/PageHeader';
import { useFragment } from '../shared/pageHash';
import { ConnectionLogSection } from './ConnectionLogSection';
import { ConnectionSection } from './ConnectionSection';
import { ConnectionTestSection } from './ConnectionTestSection';
import { LanguageSection } from './LanguageSection';
import { NotificationSection } from './NotificationSection';
import { QualitySection } from './QualitySection';
import { ServerSection } from './ServerSection';

const sections = [
  { id: 'server', icon: 'plug', label: 'options.server' },
  { id: 'language', icon: 'language', label: 'options.language' },
  { id: 'notifications', icon: 'bell', label: 'notify.title' },
  { id: 'connection', icon: 'retry', label: 'options.connection' },
  { id: 'test', icon: 'play', label: 'test.title' },
  { id: 'quality', icon: 'check', label: 'quality.title' },
  { id: 'log', icon: 'lines', label: 'options.log' },
] as const;

/** Former ids of sections, so that a saved link still opens them. */
const renamed = new Map([['promises', 'quality']]);

/** The options page. */
export function OptionsScreen() {
  const { t } = useScreen();
  const { hash, visit } = useFragment();
  const named = hash.slice(1);
  const section = renamed.get(named) ?? named;

  useEffect(() => {
    document.title = `${t('options.title')} · ${t('app.name')}`;
  }, [t]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit scrolls.
  useEffect(() => {
    if (section) document.getElementById(section)?.scrollIntoView();
  }, [section, visit]);

  return (
    <div className="page">
      <PageHeader title={t('options.title')}>
        <ConnectionPill />
      </PageHeader>
      <div className="wrap two">
        <nav className="nav" aria-label={t('options.title')}>
          {sections.map(({ id, icon, label }) => (
            <a
              key={id}
              href={`#${id}`}
              {...((section || 'server') === id ? { 'aria-current': 'true' as const } : {})}
            >
              <Icon name={icon} />
              {t(label)}
            </a>
          ))}
        </nav>
        <main className="sections">
          <ServerSection />
          <LanguageSection />
          <NotificationSection />
          <ConnectionSection />
          <ConnectionTestSection />
          <QualitySection />
          <ConnectionLogSection />
        </main>
      </div>
    </div>
  );
}
