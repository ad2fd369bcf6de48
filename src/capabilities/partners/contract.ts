import { z } from 'zod'
import { SourceChecked } from '#domain/checked.ts'
import { Count, endpoint, many, pageBy, pageOf, teamRoles } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import { Pap, unmarkedPap } from '#domain/pap.ts'
import { Severity } from '#domain/severity.ts'
import { Day, Utc } from '#domain/time.ts'
import { Tlp, unmarked } from '#domain/tlp.ts'

/** How a partner publishes: CSAF documents, or a feed of news (RSS, Atom). */
export const partnerKinds = ['csaf', 'feed'] as const
export const PartnerKind = z.enum(partnerKinds)
export type PartnerKind = z.infer<typeof PartnerKind>

/** `new`: nobody has decided. `taken`: a warning was begun with it. `aside`: it is not for us. */
export const itemStates = ['new', 'taken', 'aside'] as const
export const ItemState = z.enum(itemStates)
export type ItemState = z.infer<typeof ItemState>

/** How a fetch ended: everything taken, some of it, or nothing reached. */
export const outcomes = ['good', 'partly', 'failed'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

const line = (most: number) => z.string().trim().max(most)

/** What the team decides about a partner. */
export const PartnerInput = z.object({
  name: line(100).min(1),
  kind: PartnerKind,
  address: line(2_000).min(1).describe('a domain or the address of provider-metadata.json; of a feed its address'),
  tlp: Tlp.default(unmarked).describe('what counts where the partner says nothing'),
  pap: Pap.default(unmarkedPap),
  everyMinutes: z.number().int().min(15).max(10_080).default(60),
  daysBack: z.number().int().min(1).max(3_650).default(90).describe('how far back the first fetch goes'),
  takeUnsigned: z.boolean().default(false).describe('also CSAF without signature, from one that is no trusted provider'),
})
export type PartnerInput = z.infer<typeof PartnerInput>

export const keyStates = ['accepted', 'waiting', 'refused'] as const
export const KeyState = z.enum(keyStates)
export type KeyState = z.infer<typeof KeyState>
/** A key that documents are signed with: the first is taken as it is met, a later one waits for a person. */
export const PartnerKey = z.object({
  fingerprint: z.string(),
  state: KeyState,
  seenAt: Utc,
  decidedAt: Utc.nullable(),
  decidedBy: z.string().nullable(),
})
export type PartnerKey = z.infer<typeof PartnerKey>

/** What came of a fetch: new and newer items, what stood as it was, what was refused, and what is left for the next time. */
export const Came = z.object({
  fresh: z.number().int(),
  newer: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
  left: z.number().int(),
})
export type Came = z.infer<typeof Came>

/** A partner, and how it is doing. */
export const Partner = PartnerInput.extend({
  id: idOf('par'),
  paused: z.boolean(),
  silent: z.boolean().describe('it should have answered long ago and has not'),
  fetching: z.object({ since: Utc, items: z.number().int() }).nullable().describe('the fetch that is under way'),
  fetchedAt: Utc.nullable(),
  outcome: Outcome.nullable(),
  came: Came.nullable(),
  heardAt: Utc.nullable(),
  nextAt: Utc,
  fresh: z.number().int().describe('items that nobody has decided on'),
  items: z.number().int(),
  problems: z.number().int().describe('what was not taken, as the last fetch left it'),
  keys: z.array(PartnerKey),
}).meta({ id: 'Partner' })
export type Partner = z.infer<typeof Partner>

/** What was not taken: where, why in words, and since when. */
export const PartnerProblem = z.object({
  place: z.string(),
  reason: z.string(),
  line: z.number().int(),
  detail: z.string(),
  words: z.string(),
  firstAt: Utc,
  lastAt: Utc,
  tries: z.number().int(),
})
export type PartnerProblem = z.infer<typeof PartnerProblem>

/** Something a partner published, as the inbox lists it. */
export const ItemRow = z
  .object({
    id: idOf('pit'),
    partner: z.object({ id: idOf('par'), name: z.string() }),
    key: z.string().describe('tracking id, or the id in the feed'),
    form: z.enum(['csaf', 'news']),
    state: ItemState,
    title: z.string().describe('plain text; signs of markup in it are text'),
    severity: Severity.nullable(),
    tlp: Tlp,
    pap: Pap,
    version: z.string(),
    cves: z.array(z.string()),
    exploited: z.boolean().describe('one of the CVEs is known to be exploited'),
    valid: z.boolean().describe('no mandatory test of CSAF fails; true of news'),
    publishedAt: Utc.nullable(),
    changedAt: Utc.nullable(),
    cameAt: Utc,
    newerAt: Utc.nullable().describe('a newer version came after it was taken or put aside'),
    advisory: idOf('adv').nullable(),
  })
  .meta({ id: 'PartnerItem' })
export type ItemRow = z.infer<typeof ItemRow>

/** A failing test of CSAF, with its number and its place. */
const Failure = z.object({ test: z.string(), group: z.string(), pointer: z.string(), message: z.string() })
export type Failure = z.infer<typeof Failure>

/** What of a document is not in the draft that it becomes: place, why, and what stood there. */
const LeftOut = z.object({ place: z.string(), why: z.string(), found: z.string() })
export type LeftOut = z.infer<typeof LeftOut>

const KnownCve = z.object({
  cve: z.string(),
  vectors: z.array(z.string()),
  kevOn: Day.nullable(),
  euKevOn: Day.nullable(),
  epss: z.number().nullable(),
  score: z.number().nullable(),
})
const ItemProduct = z.object({ vendor: z.string(), product: z.string(), versions: z.string(), cpe: z.string(), purl: z.string() })

/** The warning that was made of an item, and who writes on it. */
const MadeOf = z.object({
  id: idOf('adv'),
  trackingId: z.string(),
  title: z.string(),
  life: z.string(),
  draft: z.string().nullable(),
  changedBy: z.string(),
})

/** One item: what it says, what was checked, and what is known of it here. Every text is plain text. */
export const Item = ItemRow.extend({
  summary: z.string(),
  text: z.string(),
  publisher: z.string(),
  reference: z.string(),
  link: z.string().nullable(),
  labelled: z.boolean().describe('the partner labelled it; else the label is the one agreed for this partner'),
  hash: z.string().nullable(),
  signedBy: z.string().nullable(),
  notTested: z.string().nullable().describe('why the tests of CSAF were not run'),
  failures: z.array(Failure),
  leftOut: z.array(LeftOut).describe('what of it is not in the draft that it becomes, in words'),
  papSaid: Pap.nullable().describe('the PAP that it says itself; else it is the one agreed for this partner'),
  products: z.array(ItemProduct),
  vulnerabilities: z.array(KnownCve),
  references: z.array(z.object({ summary: z.string(), url: z.string() })),
  matches: z.object({
    sure: z.number().int().describe('members that have a product of it for certain'),
    unsure: z.number().int().describe('members that may have one'),
    told: z.number().int().describe('members that have told what they run'),
    of: z.number().int(),
  }),
  made: MadeOf.nullable(),
  takenBy: z.string().nullable(),
  asideBy: z.string().nullable(),
}).meta({ id: 'PartnerItemWhole' })
export type Item = z.infer<typeof Item>

export const ItemFilter = z.object({
  partner: many(idOf('par')),
  state: many(ItemState),
  severity: many(Severity),
  newer: z.stringbool().optional().describe('a newer version came after somebody decided'),
  q: z.string().max(200).optional().describe('words, a CVE or a tracking id'),
})
export type ItemFilter = z.infer<typeof ItemFilter>

/** What trying a partner found, before anything is kept. */
const Trial = z.object({
  found: z.array(
    z.object({
      url: z.string(),
      by: z.string().describe('how it was found: given, well-known, security.txt, dns, feed'),
      name: z.string(),
      role: z.string(),
      keys: z.array(z.string()),
      listed: z.number().int().describe('documents that its lists name, or items of the feed'),
      titles: z.array(z.string()).describe('of a feed, or of a document that was fetched and checked'),
    }),
  ),
  problems: z.array(z.object({ place: z.string(), reason: z.string(), words: z.string() })),
})
export type Trial = z.infer<typeof Trial>

/** Events: a key that was never seen waits for a person; a newer version came of something a warning was made of. */
export const partnerKeyWaits = 'partners.key-waits'
export const partnerKeyDecided = 'partners.key-decided'
export interface PartnerKeyHappened {
  partner: Id<'par'>
  name: string
  fingerprint: string
}
export const partnerNewer = 'partners.newer'
export const partnerNewerSeen = 'partners.newer-seen'
export interface PartnerNewerHappened {
  item: Id<'pit'>
  partner: string
  title: string
  /** Of the warning, and who wrote on it last. */
  trackingId: string
  editor: string
  severity: Severity | null
}

const keepers = ['admin', 'lead', 'analyst'] as const
const writers = ['admin', 'lead', 'analyst', 'duty'] as const
const one = { id: idOf('par') }
const oneItem = { id: idOf('pit') }

export const partnersApi = {
  list: endpoint('GET', '/partners', {
    summary: 'Whom warnings are fetched from, with how each is doing',
    may: teamRoles,
    input: pageBy('id'),
    output: pageOf(Partner),
  }),
  one: endpoint('GET', '/partners/:id', {
    summary: 'One partner: its settings, keys, last fetch',
    may: teamRoles,
    input: z.object(one),
    output: z.object({ partner: Partner }),
  }),
  problems: endpoint('GET', '/partners/:id/problems', {
    summary: 'What of a partner was not taken, where and why, last met first; the first 200',
    may: teamRoles,
    input: z.object(one),
    output: z.object({ rows: z.array(PartnerProblem) }),
  }),
  add: endpoint('POST', '/partners', {
    summary: 'Adds a partner; it is fetched at once',
    may: keepers,
    input: PartnerInput,
    output: z.object({ id: idOf('par') }),
  }),
  change: endpoint('PUT', '/partners/:id', {
    summary: 'Changes a partner; another address begins anew',
    may: keepers,
    input: PartnerInput.extend(one),
  }),
  pause: endpoint('PUT', '/partners/:id/paused', {
    summary: 'Pauses a partner, or goes on',
    may: keepers,
    input: z.object({ ...one, paused: z.boolean() }),
  }),
  remove: endpoint('DELETE', '/partners/:id', {
    summary: 'Removes a partner; what was new of it is put aside, what was taken stays',
    may: keepers,
    input: z.object(one),
  }),
  key: endpoint('PUT', '/partners/:id/key', {
    summary: 'Accepts or refuses a key that a partner shows',
    may: keepers,
    input: z.object({ ...one, fingerprint: line(128).min(1), accept: z.boolean() }),
  }),
  fetch: endpoint('POST', '/partners/:id/fetch', {
    summary: 'Asks for a fetch now; the partner tells how it goes',
    may: teamRoles,
    input: z.object(one),
  }),
  test: endpoint('POST', '/partners/test', {
    summary: 'Tries an address: what is found there, and what is wrong. Nothing is kept',
    may: keepers,
    input: PartnerInput.pick({ kind: true, address: true, takeUnsigned: true }),
    output: Trial,
  }),
  items: endpoint('GET', '/partner-items', {
    summary: 'What partners published, last come first',
    may: teamRoles,
    input: pageBy('moment', 'id').extend(ItemFilter.shape),
    output: pageOf(ItemRow),
  }),
  count: endpoint('GET', '/partner-items/count', {
    summary: 'How many items fit a filter, in all and by state; counting stops at 20,000',
    may: teamRoles,
    input: ItemFilter,
    output: z.object({ count: Count, byState: z.record(ItemState, z.number().int()) }),
  }),
  item: endpoint('GET', '/partner-items/:id', {
    summary: 'One item: its text, its facts, failing tests, and how many members have what it names',
    may: teamRoles,
    input: z.object(oneItem),
    output: z.object({ item: Item }),
  }),
  source: endpoint('GET', '/partner-items/:id/source', {
    summary: 'The document as it was fetched, byte for byte',
    may: teamRoles,
    form: 'file',
    input: z.object(oneItem),
  }),
  aside: endpoint('POST', '/partner-items/aside', {
    summary: 'Puts items aside, by their ids or all that are new and fit a filter; can be undone for ten minutes',
    may: teamRoles,
    input: z.object({
      ids: z.array(idOf('pit')).max(200).optional(),
      filter: ItemFilter.optional().describe('instead of ids'),
    }),
    output: z.object({ batch: z.string(), count: z.number().int() }),
  }),
  undo: endpoint('POST', '/partner-items/aside/undo', {
    summary: 'Takes back what was put aside together',
    may: teamRoles,
    input: z.object({ batch: z.uuid() }),
    output: z.object({ count: z.number().int() }),
  }),
  draft: endpoint('POST', '/partner-items/:id/draft', {
    summary: 'Begins a warning with an item; one that fails mandatory tests is taken only with a word of why',
    may: teamRoles,
    input: z.object({ ...oneItem, despite: line(1_000).default('') }),
    output: z.object({ advisory: idOf('adv').nullable().describe('null when it was not taken'), failures: z.array(Failure) }),
  }),
  seen: endpoint('POST', '/partner-items/:id/seen', {
    summary: 'Says that the newer version has been looked at',
    may: teamRoles,
    input: z.object(oneItem),
  }),
  import: endpoint('POST', '/advisories/import', {
    summary:
      'Reads a CSAF file (2.0 or 2.1) as a draft, and checks first what is given beside it: a hash, a detached signature. One that fails mandatory tests is taken only with a word of why',
    may: writers,
    form: 'upload',
    input: z.object({
      despite: line(1_000).default(''),
      hash: z.string().max(4_096).default('').describe('the `.sha512` or `.sha256` file beside it: `hash  name`'),
      signature: z.string().max(65_536).default('').describe('the `.asc` file beside it: a detached OpenPGP signature'),
      pgpKey: z.string().max(262_144).default('').describe('the public key of the signature, where no partner has it'),
    }),
    output: z.object({
      id: idOf('adv').nullable().describe('null when it was not taken'),
      title: z.string(),
      failures: z.array(Failure).describe('failing tests; of the mandatory ones the first 100'),
      unread: z.array(z.string()).describe('places that were not understood'),
      checked: SourceChecked,
    }),
  }),
  newerOf: endpoint('GET', '/partner-items/of/:id', {
    summary: 'Items that a warning was made of and that have come in a newer version since',
    may: teamRoles,
    input: z.object({ id: idOf('adv') }),
    output: z.object({ rows: z.array(ItemRow.pick({ id: true, title: true, version: true, newerAt: true, partner: true })) }),
  }),
}
