import { z } from 'zod'
import { ApiError, type Endpoint, pathNames } from '#domain/endpoint.ts'

/** The OpenAPI 3.1 document of a list of endpoints; what runs is what is described, there is no second text. */
export function openApi(groups: readonly { name: string; endpoints: readonly Endpoint[] }[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const group of groups) {
    for (const endpoint of group.endpoints) {
      const path = `/api${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`
      paths[path] ??= {}
      paths[path][endpoint.method.toLowerCase()] = operation(endpoint, group.name)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Varde',
      version,
      description: 'Sign in with a session cookie, or send an API key as bearer token.',
      license: { name: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'varde_session' },
      },
      schemas: { ApiError: schemaOf(ApiError) },
    },
    security: [{ key: [] }, { session: [] }],
    paths,
  }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<
    string,
    unknown
  >
  return rest
}

function operation(endpoint: Endpoint, tag: string) {
  const input = schemaOf(endpoint.input, 'input') as { properties?: Record<string, Record<string, unknown>>; required?: string[] }
  const inPath = pathNames(endpoint.path)
  const names = Object.keys(input.properties ?? {})
  const parameters = names
    .filter((name) => inPath.includes(name) || endpoint.method === 'GET')
    .map((name) => ({
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || (input.required ?? []).includes(name),
      schema: input.properties![name],
    }))
  const bodyNames = names.filter((name) => !inPath.includes(name))
  return {
    tags: [tag],
    summary: endpoint.summary,
    'x-roles': endpoint.may,
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.method !== 'GET' &&
      bodyNames.length > 0 && {
        requestBody: {
          content: {
            [endpoint.form === 'upload' ? 'multipart/form-data' : 'application/json']: { schema: bodySchema(input, bodyNames) },
          },
        },
      }),
    responses: {
      200: { description: 'Done', content: { [contentType(endpoint)]: { schema: schemaOf(endpoint.output) } } },
      default: {
        description: 'An error with a code; docs/errors.md lists all',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ApiError' } } },
      },
    },
  }
}

const bodySchema = (input: { properties?: Record<string, unknown>; required?: string[] }, names: string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, input.properties![name]])),
  required: (input.required ?? []).filter((name) => names.includes(name)),
})

const contentType = (endpoint: Endpoint) =>
  endpoint.form === 'stream' ? 'text/event-stream' : endpoint.form === 'file' ? 'application/octet-stream' : 'application/json'
