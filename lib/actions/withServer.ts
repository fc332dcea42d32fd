import type { ApiClient } from '../api/createApiClient';
import type { Connection } from '../connection/createConnection';
import type { Answer } from '../state/answer';
import { fail } from '../state/answer';
import type { State } from '../state/createState';
import { belongsTo, type JobKey, jobIdOf } from '../state/jobKey';
import type { PairedServer } from '../state/pairedServer';
import type { WallClock } from '../state/wallClock';

export interface ActionContext {
  state: State;
  connection: Connection;
  /** `token` is absent before pairing. */
  apiAt: (url: string, token?: string, kind?: PairedServer['kind']) => ApiClient;
  now: WallClock;
  /** A new random id, unguessable: it becomes an Idempotency-Key. */
  newId: () => string;
  /** The name of this browser in the server's list of tokens. */
  clientName: string;
  /** The language of the screens. */
  locale: () => Promise<string>;
}

/** Runs `use` with the paired server's API, or answers `not_paired`. */
export async function withServer<T>(
  { state, apiAt }: ActionContext,
  use: (api: ApiClient, server: PairedServer) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const server = await state.server.get();
  return server ? use(apiAt(server.url, server.token, server.kind), server) : fail('not_paired');
}

/** The same for one job; a job of another server is not found on this one. */
export const withJob = <T>(
  context: ActionContext,
  key: JobKey,
  use: (api: ApiClient, jobId: string) => Promise<Answer<T>>,
): Promise<Answer<T>> =>
  withServer(context, async (api, server) =>
    belongsTo(server, key) ? use(api, jobIdOf(key)) : fail('not_found'),
  );
