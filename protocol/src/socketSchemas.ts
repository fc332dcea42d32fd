import { z } from 'zod/mini';
import type { AckError, JobError } from './errorCodes.ts';
import { epochSchema, jobIdSchema } from './extensionId.ts';
import type { JobMessage } from './jobMessage.ts';

export const joinRequestSchema = z.object({
  job_id: jobIdSchema,
  since_seq: z.optional(z.int().check(z.nonnegative())),
  epoch: z.optional(epochSchema),
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

export const leaveRequestSchema = z.object({ job_id: jobIdSchema });
export type LeaveRequest = z.infer<typeof leaveRequestSchema>;

export type JoinAck =
  | {
      ok: true;
      snapshot: JobMessage;
      /** The client's position is not in the log any more: the snapshot is all there is. */
      reset: boolean;
      ended: boolean;
      events?: JobMessage[];
      server_time: string;
    }
  | { ok: false; error: AckError };

export type LeaveAck = { ok: true } | { ok: false; error: AckError };

/** `job_error` with code `deleted` has no `seq`: the job is gone, its log with it. */
export type JobGone = { job_id: string; error: JobError };

export interface ServerToClientEvents {
  job_progress: (message: JobMessage) => void;
  job_completed: (message: JobMessage) => void;
  job_error: (message: JobMessage | JobGone) => void;
}

export interface ClientToServerEvents {
  /** A bare string is taken as the `job_id`. */
  join_job: (request: JoinRequest | string, ack?: (answer: JoinAck) => void) => void;
  leave_job: (request: LeaveRequest | string, ack?: (answer: LeaveAck) => void) => void;
}

export const handshakeAuthSchema = z.looseObject({
  token: z.string().check(z.minLength(1), z.maxLength(200)),
  client: z.optional(
    z.looseObject({
      version: z.optional(z.string()),
      browser: z.optional(z.string()),
      /** Random per life of the worker: tells the server that it is the same life. */
      boot_id: z.optional(z.string()),
    }),
  ),
});
export type HandshakeAuth = z.infer<typeof handshakeAuthSchema>;
