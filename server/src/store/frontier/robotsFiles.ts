import type { Kysely, Transaction } from 'kysely';
import type { RobotsFile } from '../../crawl/ports/frontierStore.ts';
import type { Database } from '../database/schema.ts';

export async function storeRobots(
  trx: Transaction<Database>,
  jobId: string,
  file: RobotsFile,
): Promise<void> {
  await trx
    .insertInto('robots_files')
    .values({ job_id: jobId, ...file })
    .onConflict((conflict) => conflict.columns(['job_id', 'origin']).doUpdateSet(file))
    .execute();
}

export const robotsFiles = (db: Kysely<Database>, jobId: string): Promise<RobotsFile[]> =>
  db
    .selectFrom('robots_files')
    .select(['origin', 'status', 'failure', 'tries', 'body'])
    .where('job_id', '=', jobId)
    .orderBy('origin')
    .execute() as Promise<RobotsFile[]>;
