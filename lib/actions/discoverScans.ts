import { isTerminal, type JobList, type JobSummary, scanModes } from '@seo-live/protocol';
import type { ApiClient } from '../api/createApiClient';
import type { Answer } from '../state/answer';
import { nothingElsewhere } from '../state/defaults';
import type { Elsewhere, ElsewhereJob, PairedServer } from '../state/types';
import type { ActionContext } from './context';

const PAGE = 200;
/** More changes than this are read at the next alarm. */
const PAGES_AT_ONCE = 10;

const ownerOf = ({ serverId, userId }: PairedServer): string => `${serverId}|${userId}`;

const rowOf = ({ job_id, url, mode, created_at }: JobSummary): ElsewhereJob => ({
  jobId: job_id,
  url,
  mode: scanModes.find((known) => known === mode) ?? 'site',
  createdAt: created_at,
});

/** What changed takes its place; what ended goes. Newest first. */
function fold(held: Elsewhere, { jobs, cursor }: JobList): Elsewhere {
  const changed = new Set(jobs.map(({ job_id }) => job_id));
  const running = jobs.filter(({ status }) => !isTerminal(status)).map(rowOf);
  const kept = held.jobs.filter(({ jobId }) => !changed.has(jobId));
  const rows = [...running, ...kept].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { ...held, cursor, jobs: rows };
}

/** A server that was restored from a backup does not know our cursor: its list is read from the beginning. */
async function readPage(api: ApiClient, held: Elsewhere): Promise<[Elsewhere, Answer<JobList>]> {
  const asked = await api.jobs({ limit: PAGE, ...(held.cursor === null ? {} : { cursor: held.cursor }) });
  if (asked.ok || asked.error.code !== 'invalid_request' || held.cursor === null) return [held, asked];
  return [{ ...held, cursor: null, jobs: [] }, await api.jobs({ limit: PAGE })];
}

/**
 * Finds scans that the same person started elsewhere. Rows and cursor are one write, so that a worker
 * killed in between reads the same changes again. What goes wrong is the connection's to say.
 */
export async function discoverScans({ state, apiAt }: ActionContext): Promise<void> {
  /** A plain server has no list of scans; that it has been replaced by one of ours is looked for instead. */
  async function noteUpgrade({ url, upgraded, pairedAt }: PairedServer): Promise<void> {
    if (upgraded || !(await apiAt(url).config()).ok) return;
    await state.server.update((held) => (held?.pairedAt === pairedAt ? { ...held, upgraded: true } : held));
  }

  const server = await state.server.get();
  if (!server) return;
  if (server.kind) return noteUpgrade(server);
  const of = ownerOf(server);
  const api = apiAt(server.url, server.token);
  for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
    const stored = await state.elsewhere.get();
    const known = stored.of === of ? stored : { ...nothingElsewhere, of };
    if (!known.listed) return;
    const [held, answer] = await readPage(api, known);
    if (!answer.ok) {
      if (answer.error.code === 'no_such_route') await state.elsewhere.set({ ...held, listed: false });
      return;
    }
    const { value } = answer;
    await state.elsewhere.set(fold(held, value));
    // Without a cursor the newest come first: what is older than a page of them is not looked for.
    if (held.cursor === null || !value.more) return;
  }
}
