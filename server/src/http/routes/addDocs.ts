import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { problemSchema } from '@seo-live/protocol';
import type { FastifyRequest } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Tokens } from '../../auth/createTokens.ts';
import { RequestError } from '../../shared/RequestError.ts';
import { apiSchemas } from '../plumbing/apiSchemas.ts';
import { bearerOf } from '../plumbing/authenticate.ts';
import type { Http } from '../plumbing/http.ts';
import { isFromThisMachine } from '../plumbing/isFromThisMachine.ts';
import { withoutUnusedSchemas } from '../plumbing/withoutUnusedSchemas.ts';

function guardDocs(tokens: Tokens) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isFromThisMachine(request.raw)) return;
    const token = bearerOf(request);
    const identity = token ? await tokens.verify(token) : null;
    if (identity?.role === 'admin') return;
    throw new RequestError('unauthorized', 'From another machine, this page needs the token of an admin.');
  };
}

const named = createJsonSchemaTransformObject({ schemaRegistry: apiSchemas });

/** Adds the problem document to the answers of each route under `/api`. */
function documentRefusals(http: Http): void {
  http.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/') || !route.schema) return;
    const content = { 'application/problem+json': { schema: problemSchema } };
    route.schema.response = {
      ...(route.schema.response as object | undefined),
      '4xx': { description: 'Refused; `code` says why (RFC 9457)', content },
    };
  });
}

/** `/docs`: the OpenAPI 3.1 page of all routes added after this call. */
export async function addDocs(
  http: Http,
  { tokens, version }: { tokens: Tokens; version: string },
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
    transformObject: (document) => withoutUnusedSchemas(named(document)),
  });
  documentRefusals(http);
  await http.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null },
    uiHooks: { onRequest: guardDocs(tokens) },
    staticCSP:
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  });
}
