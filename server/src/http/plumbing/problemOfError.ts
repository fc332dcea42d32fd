import type { Problem } from '@seo-live/protocol';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { RequestError } from '../../shared/RequestError.ts';
import { InvalidCursor } from '../../store/report/listCursor.ts';
import { problemOf } from './problem.ts';

const fieldOf = (instancePath: string, where: string | undefined): string =>
  instancePath.replace(/^\//, '').replaceAll('/', '.') || (where ?? 'body');

/** The largest body of a request, in bytes. */
export const BODY_LIMIT = 64 * 1024;

/** Errors of Fastify itself, with a text that says what to do. */
const refusals: Record<string, { status: number; detail: string }> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, detail: 'The body is empty, but Content-Type says JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { status: 400, detail: 'Content-Length does not match the body.' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, detail: `The body is larger than ${BODY_LIMIT / 1024} KB.` },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    detail: 'Send the body as JSON: Content-Type: application/json.',
  },
  FST_ERR_BAD_URL: { status: 400, detail: 'The path is not a valid URL.' },
};

/** The problem document for an error; null for an internal error, which has no text for clients. */
export function problemOfError(error: unknown): Problem | null {
  if (error instanceof RequestError) {
    const { jobId, retryAfterMs } = error.extras;
    return problemOf(error.code, error.message, {
      ...(jobId === undefined ? {} : { job_id: jobId }),
      ...(retryAfterMs === undefined ? {} : { retry_after_ms: Math.ceil(retryAfterMs) }),
    });
  }
  if (error instanceof InvalidCursor) {
    return problemOf('invalid_request', error.message, {
      errors: [{ field: 'cursor', message: error.message }],
    });
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = 'validationContext' in error ? String(error.validationContext) : undefined;
    const errors = error.validation.map(({ instancePath, message }) => ({
      field: fieldOf(instancePath, where),
      message: message ?? 'is not valid',
    }));
    return problemOf(
      'invalid_request',
      errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
      { errors },
    );
  }
  if (error instanceof Error && 'code' in error) {
    const refusal = refusals[String(error.code)];
    if (refusal) return problemOf('invalid_request', refusal.detail, { status: refusal.status });
    if ('statusCode' in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500) {
      return problemOf('invalid_request', error.message, { status: Number(error.statusCode) });
    }
  }
  return null;
}
