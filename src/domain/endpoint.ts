import { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: everybody, whoever is signed in, or the roles that are listed. */
export type Role = 'admin' | 'lead' | 'analyst' | 'duty' | 'member-security' | 'member-reader'
export const teamRoles = ['admin', 'lead', 'analyst', 'duty'] as const satisfies readonly Role[]
export const memberRoles = ['member-security', 'member-reader'] as const satisfies readonly Role[]
export const roles = [...teamRoles, ...memberRoles] as const
export type Audience = 'everybody' | 'signed-in' | readonly Role[]

/** What goes over the wire where it is not JSON both ways: server-sent events, a download, a multipart upload. */
export type Form = 'stream' | 'file' | 'upload'

/** One endpoint, described once for server, page, command line and documentation. Paths are below `/api`. */
export interface Endpoint<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Shape extends Form | 'json' = Form | 'json',
> {
  method: Method
  path: string
  summary: string
  may: Audience
  /** Path parameters, query and body in one flat object; the names in the path are taken from there. */
  input: Input
  /** The answer; for a stream one event of it. */
  output: Output
  form: Shape
  /**
   * What the read log of an organisation calls it when somebody of the team met something of that organisation in the answer. Without, whoever
   * gives the answer notes it, or it tells nothing of anybody.
   */
  readAs?: string
  /** Its answer names organisations without telling anything of them: that somebody asked is in nobody's read log. */
  tellsNothing?: boolean
  /** Programs read it that can show a key only as the password of Basic (RFC 7617). */
  takesBasic?: boolean
}

type Nothing = z.ZodObject<Record<never, never>>

/** Describes an endpoint; all that is left out has no input or answers `{}`. */
export const endpoint = <
  Input extends z.ZodObject = Nothing,
  Output extends z.ZodType = Nothing,
  Shape extends Form | 'json' = 'json',
>(
  method: Method,
  path: string,
  rest: {
    summary: string
    may: Audience
    input?: Input
    output?: Output
    form?: Shape
    readAs?: string
    tellsNothing?: true
    takesBasic?: true
  },
): Endpoint<Input, Output, Shape> => ({
  method,
  path,
  summary: rest.summary,
  may: rest.may,
  input: rest.input ?? (z.object({}) as unknown as Input),
  output: rest.output ?? (z.object({}) as unknown as Output),
  form: rest.form ?? ('json' as Shape),
  ...(rest.readAs !== undefined && { readAs: rest.readAs }),
  ...(rest.tellsNothing && { tellsNothing: true }),
  ...(rest.takesBasic && { takesBasic: true }),
})

/** The names in a path: `/findings/:id` has `id`. */
export const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!)

/** What every list takes: a page of at most 200, after the key that the page before gave. */
export const Page = z.object({
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(40),
})

const keyParts = {
  id: (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  moment: (text: string) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
  number: (text: string) => /^\d{1,15}$/.test(text),
}

/** Whether a page key has the form that a list gives: its parts, with `~` between. */
export function isPageKey(text: string, ...parts: (keyof typeof keyParts)[]): boolean {
  const given = text.split('~')
  return given.length === parts.length && parts.every((part, index) => keyParts[part](given[index]!))
}

/** A page whose key has these parts; a key that the list cannot have given is refused before anybody reads it. */
export const pageBy = (...parts: (keyof typeof keyParts)[]) =>
  Page.extend({
    after: Page.shape.after.refine((text) => text === undefined || isPageKey(text, ...parts), 'not a key of this list'),
  })

/** What every list gives: the rows, and the key of the next page when there is one. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), next: z.string().optional() })

/** How many there are: counted to the end, or `more` when counting stopped at `value`. */
export const Count = z.object({ value: z.number().int(), more: z.boolean() })
export type Count = z.infer<typeof Count>

/** Every error has a code (docs/errors.md), a sentence in the reader's language, and what to do next. */
export const ApiError = z
  .object({
    code: z.string(),
    message: z.string(),
    next: z.string().optional(),
    fields: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'ApiError' })
export type ApiError = z.infer<typeof ApiError>

/** A query parameter that may be given once or several times. */
export const many = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).max(50).optional())
