import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { AdvisoryContent, Words } from '#capabilities/advisories/contract.ts'
import {
  advisoriesNamed,
  contentOfProposal,
  draftOf,
  emptyContent,
  papSaidBy,
  proposalOf,
  sourceOf,
} from '#capabilities/advisories/index.ts'
import { readCvss } from '#domain/cvss.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Checked } from '#formats/csaf/provider/checks.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import type { Csaf } from '#formats/csaf/shape.ts'
import type { Validation } from '#formats/csaf/validate.ts'
import type { FeedItem } from '#formats/syndication/shape.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type PartnerNewerHappened, partnerNewer } from './contract.ts'
import { labelOf, plainLine, plainText, type Step, stepFor } from './rules.ts'
import type { PartnerRecord } from './store.ts'
import { addItem, type CameItem, knownItems, renewItem } from './store-items.ts'

export type Came = CameItem<AdvisoryContent>
type Agreed = Pick<PartnerRecord, 'tlp' | 'pap'>

export const packed = (bytes: Uint8Array): Buffer => zstdCompressSync(bytes)
export const unpacked = (bytes: Uint8Array): Buffer => zstdDecompressSync(bytes)

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const mostTitle = 500
const mostSummary = 5_000
const mostCves = 200

/** A document that was fetched, with how it was checked and the label of the list that named it. */
export interface FetchedCsaf {
  bytes: Uint8Array
  checked: Checked
  tlp?: Tlp
}

/**
 * What a CSAF document becomes in the inbox; hash and signature have been checked before. One that cannot be read is refused with the
 * places; one whose tests fail is kept, with the failing tests.
 */
export async function cameOfCsaf(
  { bytes, checked, tlp: ofList }: FetchedCsaf,
  validate: (text: string) => Promise<Validation>,
  agreed: Agreed,
): Promise<Result<Came, 'not-csaf'>> {
  const { csaf, issues } = readCsaf(bytes)
  if (!csaf)
    return no(
      'not-csaf',
      issues
        .map(({ pointer, reason }) => `${pointer || '/'} ${reason}`)
        .join(', ')
        .slice(0, 500),
    )
  const judged = await validate(Buffer.from(bytes).toString('utf8'))
  const label = labelOf(csaf.tlp, ofList, agreed.tlp)
  const { content, leftOut } = draftOf(csaf, issues)
  const papSaid = papSaidBy(csaf)
  const pap = papSaid ?? agreed.pap
  const { publisher, reference } = sourceOf(csaf)
  return ok({
    key: csaf.tracking.id.slice(0, 500),
    form: 'csaf',
    title: plainLine(csaf.title, mostTitle),
    summary: plainText(summaryOf(csaf), mostSummary),
    link: linkOf(csaf),
    version: csaf.tracking.version.slice(0, 100),
    publisher: plainLine(publisher, 300),
    reference,
    publishedAt: csaf.tracking.released,
    changedAt: csaf.tracking.changed,
    severity: hasScore(csaf) ? content.severity : null,
    tlp: label.tlp,
    pap,
    labelled: label.labelled,
    papSaid,
    cves: content.vulnerabilities.map(({ cve }) => cve).slice(0, mostCves),
    content: { ...content, tlp: label.tlp, pap },
    leftOut,
    source: packed(bytes),
    sha256: hashOf(bytes),
    hash: checked.hash ?? null,
    signedBy: checked.signedBy ?? null,
    ...testedBy(judged),
  })
}

const mostFailures = 100

/** What must pass before anybody publishes a document; the rest of the tests is advice to its author. */
function testedBy(judged: Validation): Pick<Came, 'valid' | 'failures' | 'notTested'> {
  if (!judged.ok) return { valid: false, failures: [], notTested: judged.reason }
  const failures = judged.value.failures
    .filter(({ group }) => group === 'schema' || group === 'mandatory')
    .slice(0, mostFailures)
    .map(({ test, group, pointer, message }) => ({
      test,
      group,
      pointer: plainLine(pointer, 500),
      message: plainLine(message, 500),
    }))
  return { valid: judged.value.valid, failures, notTested: null }
}

const summaryOf = ({ notes }: Csaf): string =>
  (notes.find(({ category }) => category === 'summary') ?? notes.find(({ category }) => category === 'description'))?.text ?? ''

const linkOf = ({ references }: Csaf): string | null => {
  const own = references.find(({ category, url }) => category === 'self' && /^https?:\/\//.test(url) && URL.canParse(url))
  return own && own.url.length <= 2_000 ? own.url : null
}

const hasScore = ({ vulnerabilities }: Csaf): boolean =>
  vulnerabilities.some(({ metrics }) => metrics.some(({ cvss }) => cvss.length > 0))

/** What an item of a feed becomes in the inbox. It says no label and no severity; numbers and products are read from its text. */
export function cameOfNews(item: FeedItem, feed: { title: string; language?: string; url: string }, agreed: Agreed): Came {
  const bytes = Buffer.from(JSON.stringify(item))
  const title = plainLine(item.title, mostTitle)
  const content = contentOfNews(item, feed.language)
  return {
    key: item.id,
    form: 'news',
    title,
    summary: plainText(item.summary, mostSummary),
    link: item.link ?? null,
    version: '',
    publisher: plainLine(feed.title, 300) || new URL(feed.url).hostname,
    reference: item.link ?? feed.url,
    publishedAt: item.published ?? item.updated ?? null,
    changedAt: item.updated ?? item.published ?? null,
    severity: null,
    tlp: agreed.tlp,
    pap: agreed.pap,
    labelled: false,
    papSaid: null,
    cves: content.vulnerabilities.map(({ cve }) => cve).slice(0, mostCves),
    content: { ...content, tlp: agreed.tlp, pap: agreed.pap },
    leftOut: [],
    source: packed(bytes),
    sha256: hashOf(bytes),
    hash: null,
    signedBy: null,
    valid: true,
    failures: [],
    notTested: null,
  }
}

/** As when somebody pastes the news into the editor, in the language that the feed says. */
function contentOfNews({ title, summary, link }: FeedItem, language = ''): AdvisoryContent {
  const text = plainText(`${title}\n${summary}`, 20_000)
  const proposal = proposalOf(text)
  const vectors = proposal.vectors.filter((vector) => readCvss(vector).ok)
  const found = contentOfProposal({ ...proposal, vectors })
  const into = /^(?:no|nb|nn)\b/i.test(language) ? (/^nn/i.test(language) ? 'nn' : 'nb') : 'en'
  const said = (words: Words): Words => ({ nb: '', nn: '', en: '', [into]: words.nb })
  const page = link !== undefined && !found.references.some(({ url }) => url === link) ? [link] : []
  return {
    ...emptyContent('vulnerability'),
    ...found,
    title: said(found.title),
    summary: said(found.summary),
    what: said(found.what),
    references: [...page.map((url) => ({ summary: new URL(url).hostname, url })), ...found.references],
  }
}

/**
 * Keeps what came of a partner, each once: new, in the place of an older version, or not at all. A newer version of something that a
 * warning was made of is marked, and told with who wrote on the warning last.
 */
export async function take(
  tx: Tx,
  scope: Scope,
  partner: Pick<PartnerRecord, 'id' | 'name'>,
  items: readonly Came[],
  now: Utc,
): Promise<Record<Step, number>> {
  const known = await knownItems(
    tx,
    scope,
    partner.id,
    items.map(({ key }) => key),
  )
  const tally: Record<Step, number> = { fresh: 0, newer: 0, same: 0 }
  for (const item of items) {
    const before = known.get(item.key)
    const step = stepFor(before, item)
    tally[step] += 1
    if (!before)
      known.set(item.key, { ...item, id: await addItem(tx, scope, partner.id, item, now), state: 'new', advisory: null })
    else if (step === 'newer') {
      await renewItem(tx, scope, before.id, item, now)
      if (before.advisory) await tellNewer(tx, scope, before.id, before.advisory, partner.name, item, now)
    }
  }
  return tally
}

async function tellNewer(
  tx: Tx,
  scope: Scope,
  item: Id<'pit'>,
  advisory: Id<'adv'>,
  partner: string,
  { title, severity }: Came,
  now: Utc,
): Promise<void> {
  const [made] = await advisoriesNamed(tx, scope, [advisory])
  if (!made) return
  const happened = { item, partner, title, trackingId: made.trackingId, editor: made.changedBy, severity }
  await emit(tx, partnerNewer, happened satisfies PartnerNewerHappened, now)
}
