import type { PageCounts } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';

const reasons = ['robots', 'filter', 'limit', 'other'] as const;

/** How many URLs the scan has found, read, skipped and so on, with the reasons for skipped ones. */
export function PageNumbers({ pages }: { pages: PageCounts }) {
  const { t, f } = useScreen();
  const skipped = reasons.reduce((sum, reason) => sum + pages.skipped[reason], 0);
  const rows = [
    [t('live.found'), pages.discovered],
    [t('live.read'), pages.crawled],
    [t('live.waiting'), pages.queued],
    [t('live.in_flight'), pages.in_flight],
    [t('live.failed'), pages.failed],
    [t('live.refused'), pages.refused],
    [t('live.skipped'), skipped],
  ] as const;
  return (
    <div className="col">
      <dl className="counts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{f.count(value)}</dd>
          </div>
        ))}
      </dl>
      {skipped > 0 && (
        <>
          <h2 className="lab">{t('live.why_skipped', { count: skipped })}</h2>
          <ul className="why">
            {reasons
              .filter((reason) => pages.skipped[reason] > 0)
              .map((reason) => (
                <li key={reason}>
                  <span>{t(`live.skip_${reason}`)}</span>
                  <span className="prog" aria-hidden="true">
                    <i style={{ width: `${(100 * pages.skipped[reason]) / skipped}%` }} />
                  </span>
                  <span className="n">{f.count(pages.skipped[reason])}</span>
                </li>
              ))}
          </ul>
        </>
      )}
    </div>
  );
}
