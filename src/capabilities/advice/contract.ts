import { z } from 'zod'
import { endpoint, many, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { principleOf } from '#domain/principles.ts'
import { Utc } from '#domain/time.ts'

/** What a block is about. */
export const topics = [
  'updates',
  'admin-accounts',
  'allow-listing',
  'mail',
  'sign-in',
  'scanning',
  'culture',
  'network',
  'backup',
  'logging',
  'incident',
  'devices',
  'suppliers',
  'other',
] as const
export const Topic = z.enum(topics)
export type Topic = z.infer<typeof Topic>

const control = /[^\P{Cc}\n\t]/u
const plain = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !control.test(text), 'holds signs of control')

/** A block in one language: plain text, in which lines that begin with `- ` are a list and an empty line begins a paragraph. */
export const AdviceText = z.object({
  title: plain(200).refine((title) => !title.includes('\n'), 'is one line'),
  text: plain(5_000),
})
export type AdviceText = z.infer<typeof AdviceText>

/** By language; at least one is there. */
export const AdviceTexts = z
  .object({ nb: AdviceText.nullable(), nn: AdviceText.nullable(), en: AdviceText.nullable() })
  .refine((texts) => Object.values(texts).some((text) => text !== null), 'has no language')
export type AdviceTexts = z.infer<typeof AdviceTexts>

/** A principle (`2.3`) or measure (`2.3.1`) of NSM's Grunnprinsipper, or a page. */
export const AdviceReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('principle'), id: z.string().refine((id) => principleOf(id) !== undefined, 'is no principle') }),
  z.object({
    kind: z.literal('link'),
    title: plain(200),
    url: z
      .string()
      .max(1_000)
      .refine((url) => /^https:\/\/\S+$/.test(url) && URL.canParse(url), 'is no https address'),
  }),
])
export type AdviceReference = z.infer<typeof AdviceReference>

/** What a block says. */
export const AdviceContent = z.object({
  topic: Topic,
  texts: AdviceTexts,
  references: z.array(AdviceReference).max(20),
})
export type AdviceContent = z.infer<typeof AdviceContent>

/** One version of a block. It is never changed. */
export const AdviceVersion = AdviceContent.extend({
  version: z.number().int(),
  why: z.string(),
  madeAt: Utc,
  madeBy: z.string(),
}).meta({ id: 'AdviceVersion' })
export type AdviceVersion = z.infer<typeof AdviceVersion>

/** A block in the list, titled in the reader's language or, where that is missing, in the first that is there. */
export const AdviceRow = z
  .object({
    id: idOf('adb'),
    version: z.number().int().describe('the one that counts'),
    topic: Topic,
    title: z.string(),
    titleIn: Locale,
    missing: z.array(Locale).describe('languages without a text'),
    retired: z.boolean(),
    changedAt: Utc,
    changedBy: z.string(),
  })
  .meta({ id: 'AdviceBlock' })
export type AdviceRow = z.infer<typeof AdviceRow>

export const stepWords = ['made', 'changed', 'retired', 'restored'] as const

/** What has happened to a block. */
export const AdviceStep = z
  .object({ at: Utc, what: z.enum(stepWords), version: z.number().int().nullable(), why: z.string(), who: z.string() })
  .meta({ id: 'AdviceStep' })
export type AdviceStep = z.infer<typeof AdviceStep>

/** A part of a block in which two versions differ. */
export const AdviceDifference = z
  .object({
    part: z.enum(['topic', 'title', 'text', 'references']),
    locale: Locale.nullable().describe('of a title or text'),
    words: z.string().describe('a sentence that says what is other'),
    lines: z.array(z.object({ what: z.enum(['same', 'out', 'in']), text: z.string() })),
  })
  .meta({ id: 'AdviceDifference' })
export type AdviceDifference = z.infer<typeof AdviceDifference>

export const AdviceFilter = z.object({
  q: z.string().max(200).optional().describe('in titles and texts, or an id'),
  topic: many(Topic),
  missing: many(Locale).describe('without a text in one of these'),
  retired: z.enum(['with', 'only']).optional().describe('those that are put away are left out unless asked for'),
})
export type AdviceFilter = z.infer<typeof AdviceFilter>

/** Event: a block has a new version, so what cites an older one says something else. */
export const adviceChanged = 'advice.changed'
export interface AdviceChanged {
  block: Id<'adb'>
  version: number
}

const keepers = ['admin', 'lead', 'analyst'] as const
const why = plain(500)

export const adviceApi = {
  list: endpoint('GET', '/advice', {
    summary: 'The blocks of the advice library that fit a filter, the last changed first',
    may: teamRoles,
    input: pageBy('moment', 'id').extend(AdviceFilter.shape),
    output: pageOf(AdviceRow),
  }),
  one: endpoint('GET', '/advice/:id', {
    summary: 'A block in the version that counts, or in another',
    may: teamRoles,
    input: z.object({ id: idOf('adb'), version: z.coerce.number().int().min(1).max(1_000_000).optional() }),
    output: z.object({ block: AdviceRow, content: AdviceVersion }),
  }),
  history: endpoint('GET', '/advice/:id/history', {
    summary: 'Who changed a block or put it away, when and why, newest first',
    may: teamRoles,
    input: pageBy('moment', 'number').extend({ id: idOf('adb') }),
    output: pageOf(AdviceStep),
  }),
  difference: endpoint('GET', '/advice/:id/difference', {
    summary: 'In what two versions of a block differ, part by part, in words and lines',
    may: teamRoles,
    input: z.object({
      id: idOf('adb'),
      from: z.coerce.number().int().min(1).max(1_000_000),
      to: z.coerce.number().int().min(1).max(1_000_000),
    }),
    output: z.object({ parts: z.array(AdviceDifference) }),
  }),
  add: endpoint('POST', '/advice', {
    summary: 'Writes a new block',
    may: keepers,
    input: AdviceContent.extend({ why }),
    output: z.object({ id: idOf('adb'), version: z.number().int() }),
  }),
  change: endpoint('PUT', '/advice/:id', {
    summary: 'Makes the next version of a block; what cites it hears of that',
    may: keepers,
    input: AdviceContent.extend({
      id: idOf('adb'),
      after: z.number().int().min(1).describe('the version that it follows; another one has been made meanwhile otherwise'),
      why,
    }),
    output: z.object({ version: z.number().int() }),
  }),
  retire: endpoint('PUT', '/advice/:id/retired', {
    summary: 'Puts a block away, so that it is cited no more, or takes it out again',
    may: keepers,
    input: z.object({ id: idOf('adb'), retired: z.boolean(), why }),
  }),
  begin: endpoint('POST', '/advice/begin', {
    summary: 'Lays the first seven blocks into the library, those of them that it never had',
    may: keepers,
    output: z.object({ added: z.number().int() }),
  }),
}
