import { z } from 'zod'
import { CsvFor } from '#domain/csv.ts'
import { Count, endpoint, many, pageBy, pageOf, roles, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Utc } from '#domain/time.ts'

/** Where a line comes from: written by hand, from a file, or seen by a scan. */
export const lineSources = ['declared', 'csv', 'cyclonedx', 'spdx', 'scan'] as const
export const LineSource = z.enum(lineSources)
export type LineSource = z.infer<typeof LineSource>

/** The forms of file that an inventory is read from. */
export const ListForm = z.enum(['csv', 'cyclonedx', 'spdx'])
export type ListForm = z.infer<typeof ListForm>

/** Why a line has ended: somebody said so, a later file no longer had it, or the import that brought it was undone. */
export const EndReason = z.enum(['hand', 'gone', 'undone'])
export type EndReason = z.infer<typeof EndReason>

/** The longest that each field of a line may be, in characters. */
export const longest = { system: 200, vendor: 200, product: 300, version: 120, cpe: 1024, purl: 1024, note: 1000 } as const

/** Of one organisation so many lines stand at most; a larger inventory is refused in words. */
export const mostLines = 200_000

const OrganisationName = z.object({ id: idOf('org'), name: z.string() })

const text = (most: number) => z.string().trim().max(most).default('')

/** What somebody says of one system. A product has a name, or a CPE or package URL that has one. */
export const LineInput = z.object({
  system: text(longest.system).describe('what the organisation itself calls it'),
  vendor: text(longest.vendor),
  product: text(longest.product),
  version: text(longest.version),
  cpe: text(longest.cpe).describe('CPE 2.3, or a URI of 2.2'),
  purl: text(longest.purl).describe('package URL'),
  quantity: z.number().int().min(1).max(10_000_000).nullable().default(null).describe('how many; nothing when it is not known'),
  note: text(longest.note),
})
export type LineInput = z.infer<typeof LineInput>

/** A system or software that an organisation says it runs. */
export const ProductLine = z
  .object({
    id: idOf('prd'),
    organisation: OrganisationName,
    system: z.string(),
    vendor: z.string(),
    product: z.string(),
    version: z.string(),
    cpe: z.string(),
    purl: z.string(),
    quantity: z.number().int().nullable(),
    note: z.string(),
    source: LineSource,
    list: z.string().describe('the list of files that it stands in; empty for what was written by hand'),
    saidBy: z.string().describe('who said so, when the team wrote it for the organisation'),
    firstSeenAt: Utc,
    firstSeenBy: z.string(),
    seenAt: Utc,
    seenBy: z.string(),
    endedAt: Utc.nullable(),
    endedBy: z.string().nullable(),
    endedWhy: EndReason.nullable(),
  })
  .meta({ id: 'ProductLine' })
export type ProductLine = z.infer<typeof ProductLine>

/** What a line said before it was changed, and until when. */
export const PastLine = z.object({
  until: Utc,
  by: z.string(),
  import: idOf('pim').nullable(),
  vendor: z.string(),
  product: z.string(),
  version: z.string(),
  system: z.string(),
  cpe: z.string(),
  purl: z.string(),
  quantity: z.number().int().nullable(),
  note: z.string(),
})
export type PastLine = z.infer<typeof PastLine>

/** A row of a file that was not taken, or not wholly. */
export const RefusedRow = z.object({
  place: z.string().describe('line of a CSV file, or where it stands in a bill of materials'),
  field: z.string(),
  reason: z.string(),
  found: z.string(),
  taken: z.boolean().describe('taken all the same, without what was wrong with it'),
})
export type RefusedRow = z.infer<typeof RefusedRow>

const Counts = {
  rows: z.number().int().describe('rows of the file'),
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  gone: z.number().int().describe('lines of the same list that the file no longer has; they are ended'),
  repeated: z.number().int().describe('rows that say again what a row above said'),
  refused: z.number().int().describe('rows that were not taken'),
}

/** An import of a file, as it stands in the list of them. */
export const ProductImport = z
  .object({
    id: idOf('pim'),
    organisation: OrganisationName,
    list: z.string(),
    form: ListForm,
    fileName: z.string(),
    at: Utc,
    by: z.string(),
    saidBy: z.string(),
    ...Counts,
    complete: z.boolean().describe('every row could be read, so that what is missing is gone'),
    undoneAt: Utc.nullable(),
    undoneBy: z.string().nullable(),
    undoUntil: Utc.nullable().describe('until when it can be undone; nothing when it cannot'),
  })
  .meta({ id: 'ProductImport' })
export type ProductImport = z.infer<typeof ProductImport>

/** What an import would do or did. At most 1,000 remarks and 100 examples of changes are listed; the counts are complete. */
export const ImportReport = z.object({
  id: idOf('pim').nullable().describe('nothing in a preview'),
  dryRun: z.boolean(),
  already: z.boolean().describe('the very same file was imported last: nothing was done'),
  form: ListForm,
  ...Counts,
  complete: ProductImport.shape.complete,
  remarks: z.array(RefusedRow),
  remarkCount: z.number().int(),
  examples: z.array(
    z.object({
      what: z.enum(['added', 'changed', 'gone']),
      text: z.string(),
      before: z.string().describe('of what changes: what it said; else empty'),
    }),
  ),
})
export type ImportReport = z.infer<typeof ImportReport>

export const LineFilter = z.object({
  q: z.string().max(200).optional().describe('part of vendor or product, or how the organisation’s own name for it begins'),
  vendor: z.string().max(longest.vendor).optional().describe('the vendor as written, in any case'),
  product: z.string().max(longest.product).optional().describe('the product as written, in any case'),
  source: many(LineSource),
  organisation: idOf('org').optional(),
  ended: z.enum(['no', 'yes', 'all']).default('no'),
})
export type LineFilter = z.infer<typeof LineFilter>

/** A product as an advisory names it. */
export const Affected = z
  .object({
    vendor: z.string().trim().max(200).optional(),
    product: z.string().trim().max(300).optional(),
    cpe: z.string().trim().max(1024).optional(),
    purl: z.string().trim().max(1024).optional(),
    versions: z
      .string()
      .trim()
      .max(500)
      .optional()
      .describe('which versions: *before 7.2.6*, *1.0 to 1.9*, vers:…; all without it'),
  })
  .meta({ id: 'AffectedProduct' })
export type Affected = z.infer<typeof Affected>

export const Sureness = z.enum(['sure', 'likely', 'ask'])
export type Sureness = z.infer<typeof Sureness>

/** A line that is what an advisory names, or may be, and why. */
export const ProductMatch = z
  .object({
    organisation: OrganisationName,
    line: ProductLine,
    product: z.number().int().describe('place in the list that was asked about, from 0'),
    sureness: Sureness,
    why: z.string(),
  })
  .meta({ id: 'ProductMatch' })
export type ProductMatch = z.infer<typeof ProductMatch>

/**
 * What a member says to the question about a product: it runs one of the versions that are asked about, it has the product in none of them,
 * it does not have the product at all, or it cannot tell.
 */
export const questionAnswers = ['yes', 'no', 'absent', 'unknown'] as const
export const QuestionAnswer = z.enum(questionAnswers)
export type QuestionAnswer = z.infer<typeof QuestionAnswer>

/**
 * A question to a member about versions of a product of which too little is known. It is asked once, whatever number of warnings it settles;
 * other versions are asked about anew, unless the member has named its version or does not have the product.
 */
export const ProductQuestion = z
  .object({
    id: idOf('pqu'),
    organisation: OrganisationName,
    vendor: z.string(),
    product: z.string(),
    versions: z.string().describe('which versions it is about; empty for all'),
    askedAt: Utc,
    answer: QuestionAnswer.nullable(),
    version: z.string().describe('which one it runs, when that was said'),
    affected: z.boolean().nullable().describe('what the answer comes to; nothing while it is not known'),
    answeredAt: Utc.nullable(),
    answeredBy: z.string().nullable(),
    mayAnswer: z.boolean(),
  })
  .meta({ id: 'ProductQuestion' })
export type ProductQuestion = z.infer<typeof ProductQuestion>

export const QuestionFilter = z.object({
  state: z.enum(['open', 'answered']).optional(),
  about: idOf('adv').optional().describe('only what this warning would like to know'),
})
export type QuestionFilter = z.infer<typeof QuestionFilter>

/** A member answered: what is known of its lines is other than it was. */
export const productAnswered = 'products.answered'
export interface ProductAnswered {
  question: Id<'pqu'>
  organisation: Id<'org'>
  lines: Id<'prd'>[]
  /** The warnings that the question is about, and those of questions that wait again because of the answer. */
  about: Id<'adv'>[]
  answer: QuestionAnswer
  /** What the question asked about, in words of the warning. */
  versions: string
  affected: boolean | null
  by: string
}

/** As many matches as one answer holds; the figures count all. */
export const mostMatches = 2_000

const keepers = ['admin', 'lead', 'analyst'] as const
/** Who may write lines: the security people of the organisation, whoever they have given their place to, and the team. */
export const writers = [...keepers, 'member-security'] as const
const ofLine = z.object({ id: idOf('prd') })
const saidBy = text(200).describe('for the team: who of the organisation said so, and how')

export const productsApi = {
  list: endpoint('GET', '/products', {
    summary: 'What you may see of what organisations run, newest first: of your own, or of all',
    may: roles,
    readAs: 'products',
    input: pageBy('id').extend(LineFilter.shape),
    output: pageOf(ProductLine).extend({ count: Count }),
  }),
  export: endpoint('GET', '/products.csv', {
    summary: 'The same as CSV; a file of one organisation can be imported again',
    may: roles,
    form: 'file',
    input: LineFilter.extend({ for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/products.xlsx', {
    summary: 'The same as a workbook',
    may: roles,
    form: 'file',
    input: LineFilter,
  }),
  names: endpoint('GET', '/products/names', {
    summary: 'Vendors and products of the sector that begin so; it names no organisation',
    may: teamRoles,
    input: z.object({ q: z.string().trim().min(1).max(200) }),
    output: z.object({ rows: z.array(z.object({ vendor: z.string(), product: z.string() })) }),
  }),
  match: endpoint('POST', '/products/match', {
    summary: 'Who has one or more products: which line, how sure, and why; and who has told us nothing of what they run',
    may: teamRoles,
    readAs: 'products',
    input: z.object({
      products: z.array(Affected).min(1).max(500),
      organisations: z.array(idOf('org')).max(20_000).optional().describe('only these; all without it'),
    }),
    output: z.object({
      rows: z.array(ProductMatch).describe(`at most ${mostMatches}, those of one organisation together`),
      matches: z.number().int(),
      found: z.number().int().describe('organisations with a match'),
      told: z.number().int().describe('members that have told us what they run'),
      of: z.number().int().describe('members'),
      problems: z.array(z.object({ product: z.number().int(), text: z.string(), words: z.string() })),
    }),
  }),
  line: endpoint('GET', '/products/:id', {
    summary: 'One line, and what it said before',
    may: roles,
    readAs: 'products',
    input: ofLine,
    output: z.object({ line: ProductLine, past: z.array(PastLine).describe('newest first, at most 100'), mayWrite: z.boolean() }),
  }),
  add: endpoint('POST', '/organisations/:id/products', {
    summary: 'Adds a line to what an organisation runs; the same once more only says that it is still so',
    may: writers,
    input: LineInput.extend({ id: idOf('org'), saidBy }),
    output: z.object({ line: ProductLine, already: z.boolean() }),
  }),
  change: endpoint('PUT', '/products/:id', {
    summary: 'Says what a line says now; what it said before stays in its history',
    may: writers,
    input: LineInput.extend({ id: idOf('prd'), saidBy }),
    output: z.object({ line: ProductLine }),
  }),
  end: endpoint('POST', '/products/end', {
    summary: 'Ends lines that are no longer so: these, or all of one organisation that fit a filter. They stay in the history',
    may: writers,
    input: z.object({
      ids: z.array(idOf('prd')).min(1).max(200).optional(),
      filter: LineFilter.omit({ ended: true })
        .extend({ organisation: idOf('org') })
        .optional(),
      saidBy,
    }),
    output: z.object({ ended: z.number().int(), ending: idOf('pde').nullable() }),
  }),
  undoEnd: endpoint('POST', '/products/end/undo', {
    summary: 'Takes back an ending of less than ten minutes ago',
    may: writers,
    input: z.object({ ending: idOf('pde') }),
    output: z.object({ restored: z.number().int() }),
  }),
  import: endpoint('POST', '/organisations/:id/products/import', {
    summary:
      'Reads a file of what an organisation runs (CSV, CycloneDX, SPDX); with dryRun it only tells what would be new, changed and gone',
    may: writers,
    form: 'upload',
    input: z.object({
      id: idOf('org'),
      list: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .default('inventory')
        .describe('what a later file of the same list no longer has is ended'),
      system: text(longest.system).describe('what a bill of materials is of; its lines stand under it'),
      dryRun: z.stringbool().default(false),
      saidBy,
    }),
    output: ImportReport,
  }),
  imports: endpoint('GET', '/organisations/:id/products/imports', {
    summary: 'The files of an organisation that were imported, newest first',
    may: roles,
    readAs: 'products',
    input: pageBy('id').extend({ id: idOf('org') }),
    output: pageOf(ProductImport),
  }),
  imported: endpoint('GET', '/product-imports/:id', {
    summary: 'One import, with the rows that were not taken and why',
    may: roles,
    readAs: 'products',
    input: z.object({ id: idOf('pim') }),
    output: z.object({ import: ProductImport, remarks: z.array(RefusedRow), remarkCount: z.number().int() }),
  }),
  questions: endpoint('GET', '/product-questions', {
    summary: 'Questions to members about products of which too little is known, newest first: your own, or all',
    may: roles,
    readAs: 'products',
    input: pageBy('id').extend(QuestionFilter.shape),
    output: pageOf(ProductQuestion).extend({ count: z.object({ open: z.number().int(), answered: z.number().int() }) }),
  }),
  answer: endpoint('POST', '/product-questions/:id', {
    summary:
      'Answers such a question; a version goes into the inventory, and answers what else is asked of the product. It may be answered again',
    may: writers,
    input: z.object({ id: idOf('pqu'), answer: QuestionAnswer, version: text(longest.version), saidBy }),
    output: z.object({ affected: z.boolean().nullable() }),
  }),
  undo: endpoint('POST', '/product-imports/:id/undo', {
    summary: 'Undoes the last import of a list: everything it touched is as it was before',
    may: writers,
    input: z.object({ id: idOf('pim') }),
    output: z.object({ import: ProductImport }),
  }),
}
