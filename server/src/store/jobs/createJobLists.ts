import type { JobSummary } from '@seo-live/protocol';
import type { Store } from '../database/openStore.ts';
import { summaryColumns, toSummary } from './job.ts';
import { lastChange } from './nextChange.ts';

/** A job in a list of changes; `changeNumber` rises with every change of any job. */
export interface ListedJob {
  job: JobSummary;
  changeNumber: number;
}

/** The lists of one user's jobs. Each returns at most `limit` jobs. */
export function createJobLists({ db }: Pick<Store, 'db'>) {
  const own = (userId: string, limit: number) =>
    db
      .selectFrom('jobs')
      .select([...summaryColumns, 'change_no'])
      .where('user_id', '=', userId)
      .where('deleted_at', 'is', null)
      .limit(limit);

  return {
    /** The newest first. With `before`, only jobs older than that one. */
    async newest(userId: string, limit: number, before?: string): Promise<JobSummary[]> {
      const rows = await own(userId, limit)
        .$if(before !== undefined, (query) => query.where('job_id', '<', before ?? ''))
        .orderBy('job_id', 'desc')
        .execute();
      return rows.map(toSummary);
    },

    /** Jobs that changed after a change number, oldest change first. */
    async changedSince(userId: string, changeNumber: number, limit: number): Promise<ListedJob[]> {
      const rows = await own(userId, limit)
        .where('change_no', '>', changeNumber)
        .orderBy('change_no')
        .execute();
      return rows.map((row) => ({ job: toSummary(row), changeNumber: row.change_no }));
    },

    /** Number of the newest change of this user's jobs; 0 before the first. */
    async lastChangeOf(userId: string): Promise<number> {
      const { last } = await db
        .selectFrom('jobs')
        .select(({ fn }) => fn.max('change_no').as('last'))
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      return Number(last ?? 0);
    },

    /** Number of the newest change of all jobs. */
    lastChange: (): Promise<number> => lastChange(db),
  };
}

export type JobLists = ReturnType<typeof createJobLists>;
