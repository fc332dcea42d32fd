import type { Report } from '@seo-live/protocol';
import { severities } from '@seo-live/protocol';
import { useEffect, useState } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { Section } from '../shared/Section';
import { StateCard } from '../shared/StateCard';
import { IssueGroupRow } from './IssueGroupRow';

interface IssueSectionProps {
  jobKey: JobKey;
  report: Report;
  /** The check that a deep link names; it is open. */
  check: string | null;
  /** As in `Fragment`: each visit opens the check again. */
  visit: number;
}

/** Findings grouped by check, sorted by severity, then by points lost. */
export function IssueSection({ jobKey, report, check, visit }: IssueSectionProps) {
  const { t } = useScreen();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(check ? [check] : []));
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `visit`.
  useEffect(() => {
    if (check) setOpen((before) => new Set(before).add(check));
  }, [check, visit]);
  const toggle = (id: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const groups = [...report.groups].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.points - a.points,
  );

  return (
    <Section
      id="issues"
      title={t('report.issues')}
      nextToTitle={groups.length > 0 && <span className="dim sm">{t('report.issues_text')}</span>}
      part
    >
      {groups.length === 0 ? (
        <div className="card">
          <StateCard icon="done" title={t('report.no_issues')} text={t('report.no_issues_text')} />
        </div>
      ) : (
        <div className="iss">
          {groups.map((group) => (
            <IssueGroupRow
              key={group.check}
              jobKey={jobKey}
              site={report.url}
              group={group}
              open={open.has(group.check)}
              onToggle={() => toggle(group.check)}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
