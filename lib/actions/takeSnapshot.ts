import type { ApiClient } from '../api/createApiClient';
import type { Connection } from '../connection/createConnection';
import { messageOf } from '../connection/createPoller';
import { type JobKey, jobIdOf } from '../state/jobKey';

/** Asks for the state of one scan and stores it, for cases in which no message may come soon. */
export async function takeSnapshot(
  connection: Pick<Connection, 'receive'>,
  api: Pick<ApiClient, 'status'>,
  key: JobKey,
): Promise<void> {
  const answer = await api.status(jobIdOf(key));
  if (!answer.ok) return;
  await connection.receive(key, messageOf(answer.value), 'snapshot');
}
