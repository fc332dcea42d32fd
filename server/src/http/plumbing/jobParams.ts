import { jobIdSchema } from '@seo-live/protocol';
import { z } from 'zod/mini';

export const jobParams = z.object({ jobId: jobIdSchema });
