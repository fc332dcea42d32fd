/** `server_id|user_id|job_id`: two servers may use the same job ids. */
export type JobKey = string;

export const jobKeyOf = (server: { serverId: string; userId: string }, jobId: string): JobKey =>
  `${server.serverId}|${server.userId}|${jobId}`;
