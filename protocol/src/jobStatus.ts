import { z } from 'zod/mini';

export const jobStatuses = ['queued', 'running', 'paused', 'completed', 'cancelled', 'failed'] as const;
export const jobStatusSchema = z.enum(jobStatuses);
export type JobStatus = z.infer<typeof jobStatusSchema>;

export const phases = [
  'queued',
  'discovering',
  'crawling',
  'verifying',
  'analysing',
  'reporting',
  'done',
] as const;
export const phaseSchema = z.enum(phases);
export type Phase = z.infer<typeof phaseSchema>;

/** Every change of status that a job may make. The job manager refuses any other. */
export const transitions: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  queued: ['running', 'paused', 'cancelled', 'failed'],
  running: ['queued', 'paused', 'completed', 'cancelled', 'failed'],
  paused: ['queued', 'running', 'cancelled', 'failed'],
  completed: [],
  cancelled: [],
  failed: [],
};

export const isTerminal = (status: JobStatus): boolean => transitions[status].length === 0;

export const canMove = (from: JobStatus, to: JobStatus): boolean => transitions[from].includes(to);
