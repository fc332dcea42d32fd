import type { Notified } from '@/lib/state/notified';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { PageButton } from '../shared/PageButton';
import { PageText } from '../shared/PageText';
import { reportPath } from '../shared/pageHash';
import { Table } from '../shared/Table';

/** Opens the report of the notification; with several scans, one button for each. */
function Links({ entry }: { entry: Notified }) {
  const { t } = useScreen();
  const jobs = useStored((view) => view.jobs);
  return entry.keys.map((key) => {
    const job = jobs.find((row) => row.key === key);
    const label = entry.keys.length > 1 && job ? hostOf(job.url) : t('notify.open');
    return (
      <PageButton key={key} path={reportPath(key)} className="btn quiet sm">
        <PageText>{label}</PageText>
      </PageButton>
    );
  });
}

function Notification({ entry }: { entry: Notified }) {
  const { t } = useScreen();
  return (
    <>
      <PageText className="strong">{entry.title}</PageText>
      <div className="dim sm">
        <PageText>{entry.message.replaceAll('\n', ' · ')}</PageText>
      </div>
      {entry.blocked && <span className="tag warn">{t('notify.not_shown')}</span>}
    </>
  );
}

/** The notification history, newest first. The system keeps its own list only for a short time. */
export function NotifiedList() {
  const { t, f } = useScreen();
  const notified = useStored((view) => view.notified);
  return (
    <>
      <h3 className="h3">{t('notify.history')}</h3>
      {notified.length === 0 ? (
        <p className="dim sm">{t('notify.history_empty')}</p>
      ) : (
        <Table
          rows={notified}
          keyOf={(entry) => entry.at + entry.id}
          rowTestId="notified"
          columns={[
            {
              id: 'time',
              label: t('options.time'),
              look: 'nowrap num',
              cell: (entry) => f.date(entry.at),
            },
            {
              id: 'notification',
              label: t('notify.notification'),
              look: 'any',
              cell: (entry) => <Notification entry={entry} />,
            },
            { id: 'report', label: t('notify.report'), cell: (entry) => <Links entry={entry} /> },
          ]}
        />
      )}
    </>
  );
}
