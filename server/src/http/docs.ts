import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyRequest } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Tokens } from '../auth/tokens.ts';
import { RequestError } from '../requestError.ts';
import { apiSchemas } from './apiSchemas.ts';
import type { Http } from './http.ts';

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** Behind a proxy that is not trusted every visitor would seem to come from this machine. */
const isForwarded = ({ headers }: FastifyRequest): boolean =>
  headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;

function guardDocs(tokens: Tokens, trustsProxies: boolean) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isLoopback(request.ip) && (trustsProxies || !isForwarded(request))) return;
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const identity = token ? await tokens.verify(token) : null;
    if (identity?.role === 'admin') return;
    throw new RequestError('unauthorized', 'From another machine, this page needs the token of an admin.');
  };
}

/** `/docs`: the OpenAPI 3.1 page of all routes added after this call. */
export async function addDocs(
  http: Http,
  { tokens, version, trustsProxies }: { tokens: Tokens; version: string; trustsProxies: boolean },
): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'SEO Live',
        version,
        description:
          'Start SEO scans, follow them, read their reports. Live updates come over Socket.IO on the same port.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: apiSchemas }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: apiSchemas }),
  });
  await http.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null },
    uiHooks: { onRequest: guardDocs(tokens, trustsProxies) },
    staticCSP:
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  });
}
