import { z } from 'zod'
import { Count, endpoint, roles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'

/** What a search looks through, in the order in which it is shown. */
export const searchParts = [
  'organisations',
  'contacts',
  'holders',
  'unattributed',
  'findings',
  'advisories',
  'notices',
  'tasks',
  'measures',
  'products',
  'vulnerabilities',
  'advice',
  'sources',
  'authorities',
  'groups',
  'kinds',
  'people',
] as const
export type SearchPart = (typeof searchParts)[number]

/** One thing that was found, and the page where it is. */
export const Hit = z
  .object({
    id: z.string(),
    title: z.string(),
    detail: z.string().nullable(),
    link: z.string(),
    severity: Severity.nullable(),
    held: z
      .object({ relation: z.enum(['owns', 'operates']), value: z.string(), from: Utc, to: Utc.nullable() })
      .nullable()
      .describe('what the organisation holds or has held, and when'),
  })
  .meta({ id: 'Hit' })
export type Hit = z.infer<typeof Hit>

export const Found = z
  .object({
    part: z.enum(searchParts),
    hits: z.array(Hit),
    count: Count,
    all: z.string().nullable().describe('the list that has them all'),
  })
  .meta({ id: 'Found' })
export type Found = z.infer<typeof Found>

/** A list as somebody wants to see it again: a page with its filters, under a name. */
export const SavedView = z
  .object({
    id: idOf('viw'),
    name: z.string(),
    path: z.string(),
    query: z.string().describe('what stands after the question mark of the address'),
    shared: z.boolean(),
    own: z.boolean(),
    by: z.string(),
  })
  .meta({ id: 'SavedView' })
export type SavedView = z.infer<typeof SavedView>

const name = z.string().trim().min(1).max(80)
/** A page of our own. */
const path = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w/-]*$/)
const query = z.string().max(2_000)

export const deskApi = {
  search: endpoint('GET', '/search', {
    summary: 'A handful of everything that you may see and that a text means: an id, an address, a network, a domain, a name',
    may: roles,
    input: z.object({ q: z.string().trim().min(2).max(200) }),
    output: z.object({
      parts: z.array(Found),
      goTo: z.string().nullable().describe('the page of the thing whose id was asked for'),
      late: z.array(z.enum(searchParts)).describe('parts that did not answer in time'),
    }),
  }),
  views: endpoint('GET', '/views', {
    summary: 'Your saved views, and those that the team shares',
    may: roles,
    output: z.object({ views: z.array(SavedView) }),
  }),
  saveView: endpoint('POST', '/views', {
    summary: 'Saves a list with its filters under a name',
    may: roles,
    input: z.object({ name, path, query, shared: z.boolean().default(false) }),
    output: z.object({ id: idOf('viw') }),
  }),
  changeView: endpoint('PATCH', '/views/:id', {
    summary: 'Names a saved view anew, replaces its filters, shares it with the team or keeps it to yourself',
    may: roles,
    input: z.object({ id: idOf('viw'), name: name.optional(), query: query.optional(), shared: z.boolean().optional() }),
  }),
  removeView: endpoint('DELETE', '/views/:id', {
    summary: 'Takes a saved view away',
    may: roles,
    input: z.object({ id: idOf('viw') }),
  }),
  tours: endpoint('GET', '/tours', {
    summary: 'Which tours of the pages you have taken or skipped',
    may: roles,
    output: z.object({ taken: z.array(z.enum(roles)) }),
  }),
  endTour: endpoint('POST', '/tours', {
    summary: 'Notes that you have taken or skipped a tour; it is not offered again',
    may: roles,
    input: z.object({ tour: z.enum(roles) }),
  }),
}
