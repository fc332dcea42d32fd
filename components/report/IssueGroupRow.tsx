import type { IssueGroup } from '@seo-live/protocol';
import { useId } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { harmless } from '../shared/PageText';
import { SeverityName } from '../shared/SeverityList';
import { useCheckWords } from './checkWords';
import { Findings } from './Findings';

interface IssueGroupRowProps {
  jobKey: JobKey;
  site: string;
  group: IssueGroup;
  open: boolean;
  onToggle: () => void;
}

/** One check. Closed, it is one line; open, it shows why it matters, how to fix it, and the findings. */
export function IssueGroupRow({ jobKey, site, group, open, onToggle }: IssueGroupRowProps) {
  const { t, f } = useScreen();
  const words = useCheckWords()(group.check);
  const id = useId();
  return (
    <div
      className={`it ${open ? 'open' : ''}`}
      id={`check-${group.check}`}
      data-testid="issue"
      data-check={group.check}
    >
      <h3>
        <button type="button" className="hd" aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} small />
          <SeverityName severity={group.severity} />
          <span className="what">
            <b>{words.title}</b> <span className="mono dim3">{harmless(group.check, 80)}</span>
          </span>
          <span className="num sm amount">
            {group.pages > 0 ? t('report.affected', { count: group.pages }) : t('report.whole_site')}
          </span>
          <span className="num sm dim amount">{t('report.findings', { count: group.findings })}</span>
          <span className="num sm points" title={t('report.points')}>
            {f.points(group.points)}
          </span>
        </button>
      </h3>
      <div id={id} hidden={!open}>
        {open && (
          <div className="bd">
            {words.why && (
              <div className="wh">
                <div>
                  <h4>{t('report.why')}</h4>
                  <p>{words.why}</p>
                </div>
                <div>
                  <h4>{t('report.how')}</h4>
                  <p>{words.how}</p>
                </div>
              </div>
            )}
            <Findings jobKey={jobKey} site={site} check={group.check} />
          </div>
        )}
      </div>
    </div>
  );
}
