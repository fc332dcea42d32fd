import { z } from 'zod/mini';
import { severities } from './severities.ts';

export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

const count = z.int().check(z.nonnegative());

export const severityCountsSchema = z.object({
  critical: count,
  high: count,
  medium: count,
  low: count,
  info: count,
});
export type SeverityCounts = z.infer<typeof severityCountsSchema>;

export const noIssues = (): SeverityCounts => ({ critical: 0, high: 0, medium: 0, low: 0, info: 0 });
