import { Readable } from 'node:stream';
import type { Report } from '@seo-live/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod/mini';
import type { JobManager } from '../../jobs/manager/jobManager.ts';
import type { Exports } from '../../report/createExports.ts';
import { jobParams } from '../plumbing/apiSchemas.ts';
import { identityOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';

const csvQuery = z.object({ language: z.optional(z.enum(['en', 'zh-TW'])) });

/**
 * `seo-live-example.com-2026-11-22.csv`. ASCII only, because some clients read nothing else in this header.
 */
function fileName({ url, created_at }: Report, ending: string): string {
  const host = URL.parse(url)?.host.replace(/[^a-z0-9.-]+/gi, '-') ?? 'site';
  return `seo-live-${host}-${created_at.slice(0, 10)}.${ending}`;
}

function sendFile(
  reply: FastifyReply,
  file: { name: string; type: string; pieces: AsyncIterable<string> },
): FastifyReply {
  return reply
    .type(file.type)
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .send(Readable.from(file.pieces, { objectMode: false }));
}

const prefersChinese = (header: string | undefined): boolean => /^\s*zh\b/i.test(header ?? '');

/** The whole report as one file. It is streamed, so that memory does not grow with the scan. */
export function addExportRoutes(http: Http, { jobs, exports }: { jobs: JobManager; exports: Exports }): void {
  http.get(
    '/jobs/:jobId/export.json',
    { schema: { summary: 'Report, pages and findings as JSON', tags: ['reports'], params: jobParams } },
    async (request, reply) => {
      const report = await jobs.report(identityOf(request).userId, request.params.jobId);
      const type = 'application/json; charset=utf-8';
      return sendFile(reply, { name: fileName(report, 'json'), type, pieces: exports.json(report) });
    },
  );

  http.get(
    '/jobs/:jobId/export.csv',
    {
      schema: {
        summary: 'Findings as CSV, in the language of `language` or Accept-Language',
        tags: ['reports'],
        params: jobParams,
        querystring: csvQuery,
      },
    },
    async (request, reply) => {
      const report = await jobs.report(identityOf(request).userId, request.params.jobId);
      const language =
        request.query.language ?? (prefersChinese(request.headers['accept-language']) ? 'zh-TW' : 'en');
      const type = 'text/csv; charset=utf-8';
      return sendFile(reply, { name: fileName(report, 'csv'), type, pieces: exports.csv(report, language) });
    },
  );
}
