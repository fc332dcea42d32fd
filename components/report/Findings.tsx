import { issueListSchema } from '@seo-live/protocol';
import { useCallback } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { EvidenceTable } from './EvidenceTable';
import { usePaged } from './usePaged';
import { readAnswer } from './useReport';

const PAGE_SIZE = 20;

/** The findings of one check, twenty at a time. */
export function Findings({ jobKey, site, check }: { jobKey: JobKey; site: string; check: string }) {
  const { t, send } = useScreen();
  const fetch = useCallback(
    async (cursor: string | undefined) => {
      const query = { key: jobKey, check, limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
      const answer = readAnswer(issueListSchema, await send('fetchIssues', query));
      if (!answer.ok) return answer;
      const { findings, total, cursor: next } = answer.value;
      return { ok: true as const, value: { rows: findings, total, cursor: next } };
    },
    [send, jobKey, check],
  );
  const { rows, total, busy, failure, more, next } = usePaged(fetch);
  const left = total - rows.length;
  return (
    <>
      {rows.length > 0 && <EvidenceTable findings={rows} site={site} />}
      {busy && rows.length === 0 && <p className="dim sm">{t('app.loading')}</p>}
      <FailureNote failure={failure} onRetry={next} />
      {more && !failure && left > 0 && (
        <div>
          <button type="button" className="btn sm" aria-disabled={busy} onClick={next}>
            {t('report.more', { count: Math.min(PAGE_SIZE, left) })}
          </button>
        </div>
      )}
    </>
  );
}
