import { isTerminal, type JobList, type JobSummary, knownMode, MAX_BATCH } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import type { Answer } from '../state/answer';
import { noneStartedElsewhere } from '../state/defaults';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { Intent } from '../state/intent';
import { isAhead } from '../state/isAhead';
import { jobKeyOf, type OwnerKey, ownerKeyOf } from '../state/jobKey';
import type { PairedServer } from '../state/pairedServer';
import type { StartedElsewhere, StartedElsewhereJob } from '../state/startedElsewhere';
import { withoutJobs } from '../state/withoutJobs';
import type { ActionContext } from './withServer';

const PAGE = 200;
/** A server without such a list is asked again after this time: a proxy may have answered. */
const UNLISTED_MS = 3600_000;
/** More changes than this are read at the next alarm. */
const PAGES_AT_ONCE = 10;

const rowOf = ({ job_id, url, mode, created_at }: JobSummary): StartedElsewhereJob => ({
  jobId: job_id,
  url,
  mode: knownMode(mode),
  createdAt: created_at,
});

/** Replaces the rows that changed, and removes those of scans that ended. Newest first. */
function fold(list: StartedElsewhere, { jobs, cursor }: JobList): StartedElsewhere {
  const changed = new Set(jobs.map(({ job_id }) => job_id));
  const running = jobs.filter(({ status }) => !isTerminal(status)).map(rowOf);
  const kept = list.jobs.filter(({ jobId }) => !changed.has(jobId));
  const rows = [...running, ...kept].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { ...list, cursor, jobs: rows };
}

/** A server restored from a backup does not know our cursor, so its list is read from the beginning. */
async function readPage(
  api: ApiClient,
  list: StartedElsewhere,
): Promise<[StartedElsewhere, Answer<JobList>]> {
  const asked = await api.jobs({ limit: PAGE, ...(list.cursor === null ? {} : { cursor: list.cursor }) });
  if (asked.ok || !failureTraitsOf(asked.error.code).invalid || list.cursor === null) return [list, asked];
  return [{ ...list, cursor: null, jobs: [] }, await api.jobs({ limit: PAGE })];
}

/** A list of changes leaves out deleted scans, so the rows that it did not name are asked about by id. */
async function dropDeleted(
  { state }: ActionContext,
  api: ApiClient,
  server: PairedServer,
  named: Set<string>,
) {
  const { elsewhere, followed } = await state.read('elsewhere', 'followed');
  const keys = new Set(followed.map(({ key }) => key));
  const unnamed = elsewhere.jobs
    .map(({ jobId }) => jobId)
    .filter((id) => !named.has(id) && !keys.has(jobKeyOf(server, id)));
  for (let from = 0; from < unnamed.length; from += MAX_BATCH) {
    const answer = await api.statuses(unnamed.slice(from, from + MAX_BATCH));
    if (!answer.ok) return;
    const removed = answer.value.jobs.filter(({ error }) => isRemoved(error?.code));
    const ids = new Set(removed.map(({ job_id }) => job_id));
    await state.elsewhere.update((current) =>
      current.of === ownerKeyOf(server) ? withoutJobs(current, ids) : current,
    );
  }
}

/** Removes the starts that were refused because a scan of that site ran, once it has ended. */
async function dropRefused({ state }: ActionContext): Promise<void> {
  const running = new Set((await state.elsewhere.get()).jobs.map(({ jobId }) => jobId));
  const isOver = ({ problem }: Intent): boolean =>
    failureTraitsOf(problem?.code).runsAlready === true &&
    problem?.jobId !== undefined &&
    !running.has(problem.jobId);
  await state.intents.update((intents) =>
    intents.some(isOver) ? intents.filter((one) => !isOver(one)) : intents,
  );
}

/** Reads the list of changes to its end. Returns the ids that it named, or null when it cannot be read now. */
async function readChanges(
  { state, now, connection }: ActionContext,
  api: ApiClient,
  of: OwnerKey,
): Promise<Set<string> | null> {
  const named = new Set<string>();
  for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
    const stored = await state.elsewhere.get();
    const known = stored.of === of ? stored : { ...noneStartedElsewhere, of };
    if (isAhead(Date.parse(known.unlistedUntil ?? ''), now(), UNLISTED_MS)) return null;
    const [list, answer] = await readPage(api, known);
    if (!answer.ok) {
      const { lacksRoute, removed, silent } = failureTraitsOf(answer.error.code);
      if (silent) await connection.onSilence();
      if (lacksRoute && !removed) {
        await state.elsewhere.set({ ...list, unlistedUntil: new Date(now() + UNLISTED_MS).toISOString() });
      }
      return null;
    }
    const { value } = answer;
    for (const { job_id } of value.jobs) named.add(job_id);
    // A row that was removed from the list while the answer was on its way stays removed.
    await state.elsewhere.update(({ of: whose, jobs }) =>
      fold(whose === of && list.cursor !== null ? { ...list, jobs } : { ...list, jobs: [] }, value),
    );
    // Without a cursor the newest scans come first. One page of them is enough.
    if (list.cursor === null || !value.more) return named;
  }
  return named;
}

/** A basic server has no list of scans. Instead, this notes when a server of ours has replaced it. */
async function noteUpgrade(
  { state, apiAt }: ActionContext,
  { url, upgraded, pairedAt }: PairedServer,
): Promise<void> {
  if (upgraded || !(await apiAt(url).config()).ok) return;
  await state.server.update((current) =>
    current?.pairedAt === pairedAt ? { ...current, upgraded: true } : current,
  );
}

/**
 * Finds scans that the same person started elsewhere. Rows and cursor are one write, so that a worker killed
 * in between reads the same changes again. Failures are not shown: the connection shows its own.
 */
export async function discoverScans(context: ActionContext): Promise<void> {
  const server = await context.state.server.get();
  if (!server) return;
  if (server.kind) return noteUpgrade(context, server);
  const api = context.apiAt(server.url, server.token);
  const named = await readChanges(context, api, ownerKeyOf(server));
  if (!named) return;
  await dropDeleted(context, api, server, named);
  await dropRefused(context);
}
