import { useEffect, useState } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { useBasicServer } from '../connection/useConnection';
import { useScreen, useStoredList } from '../screen/ScreenProvider';
import { useNow } from '../shared/useNow';
import { EarlierRow } from './EarlierRow';

const FOLDED = 5;

/** Scans that have ended, newest first, each with its score. */
export function EarlierList() {
  const { t, send } = useScreen();
  const basic = useBasicServer();
  const ended = useStoredList((view) => view.jobs.filter((job) => job.kind === 'ended'));
  const [all, setAll] = useState(false);
  const now = useNow(30_000);
  const shown = all ? ended : ended.slice(0, FOLDED);
  // A scan that is shown here counts as read. In this popup it stays marked as new until the popup closes.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const unread = ended.flatMap((job) => (job.key && !job.read ? [job.key] : []));
  const unreadKeys = unread.join('\n');
  useEffect(() => {
    if (!unreadKeys) return;
    const keys = unreadKeys.split('\n') as JobKey[];
    setFresh((before) => new Set([...before, ...keys]));
    for (const key of keys) void send('markRead', key);
  }, [unreadKeys, send]);
  return (
    <section className="sect">
      <h2>{t('earlier.title')}</h2>
      {ended.length === 0 && <p className="dim sm">{t(basic ? 'basic.earlier_empty' : 'earlier.empty')}</p>}
      <ul className="earlier">
        {shown.map((job) => (
          <EarlierRow key={job.id} job={job} now={now} fresh={fresh.has(job.id)} />
        ))}
      </ul>
      {ended.length > FOLDED && (
        <button type="button" className="btn quiet sm" onClick={() => setAll(!all)}>
          {all ? t('earlier.fewer') : t('earlier.all', { count: ended.length })}
        </button>
      )}
    </section>
  );
}
