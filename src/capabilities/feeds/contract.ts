import { z } from 'zod'
import { endpoint, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Utc } from '#domain/time.ts'
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
    folder: z.string().nullable(),
    fetchUrl: z.string().nullable(),
    fetchCron: z.string().nullable(),
    paused: z.boolean(),
    health: z.enum(['on-time', 'late', 'silent', 'never', 'paused', 'failing', 'no-rhythm']),
    lastFileAt: Utc.nullable(),
    lastSeenAt: Utc.nullable(),
    lagHours: z.number().nullable().describe('hours from the newest sighting to now'),
    lastError: z.string().nullable(),
    files30: z.number().int(),
    rows30: z.number().int(),
    issues30: z.number().int(),
    hasMapping: z.boolean(),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

export const SourceInput = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  title: z.string().trim().min(1).max(200),
  provider: z.string().trim().min(1).max(200),
  format: FeedFormat,
  rhythmHours: z.number().int().min(1).max(8_760).nullable().default(null),
  licence: z.string().max(500).default(''),
  tlp: Tlp.default('TLP:AMBER+STRICT'),
  mapping: z.unknown().optional().describe('for csv and json: which column is what'),
  folder: z.string().max(500).nullable().default(null),
  fetchUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  fetchCron: z.string().max(100).nullable().default(null),
})

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

export const importEnded = 'feeds.import-ended'
export const importWithdrawn = 'feeds.import-withdrawn'

const team = teamRoles
const keepers = ['admin', 'lead', 'analyst'] as const
const handlers = ['admin', 'lead', 'analyst', 'duty'] as const

export const feedsApi = {
  sources: endpoint('GET', '/sources', {
    summary: 'Sources with rhythm, lag and health',
    may: team,
    output: z.object({ sources: z.array(Source) }),
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
    summary: 'Changes a source',
    may: keepers,
    input: SourceInput.extend({ id: idOf('src'), paused: z.boolean().default(false) }),
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
}
