import type { Problem } from '@seo-live/protocol';
import type { FastifyReply } from 'fastify';
import type { Http } from './http.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { problemOfError } from './problemOfError.ts';

/** Sends a problem document with the headers that belong to it. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.retry_after_ms !== undefined) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(problem.retry_after_ms / 1000))));
  }
  // Sent as a string, because the serializers of the routes know only the successful answers.
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/**
 * Answers every error and every unknown path with a problem document, and calls `onProblem` with its code.
 */
export function answerProblems(http: Http, onProblem: (code: string) => void): void {
  const answer = (reply: FastifyReply, problem: Problem): FastifyReply => {
    onProblem(problem.code);
    return sendProblem(reply, problem);
  };
  http.setErrorHandler((error, request, reply) => {
    const problem = problemOfError(error);
    if (problem) return answer(reply, problem);
    request.log.error({ err: error }, 'request failed');
    return answer(
      reply,
      problemOf(
        'internal',
        'The server had an internal error and wrote it to its log. It is safe to try again with the same Idempotency-Key.',
      ),
    );
  });
  http.setNotFoundHandler((request, reply) =>
    answer(reply, problemOf('not_found', `There is no ${request.method} ${request.url.split('?')[0]} here.`)),
  );
}
