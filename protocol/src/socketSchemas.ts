import { z } from 'zod/mini';
import type { AckError, JobError } from './errorSchemas.ts';
import { epochSchema, type JobMessage, jobIdSchema } from './jobMessage.ts';

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
      /** The client's position is no longer in the log, so there is only the snapshot. */
      reset: boolean;
      ended: boolean;
      events?: JobMessage[];
      server_time: string;
    }
  | { ok: false; error: AckError };

export type LeaveAck = { ok: true } | { ok: false; error: AckError };

/** `job_error` with code `deleted` has no `seq`: the job and its log were removed. */
export type JobGone = { job_id: string; error: JobError };

export interface ServerToClientEvents {
  job_progress: (message: JobMessage) => void;
  job_completed: (message: JobMessage) => void;
  job_error: (message: JobMessage | JobGone) => void;
}

export interface ClientToServerEvents {
  /** A string alone is the `job_id`. */
  join_job: (request: JoinRequest | string, ack?: (answer: JoinAck) => void) => void;
  leave_job: (request: LeaveRequest | string, ack?: (answer: LeaveAck) => void) => void;
}

/** The Socket.IO handshake `auth`. */
export const handshakeAuthSchema = z.looseObject({
  token: z.string().check(z.minLength(1), z.maxLength(200)),
  client: z.optional(
    z.looseObject({
      version: z.optional(z.string()),
      browser: z.optional(z.string()),
      /** Random for each worker instance: the server knows by it which connections belong together. */
      boot_id: z.optional(z.string()),
    }),
  ),
});
export type HandshakeAuth = z.infer<typeof handshakeAuthSchema>;
