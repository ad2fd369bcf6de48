import { z } from 'zod'
import { endpoint, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Pap, unmarkedPap } from '#domain/pap.ts'
import { Day, Utc } from '#domain/time.ts'
import { Tlp } from '#domain/tlp.ts'

export const feedFormats = ['shadowserver', 'intelmq', 'n6', 'xarf', 'csv', 'json'] as const
export const FeedFormat = z.enum(feedFormats)
export type FeedFormat = z.infer<typeof FeedFormat>

/** What an import came to; the object that `varde ingest --json` ends with. */
export const Tally = z
  .object({
    rows: z.number().int(),
    sightings: z.number().int(),
    attributed: z.number().int(),
    unattributed: z.number().int(),
    opened: z.number().int(),
    seenAgain: z.number().int(),
    seenLate: z.number().int(),
    reopened: z.number().int(),
    ignored: z.number().int(),
    ambiguous: z.number().int(),
    outsiders: z.number().int(),
    issues: z.number().int(),
  })
  .meta({ id: 'Tally' })
export type Tally = z.infer<typeof Tally>

export const ImportState = z.enum(['receiving', 'received', 'reading', 'done', 'unreadable', 'failed', 'withdrawing'])

/** That whoever a source comes from allowed a milder label: which function said so, when, where it can be read again, and why. */
export const SourceConsent = z.object({
  givenBy: z.string().trim().min(2).max(200),
  givenOn: Day,
  reference: z.string().trim().min(2).max(500),
  reason: z.string().trim().min(5).max(2_000),
})
export type SourceConsent = z.infer<typeof SourceConsent>

/** The consent that the labels of a source stand on, with what they were before. */
export const SourceConsented = SourceConsent.extend({
  from: z.object({ tlp: Tlp, pap: Pap }),
  recordedBy: z.string(),
  recordedAt: Utc,
}).meta({ id: 'SourceConsent' })
export type SourceConsented = z.infer<typeof SourceConsented>

/** A source that others run. Health says whether it is on time: nothing heard is not the same as nothing wrong. */
export const Source = z
  .object({
    id: idOf('src'),
    name: z.string(),
    title: z.string(),
    provider: z.string(),
    format: FeedFormat,
    rhythmHours: z.number().int().nullable(),
    licence: z.string(),
    tlp: Tlp,
    pap: Pap,
    labelConsent: SourceConsented.nullable().describe('what a milder label stands on'),
    folder: z.string().nullable(),
    fetchUrl: z.string().nullable(),
    fetchCron: z.string().nullable(),
    paused: z.boolean(),
    health: z.enum(['on-time', 'late', 'silent', 'never', 'paused', 'failing', 'no-rhythm']),
    lastFileAt: Utc.nullable(),
    lastSeenAt: Utc.nullable(),
    lagHours: z.number().nullable().describe('hours from the newest sighting to now'),
    lastError: z.string().nullable(),
    absenceExposure: z.number().int().describe('after so many rhythms without it an exposure counts as gone'),
    absenceEvent: z.number().int().describe('the same for what happens at moments, such as contact with a sinkhole'),
    silentSince: Utc.nullable().describe('since when it has been silent although it should have reported'),
    files30: z.number().int(),
    rows30: z.number().int(),
    issues30: z.number().int(),
    hasMapping: z.boolean(),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

/** What a day of a source says. `nothing` where a file was to come, `not-due` where none was, `not-yet` before it was added. */
export const sourceDayStates = ['delivered', 'late', 'broken', 'thin', 'empty', 'nothing', 'not-due', 'not-yet'] as const
export const SourceDay = z
  .object({ day: Day, state: z.enum(sourceDayStates), files: z.number().int(), rows: z.number().int() })
  .meta({ id: 'SourceDay' })
export type SourceDay = z.infer<typeof SourceDay>

/** How a source has delivered for 45 days, and what hangs on it. */
export const SourceHealth = z
  .object({
    source: Source,
    dueAt: Utc.nullable().describe('when the next file is to come; null without a rhythm'),
    strip: z.array(SourceDay).describe('the last 45 days of UTC, the oldest first'),
    usualRows: z.number().nullable().describe('median of the days with rows; null when they are too few'),
    rows: z.number().int(),
    refused: z.number().int().describe('rows that could not be understood'),
    sightings: z.number().int(),
    unattributed: z.number().int().describe('sightings that are nobody’s'),
    proof: z
      .object({
        says: z.enum(['counts', 'no-rhythm', 'paused', 'failing', 'silent']),
        proving: z.number().int().describe('stretches in which it would have named what it did not'),
        of: z.number().int().describe('stretches that were asked, the newest that are settled'),
      })
      .describe('what its silence proves now'),
    unsettled: z.number().int().describe('unsettled findings that it has seen'),
    alone: z.number().int().describe('of these, those that no other source has seen'),
  })
  .meta({ id: 'SourceHealth' })
export type SourceHealth = z.infer<typeof SourceHealth>

export const SourceInput = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: z.string().trim().min(1).max(200),
  provider: z.string().trim().min(1).max(200),
  format: FeedFormat,
  rhythmHours: z.number().int().min(1).max(8_760).nullable().default(null),
  licence: z.string().max(500).default(''),
  tlp: Tlp.default('TLP:AMBER+STRICT'),
  pap: Pap.default(unmarkedPap),
  mapping: z.unknown().optional().describe('for csv and json: which column is what'),
  folder: z.string().max(500).nullable().default(null),
  fetchUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  fetchCron: z.string().max(100).nullable().default(null),
  absenceExposure: z.number().int().min(1).max(60).default(3),
  absenceEvent: z.number().int().min(1).max(365).default(7),
})

/** All that is said again when a source is changed. */
export const ChangedSource = SourceInput.extend({
  id: idOf('src'),
  paused: z.boolean().default(false),
  consent: SourceConsent.optional(),
})
export type ChangedSource = z.infer<typeof ChangedSource>

/** One file that came in. */
export const Import = z
  .object({
    id: idOf('imp'),
    source: z.object({ id: idOf('src'), name: z.string() }),
    fileName: z.string(),
    reportType: z.string().nullable(),
    sha256: z.string(),
    sizeBytes: z.number(),
    state: ImportState,
    receivedAt: Utc,
    receivedBy: z.string(),
    startedAt: Utc.nullable(),
    endedAt: Utc.nullable(),
    tally: Tally,
    firstSeenAt: Utc.nullable(),
    lastSeenAt: Utc.nullable(),
    truncated: z.boolean().describe('ended before the file did: it proves nothing of what it did not name'),
    message: z.string().nullable(),
    withdrawnReason: z.string().nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

export const IssueLine = z
  .object({
    number: z.number().int(),
    line: z.number().int(),
    code: z.string(),
    field: z.string().nullable(),
    found: z.string().nullable(),
    words: z.string(),
  })
  .meta({ id: 'IssueLine' })

/** One row as it would be understood. */
export const PreviewRow = z
  .object({
    line: z.number().int(),
    seenAt: Utc,
    kind: z.string(),
    kindName: z.string(),
    severity: z.string(),
    assetText: z.string(),
    owner: z.string().nullable(),
    evidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'PreviewRow' })

/** What a stretch of time says of a kind: that what the source did not name was not there, or why it says nothing. */
export const verdicts = ['proves', 'no-delivery', 'few-files', 'silent', 'not-listening', 'broken', 'thin', 'too-new'] as const
export const Stretch = z
  .object({ from: Utc, to: Utc, verdict: z.enum(verdicts), files: z.number().int(), words: z.string() })
  .meta({ id: 'Stretch' })

export const closingStates = ['waiting', 'released', 'refused', 'over'] as const
export const ClosingState = z.enum(closingStates)

/** Findings of one kind that a source no longer names, so many at once that a person decides. */
export const Closing = z
  .object({
    id: idOf('clo'),
    source: z.object({ id: idOf('src').nullable(), name: z.string(), title: z.string() }),
    kind: z.string(),
    kindName: z.string(),
    findings: z.number().int(),
    of: z.number().int().describe('unsettled findings of the kind'),
    absentSince: Utc.describe('where the stretch begins that would be enough'),
    through: Utc.describe('where it ends'),
    state: ClosingState,
    createdAt: Utc,
    changedAt: Utc,
    decidedAt: Utc.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    done: z.boolean().describe('all that was released has been closed'),
  })
  .meta({ id: 'Closing' })
export type Closing = z.infer<typeof Closing>

/** What a source's silence says of one finding. */
export const sourceSays = [
  'counts',
  'no-rhythm',
  'paused',
  'failing',
  'silent',
  'reading',
  'saw-it-before-another',
  'kept-open',
  'unknown',
] as const
export const ProofBySource = z
  .object({
    source: z.string(),
    title: z.string(),
    says: z.enum(sourceSays),
    without: z.number().int().describe('stretches since it was last seen in which the source would have named it'),
    needed: z.number().int().nullable(),
    rhythmHours: z.number().int().nullable(),
    lastDeliveryAt: Utc.nullable(),
    since: Utc.nullable().describe('stretches count that begin then or later: after it was last seen'),
    uncounted: z
      .array(Stretch.omit({ files: true }))
      .describe('stretches since then that do not count, or not yet, and why; the newest three'),
    words: z.string(),
  })
  .meta({ id: 'ProofBySource' })

export const proofOutcomes = [
  'settled',
  'accepted',
  'disputed',
  'by-absence',
  'waits-for-person',
  'answer-only',
  'unproven',
] as const
export const ProofOutcome = z.enum(proofOutcomes)

export const importEnded = 'feeds.import-ended'
export const importWithdrawn = 'feeds.import-withdrawn'
/** A source has sent nothing for three rhythms; told once. */
export const sourceSilent = 'feeds.source-silent'
/** A file of a source that was silent has come. */
export const sourceBack = 'feeds.source-back'
export interface SourceHeard {
  source: Id<'src'>
  name: string
  title: string
  /** The last file before the silence, or when the source was added. */
  since: Utc
  rhythmHours: number
}
/** So many findings would be closed at once that a person has to decide. */
export const closingHeld = 'feeds.closing-held'
/** Released, refused, or nothing is left to decide. */
export const closingDecided = 'feeds.closing-decided'
export interface ClosingHappened {
  closing: Id<'clo'>
  source: string
  kind: string
  findings: number
  of: number
  /** Of `feeds.closing-decided`. */
  state?: 'released' | 'refused' | 'over'
}

const team = teamRoles
const keepers = ['admin', 'lead', 'analyst'] as const
const handlers = ['admin', 'lead', 'analyst', 'duty'] as const

export const feedsApi = {
  sources: endpoint('GET', '/sources', {
    summary: 'Sources with rhythm, lag and health',
    may: team,
    output: z.object({ sources: z.array(Source) }),
  }),
  health: endpoint('GET', '/sources/health', {
    summary:
      'How every source has delivered, what needs a look first: strip of days, share that was not understood, what hangs on it',
    may: team,
    output: z.object({ sources: z.array(SourceHealth), unsettled: z.number().int().describe('unsettled findings in all') }),
  }),
  source: endpoint('GET', '/sources/:id', {
    summary: 'One source',
    may: team,
    input: z.object({ id: idOf('src') }),
    output: z.object({ source: Source, mapping: z.unknown() }),
  }),
  addSource: endpoint('POST', '/sources', {
    summary: 'Adds a source',
    may: keepers,
    input: SourceInput,
    output: z.object({ id: idOf('src') }),
  }),
  changeSource: endpoint('PUT', '/sources/:id', {
    summary: 'Changes a source; a milder label (TLP, PAP) takes the recorded consent of whoever it comes from',
    may: keepers,
    input: ChangedSource,
  }),
  watching: endpoint('GET', '/sources/watching', {
    summary: 'The sources that report by a rhythm, and when each last did: how we know',
    may: roles,
    output: z.object({
      sources: z.array(
        z.object({ title: z.string(), rhythmHours: z.number(), lastDeliveryAt: Utc.nullable(), inTime: z.boolean() }),
      ),
    }),
  }),
  imports: endpoint('GET', '/imports', {
    summary: 'Files that came in, newest first',
    may: team,
    input: pageBy('id').extend({ source: idOf('src').optional(), state: ImportState.optional() }),
    output: pageOf(Import),
  }),
  import: endpoint('GET', '/imports/:id', {
    summary: 'One file and how far it has come',
    may: team,
    input: z.object({ id: idOf('imp') }),
    output: z.object({ import: Import }),
  }),
  issues: endpoint('GET', '/imports/:id/issues', {
    summary: 'What could not be understood, with line and reason',
    may: team,
    input: pageBy('number').extend({ id: idOf('imp') }),
    output: pageOf(IssueLine),
  }),
  raw: endpoint('GET', '/imports/:id/raw', {
    summary: 'The file as it came',
    may: handlers,
    form: 'file',
    input: z.object({ id: idOf('imp') }),
  }),
  upload: endpoint('POST', '/sources/:id/files', {
    summary: 'Receives a file of a source; it is read in the background',
    may: handlers,
    form: 'upload',
    input: z.object({ id: idOf('src'), type: z.string().max(100).optional() }),
    output: z.object({ id: idOf('imp'), already: z.boolean() }),
  }),
  preview: endpoint('POST', '/sources/preview', {
    summary: 'What would be made of a sample; nothing is stored. Without a mapping one is proposed',
    may: handlers,
    input: z.object({
      format: FeedFormat,
      fileName: z.string().max(300).default('sample'),
      sample: z.string().max(500_000),
      mapping: z.unknown().optional(),
    }),
    output: z.object({
      rows: z.array(PreviewRow),
      rowCount: z.number().int(),
      issues: z.array(IssueLine),
      mapping: z.unknown(),
      columns: z.array(z.string()),
    }),
  }),
  fetchNow: endpoint('POST', '/sources/:id/fetch', {
    summary: 'Fetches the source now',
    may: handlers,
    input: z.object({ id: idOf('src') }),
  }),
  replay: endpoint('POST', '/imports/:id/replay', {
    summary: 'Reads the kept file again with what we know today',
    may: handlers,
    input: z.object({ id: idOf('imp') }),
  }),
  withdraw: endpoint('POST', '/imports/:id/withdraw', {
    summary: 'Withdraws a file as a whole with everything it opened',
    may: handlers,
    input: z.object({ id: idOf('imp'), reason: z.string().trim().min(5).max(500) }),
  }),
  progress: endpoint('GET', '/imports/:id/progress', {
    summary: 'Progress of a file while it is read',
    may: team,
    form: 'stream',
    input: z.object({ id: idOf('imp') }),
    output: z.object({ state: ImportState, rows: z.number().int(), line: z.number().int() }),
  }),
  closings: endpoint('GET', '/closings', {
    summary: 'Closings by absence that wait for a person, and those that were decided; newest first',
    may: team,
    input: pageBy('id').extend({ state: ClosingState.optional() }),
    output: pageOf(Closing),
  }),
  closing: endpoint('GET', '/closings/:id', {
    summary: 'One closing: what would be closed, and what the source delivered',
    may: team,
    input: z.object({ id: idOf('clo') }),
    output: z.object({
      closing: Closing,
      sample: z.array(
        z.object({
          id: idOf('fnd'),
          organisation: z.object({ id: idOf('org'), name: z.string() }),
          assetText: z.string(),
          lastSeen: Utc,
        }),
      ),
      stretches: z.array(Stretch),
    }),
  }),
  release: endpoint('POST', '/closings/:id/release', {
    summary: 'Lets the findings be closed',
    may: handlers,
    input: z.object({ id: idOf('clo'), reason: z.string().trim().max(500).optional() }),
  }),
  refuse: endpoint('POST', '/closings/:id/refuse', {
    summary: 'Leaves the findings open; what the source did not name until now proves nothing of this kind',
    may: handlers,
    input: z.object({ id: idOf('clo'), reason: z.string().trim().min(5).max(500) }),
  }),
  proof: endpoint('GET', '/findings/:id/proof', {
    summary:
      'What would close a finding: which source would have to stop naming it, how far that has come, or why nothing measures it',
    may: roles,
    input: z.object({ id: idOf('fnd') }),
    output: z.object({
      outcome: ProofOutcome,
      words: z.string(),
      sources: z.array(ProofBySource),
      unmeasuredSince: Utc.nullable(),
    }),
  }),
}
