import type { Notified } from '@/lib/state/notified';
import { reportPath } from '../scan/reportPath';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { PageText } from '../shared/PageText';

/** Opens the report it told about; of several, each by its own. */
function Links({ entry }: { entry: Notified }) {
  const { t, openPage } = useScreen();
  const jobs = useStored((view) => view.jobs);
  return entry.keys.map((key) => {
    const job = jobs.find((held) => held.key === key);
    const label = entry.keys.length > 1 && job ? hostOf(job.url) : t('notify.open');
    return (
      <button key={key} type="button" className="btn quiet sm" onClick={() => openPage(reportPath(key))}>
        <PageText>{label}</PageText>
      </button>
    );
  });
}

/** What was told, newest first: the system's own list does not last. */
export function NotifiedList() {
  const { t, f } = useScreen();
  const notified = useStored((view) => view.notified);
  return (
    <>
      <h3 className="h3">{t('notify.history')}</h3>
      {notified.length === 0 ? (
        <p className="dim sm">{t('notify.history_empty')}</p>
      ) : (
        <div className="tw told">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('options.time')}</th>
                <th scope="col">{t('notify.told')}</th>
                <th scope="col">{t('notify.report')}</th>
              </tr>
            </thead>
            <tbody>
              {notified.map((entry) => (
                <tr key={entry.at + entry.id} data-testid="notified">
                  <td className="nowrap num" data-label={t('options.time')}>
                    {f.date(entry.at)}
                  </td>
                  <td className="any" data-label={t('notify.told')}>
                    <PageText className="strong">{entry.title}</PageText>
                    <div className="dim sm">
                      <PageText>{entry.message.replaceAll('\n', ' · ')}</PageText>
                    </div>
                    {entry.blocked && <span className="tag warn">{t('notify.not_shown')}</span>}
                  </td>
                  <td data-label={t('notify.report')}>
                    <Links entry={entry} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
