import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config/readConfig.ts';

export interface LogStream {
  write(line: string): void;
}

/** Log lines without secrets: no headers with tokens, no bodies, no query strings. */
export const createLogOptions = (level: Config['logLevel'], stream: LogStream = process.stderr) => ({
  level,
  stream,
  redact: {
    paths: ['req.headers.authorization', 'headers.authorization', '*.token', 'token'],
    censor: '[redacted]',
  },
  serializers: {
    req: ({ method, url, ip }: FastifyRequest) => ({ method, path: url.split('?')[0], ip }),
  },
});
