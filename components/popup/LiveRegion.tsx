import { useEffect, useRef, useState } from 'react';
import { isOpenEnded } from '@/lib/state/isOpenEnded';
import { ConnectionAnnouncement } from '../connection/ConnectionPill';
import { countsOf, phaseWords } from '../scan/progressWords';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';

const EVERY_MS = 5000;

/** Reads the state of the running scans aloud, at most every 5 s. */
export function LiveRegion() {
  const { t, f } = useScreen();
  const jobs = useStored((view) => view.jobs);
  const [spoken, setSpoken] = useState('');
  const latest = useRef('');
  const announcements = jobs
    .filter((job) => job.kind === 'active')
    .map((job) => {
      const message = job.message;
      if (!message) return '';
      const host = hostOf(job.url);
      if (message.status !== 'running')
        return t('job.announce_ended', { host, status: t(`status.${message.status}`) });
      return t('job.announce', {
        host,
        percent: isOpenEnded(message)
          ? t('job.found_so_far', countsOf(message))
          : f.percent(message.progress),
        // The words of a basic server may end with a mark of their own.
        phase: phaseWords({ t, f }, message).replace(/[.…。!！?？\s]+$/u, ''),
      });
    });
  latest.current = f.sentences(...announcements);

  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <>
      <div className="only-read" role="status" aria-live="polite">
        {spoken}
      </div>
      <ConnectionAnnouncement />
    </>
  );
}
