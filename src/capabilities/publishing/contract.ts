import { z } from 'zod'
import { AdvisoryType } from '#domain/advisory-type.ts'

import { Count, endpoint, isPageKey, many, memberRoles, Page, pageOf, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { Pap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { type Day, Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

/** What a warning says, as whoever writes it has it. */
export type { AdvisoryContent, AdvisorySource, Life, Version, Words } from '#capabilities/advisories/contract.ts'

/** The number by which everybody knows a warning. */
export const TrackingId = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]+(?:-[A-Z0-9]+){2,12}$/)
  .max(60)

/** A week of the calendar as ISO 8601 writes it, in Norway: `2026-W47`. */
export const Week = z
  .string()
  .regex(/^20\d\d-W(?:0[1-9]|[1-4]\d|5[0-3])$/)
  .meta({ id: 'Week', description: 'A week, ISO 8601' })
export type Week = z.infer<typeof Week>

/** What has become of a warning that was published. */
export const openLives = ['published', 'withdrawn', 'closed'] as const
export const OpenLife = z.enum(openLives)
export type OpenLife = z.infer<typeof OpenLife>

/** What happened with a warning in a week. */
export const weekDeeds = ['published', 'updated', 'withdrawn', 'closed'] as const
export const WeekDeed = z.enum(weekDeeds)
export type WeekDeed = z.infer<typeof WeekDeed>

/** A warning as everybody finds it in a list. */
export const OpenRow = z
  .object({
    trackingId: z.string(),
    type: AdvisoryType,
    severity: Severity,
    title: z.string(),
    summary: z.string(),
    life: OpenLife,
    version: z.number().int(),
    publishedAt: Utc,
    endedAt: Utc.nullable(),
    changedAt: Utc,
  })
  .meta({ id: 'OpenWarning' })
export type OpenRow = z.infer<typeof OpenRow>

/** A warning as everybody reads it, in one language. */
export const OpenWarning = OpenRow.extend({
  pap: Pap,
  firstPublishedAt: Utc,
  news: z.string().nullable().describe('what is new in this version'),
  asks: z
    .array(z.object({ heading: z.string(), steps: z.array(z.object({ text: z.string(), dueAt: Utc.nullable() })) }))
    .describe('what to do, in the order in which it is done'),
  parts: z.array(z.object({ heading: z.string(), text: z.string(), points: z.array(z.string()) })),
  csaf: z.string().nullable().describe('where its signed document lies'),
}).meta({ id: 'OpenWarningWhole' })
export type OpenWarning = z.infer<typeof OpenWarning>

/** One line of the letter of a week. */
export const DigestLine = z.object({
  what: WeekDeed,
  at: Utc,
  trackingId: z.string(),
  title: z.string(),
  summary: z.string(),
  type: AdvisoryType,
  severity: Severity,
  tlp: Tlp,
  link: z.string().describe('where its reader finds it; absolute'),
})
export type DigestLine = z.infer<typeof DigestLine>

/** What was published, changed, withdrawn and closed in a week, worst and newest first within each. */
export const Digest = z
  .object({
    week: Week,
    from: Utc,
    until: Utc,
    isOver: z.boolean().describe('false while the week still runs'),
    lines: z.array(DigestLine),
    more: z.boolean().describe('there was more than a letter holds'),
  })
  .meta({ id: 'WeeklyDigest' })
export type Digest = z.infer<typeof Digest>

/** How far a signed document has come. `kept`: TLP:RED, which is served to nobody. */
export const documentStates = ['waiting', 'ready', 'failed', 'kept'] as const
export const DocumentState = z.enum(documentStates)
export type DocumentState = z.infer<typeof DocumentState>

/** Why a document is not served: a test of CSAF with its number and place, or the key. */
export const DocumentFailure = z.object({ test: z.string(), group: z.string(), pointer: z.string(), message: z.string() })
export type DocumentFailure = z.infer<typeof DocumentFailure>

export const DocumentRow = z
  .object({
    id: idOf('adv').describe('the warning'),
    trackingId: z.string(),
    number: z.number().int().describe('the version that the document gives itself'),
    version: z.number().int().describe('the version of the warning'),
    ended: z.enum(['withdrawn', 'closed']).nullable(),
    tlp: Tlp,
    state: DocumentState,
    open: z.boolean(),
    url: z.string().nullable(),
    madeAt: Utc.nullable(),
    signedAt: Utc.nullable(),
    triedAt: Utc.nullable(),
    fingerprint: z.string().nullable(),
    failures: z.array(DocumentFailure),
  })
  .meta({ id: 'CsafDocument' })
export type DocumentRow = z.infer<typeof DocumentRow>

/** Feeds that everybody may read, and in which forms. */
export const openFeeds = ['warnings', 'weeks'] as const
export type OpenFeed = (typeof openFeeds)[number]
export const feedForms = ['rss', 'atom', 'json'] as const
export const FeedForm = z.enum(feedForms)
export type FeedForm = z.infer<typeof FeedForm>

/** Where a feed lies, below the address of the site. */
export const feedPath = (feed: OpenFeed, form: FeedForm, locale: Locale): string => `/feeds/${feed}.${form}?lang=${locale}`

/** Where everything of CSAF lies, below the address of the site. */
export const csafFolder = '/.well-known/csaf/'

/** Event: documents were made, or could not be. */
export interface DocumentsMade {
  advisory: Id<'adv'>
  ready: number
  failed: number
}
export const documentsMade = 'publishing.documents-made'

/** When a week begins and ends in Norway, and which day it begins on. */
export interface WeekBounds {
  monday: Day
  from: Utc
  until: Utc
}

const makers = ['admin', 'lead', 'analyst', 'duty'] as const

/** A page of open warnings goes on after a moment and a number, with `_` between. */
const isOpenKey = (text: string): boolean => {
  const [at = '', id = '', ...rest] = text.split('_')
  return rest.length === 0 && isPageKey(at, 'moment') && TrackingId.safeParse(id).success
}
/** A page of documents goes on after a moment, a warning and a number. */
const isDocumentKey = (text: string): boolean => isPageKey(text.replaceAll('_', '~'), 'moment', 'id', 'number')
const pageAfter = (isKey: (text: string) => boolean) =>
  Page.extend({
    after: Page.shape.after.refine((text) => text === undefined || isKey(text), 'not a key of this list'),
  })

export const OpenFilter = z.object({
  type: many(AdvisoryType),
  severity: many(Severity),
  q: z.string().trim().max(200).optional().describe('part of a title, a CVE, a product or a number'),
})
export type OpenFilter = z.infer<typeof OpenFilter>

export const publishingApi = {
  openWarnings: endpoint('GET', '/open/warnings', {
    summary: 'Warnings that are TLP:CLEAR, newest first; for everybody',
    may: 'everybody',
    input: pageAfter(isOpenKey)
      .extend(OpenFilter.shape)
      .extend({ locale: Locale.default('nb') }),
    output: pageOf(OpenRow),
  }),
  openWarning: endpoint('GET', '/open/warnings/:trackingId', {
    summary: 'One warning that is TLP:CLEAR; for everybody. Of others it says what it says of those that do not exist',
    may: 'everybody',
    input: z.object({ trackingId: TrackingId, locale: Locale.default('nb') }),
    output: z.object({ warning: OpenWarning }),
  }),
  openWeek: endpoint('GET', '/open/weeks/:week', {
    summary: 'What was published, changed, withdrawn and closed in a week, of what is TLP:CLEAR; for everybody',
    may: 'everybody',
    input: z.object({ week: Week, locale: Locale.default('nb') }),
    output: z.object({ digest: Digest }),
  }),
  ours: endpoint('GET', '/our-warnings/feed', {
    summary:
      'What was addressed to your organisations, newest first, as Atom, RSS or JSON Feed; TLP:RED is read in the portal alone',
    may: memberRoles,
    form: 'file',
    takesBasic: true,
    input: z.object({ form: FeedForm.default('atom'), locale: Locale.optional() }),
  }),
  overview: endpoint('GET', '/publishing', {
    summary: 'What is published where, and how the last making went',
    may: teamRoles,
    output: z.object({
      site: z.string(),
      metadata: z.string().describe('where a program begins to read our CSAF'),
      fingerprint: z.string().nullable().describe('the key that signs; nothing is served without one'),
      open: z.number().int().describe('warnings that everybody may read'),
      byState: z.record(DocumentState, z.number().int()),
      resign: z.number().int().describe('documents that another key has signed'),
      lastMadeAt: Utc.nullable(),
      thisWeek: Week,
    }),
  }),
  documents: endpoint('GET', '/publishing/documents', {
    summary: 'Signed documents, last changed first',
    may: teamRoles,
    input: pageAfter(isDocumentKey).extend({ state: many(DocumentState) }),
    output: pageOf(DocumentRow).extend({ count: Count }),
  }),
  again: endpoint('POST', '/publishing/documents/:id/again', {
    summary: 'Makes the documents of a warning that are not served; what has been signed stays as it is',
    may: makers,
    input: z.object({ id: idOf('adv') }),
  }),
  allAgain: endpoint('POST', '/publishing/again', {
    summary: 'Makes and signs everything that is to be served and is not',
    may: makers,
  }),
}
