import { pageListSchema, pageOutcomes, type Report } from '@seo-live/protocol';
import { useCallback, useEffect, useState } from 'react';
import type { PageListRequest } from '@/lib/messages';
import type { JobKey } from '@/lib/state/jobKey';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';
import { Section } from '../shared/Section';
import { Select } from '../shared/Select';
import { TextField } from '../shared/TextField';
import { PagesTable, type Sort } from './PagesTable';
import { usePaged } from './usePaged';
import { readAnswer } from './useReport';

const PAGE_SIZE = 50;
const TYPING_MS = 250;

function useDebounced(value: string): string {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return debounced;
}

/** Every URL of the scan. The server filters, sorts and pages the list. */
export function PagesSection({ jobKey, report }: { jobKey: JobKey; report: Report }) {
  const { t, send } = useScreen();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState('');
  const [sort, setSort] = useState<Sort>({ by: 'issues', descending: true });
  const text = useDebounced(typed.trim());
  const fetch = useCallback(
    async (cursor: string | undefined) => {
      const query: PageListRequest = {
        key: jobKey,
        sort: sort.by,
        descending: sort.descending,
        limit: PAGE_SIZE,
      };
      if (text) query.text = text;
      query.outcome = pageOutcomes.find((known) => known === outcome);
      if (cursor) query.cursor = cursor;
      const answer = readAnswer(pageListSchema, await send('fetchPages', query));
      if (!answer.ok) return answer;
      const { pages, total, cursor: next } = answer.value;
      return { ok: true as const, value: { rows: pages, total, cursor: next } };
    },
    [send, jobKey, sort, text, outcome],
  );
  const { rows, total, busy, failure, more, next } = usePaged(fetch);

  return (
    <Section
      id="pages"
      title={t('report.pages')}
      part
      nextToTitle={
        <>
          <span className="dim sm num" role="status">
            {t('report.pages_shown', { shown: rows.length, total })}
          </span>
          <span className="end" />
          <div className="filter">
            <TextField
              label={t('report.filter')}
              hideLabel
              value={typed}
              onChange={setTyped}
              placeholder={t('report.filter')}
              lead={<Icon name="search" small />}
              testId="page-filter"
            />
          </div>
          <Select
            label={t('report.outcome')}
            value={outcome}
            choices={[
              { value: '', label: t('report.out_all') },
              ...pageOutcomes.map((value) => ({ value, label: t(`report.out_${value}`) })),
            ]}
            onChange={setOutcome}
          />
        </>
      }
    >
      {rows.length > 0 && <PagesTable rows={rows} site={report.url} sort={sort} onSort={setSort} />}
      {rows.length === 0 && !failure && <p className="dim">{t(busy ? 'app.loading' : 'report.no_pages')}</p>}
      <FailureNote failure={failure} onRetry={next} />
      {more && !failure && rows.length > 0 && (
        <div className="after">
          <button type="button" className="btn sm" aria-disabled={busy} onClick={next}>
            {t('report.more', { count: Math.min(PAGE_SIZE, total - rows.length) })}
          </button>
        </div>
      )}
    </Section>
  );
}
