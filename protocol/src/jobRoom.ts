/** Letters, digits, `-` and `_` in the id of a job. */
export const MAX_JOB_ID_LENGTH = 64;

/**
 * Id of a room without a job, for testing a connection: a client that joins it gets a snapshot and then one
 * `job_progress`. A server that does not know this room answers `not_found`, which proves the round trip too.
 */
export const TEST_JOB_ID = 'connection_test';

const PREFIX = 'job_';

/** The Socket.IO room of a job. */
export const roomOf = (jobId: string): string => `${PREFIX}${jobId}`;

/** The job of a room; null for a room of another kind. */
export const jobIdOfRoom = (room: string): string | null =>
  room.startsWith(PREFIX) ? room.slice(PREFIX.length) : null;
