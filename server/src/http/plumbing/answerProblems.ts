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
  // A string passes the serializers of the routes, which know only answers that went well.
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Every error and every unknown path is answered as a problem document; `onProblem` is told its code. */
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
        'The server met an error of its own and wrote it to its log. Trying again with the same Idempotency-Key is safe.',
      ),
    );
  });
  http.setNotFoundHandler((request, reply) =>
    answer(reply, problemOf('not_found', `There is no ${request.method} ${request.url.split('?')[0]} here.`)),
  );
}
