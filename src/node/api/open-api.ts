import * as z from 'zod';
import type { Operation } from './operations/operation.ts';
import { BASE, OPERATIONS } from './operations/operations.ts';
import { PROBLEM_MEDIA, problemSchema } from './problem-json.ts';
import { NAMED } from './schemas/named.ts';

const REF = '#/components/schemas/';
let text: string | undefined;

/** The description of the API, OpenAPI 3.1, as served and as docs/reference/openapi.json has it. */
export function openApiText(): string {
  text ??= `${JSON.stringify(openApi(), undefined, 2)}\n`;
  return text;
}

function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    const { path, method, id, atRoot } = operation;
    paths[`${BASE}${path}`] = { ...paths[`${BASE}${path}`], [method]: describeOperation(operation, id) };
    if (atRoot === true) paths[path] = { [method]: describeOperation(operation, `${id}AtRoot`) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast node',
      version: '1',
      description:
        'What the daemon of a node does for whoever may ask: the owner of the machine over its unix socket, peers and people over mutual TLS.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      {
        url: 'https://{node}:{port}',
        variables: { node: { default: '10.77.0.11' }, port: { default: '7443' } },
      },
    ],
    security: [{ mutualTLS: [] }],
    tags: [
      { name: 'look', description: 'For the roles viewer, operator and node.' },
      { name: 'change', description: 'For the roles operator and node.' },
      { name: 'peer', description: 'For the role node: what the nodes of a site ask each other.' },
    ],
    paths: Object.fromEntries(Object.entries(paths).sort(([left], [right]) => (left < right ? -1 : 1))),
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        mutualTLS: {
          type: 'mutualTLS',
          description: 'A certificate of the authority of the site, made by `holdfast pki issue`.',
        },
      },
      responses: {
        Problem: {
          description: 'It was refused or failed; the code tells why, the remedy what to do.',
          content: { [PROBLEM_MEDIA]: { schema: { $ref: `${REF}${nameOf(problemSchema)}` } } },
        },
      },
    },
  };
}

function describeOperation(operation: Operation, operationId: string): object {
  const { summary, right, params, query, body, ifMatch } = operation;
  const parameters = [
    ...parametersOf(params, 'path'),
    ...parametersOf(query, 'query'),
    ...(ifMatch === true
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: false,
            description: 'The ETag of /api/v1/revisions: when the state is another one by now, 412.',
            schema: { type: 'string' },
          },
        ]
      : []),
  ];
  return {
    operationId,
    tags: [right],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } },
    }),
    responses: responsesOf(operation),
  };
}

function responsesOf({ id, answer, media, status = 200, maybe, statusOf, etag }: Operation): object {
  const problem = { $ref: '#/components/responses/Problem' };
  if (answer === undefined) return { 204: { description: 'Done.' }, default: problem };
  const content = {
    [media ?? 'application/json']: { schema: schemaOf(answer) },
    ...(id === 'events' && { 'text/event-stream': { schema: { type: 'string' } } }),
  };
  const headers = etag && { headers: { ETag: { schema: { type: 'string' } } } };
  return {
    [status]: { description: status === 202 ? 'It has begun.' : 'The answer.', ...headers, content },
    ...(maybe === true && { 204: { description: 'There is none.' } }),
    ...(etag && { 304: { description: 'What the caller has is still so.' } }),
    ...(statusOf && { 503: { description: 'Not ready.', content } }),
    default: problem,
  };
}

function parametersOf(shape: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: 'output' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as { readonly description?: string };
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      schema,
    };
  });
}

function namedSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(NAMED, { uri: (id) => `${REF}${id}`, io: 'input' });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, { $id: _id, $schema: _dialect, ...schema }]) => [id, schema]),
  );
}

function schemaOf(schema: z.ZodType): object {
  const name = nameOf(schema);
  if (name !== undefined) return { $ref: `${REF}${name}` };
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io: 'input' });
  return plain;
}

function nameOf(schema: z.ZodType): string | undefined {
  return NAMED.get(schema)?.id;
}
