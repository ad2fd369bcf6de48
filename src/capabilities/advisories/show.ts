import { everChanged } from '#capabilities/advice/index.ts'
import { searchGroups } from '#capabilities/directory/index.ts'
import { advisedWaiting, advisedWaitingOf, partyNames } from '#capabilities/measures/index.ts'
import { organisationNames } from '#capabilities/members/index.ts'
import { knownOf } from '#capabilities/vulnerabilities/index.ts'
import type { AdvisoryType } from '#domain/advisory-type.ts'
import { readCvss } from '#domain/cvss.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { type Utc, utc } from '#domain/time.ts'
import { isWithinTlp } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import { resolve } from './audience.ts'
import { versionsNow } from './cited.ts'
import type {
  Addressee,
  Advisory,
  AdvisoryContent,
  AdvisoryFilter,
  AdvisoryRow,
  AdvisorySource,
  Difference,
  KnownVulnerability,
  OurAdvisory,
  OurListed,
  Version,
} from './contract.ts'
import { csafDocument, endedNews, type Issue } from './csaf.ts'
import { type Changed, differencesAround, differencesOf, inLocale, isNobody, mayReview } from './rules.ts'
import { countByReason } from './rules-audience.ts'
import { type ProductSaid, withSaid } from './rules-said.ts'
import * as store from './store.ts'
import * as addresses from './store-addresses.ts'
import { reachedCounts } from './store-reached.ts'
import { publisherOf } from './team.ts'
import { checksOf, differenceInWords, reasonInWords } from './words.ts'
import { leftOutInWords } from './words-left-out.ts'

/** Whether a warning that is not over cites advice that has been changed since. */
const hasChangedAdvice = (
  { life, cites }: Pick<store.AdvisoryRecord, 'life' | 'cites'>,
  now: ReadonlyMap<Id<'adb'>, number>,
): boolean =>
  life !== 'withdrawn' &&
  life !== 'closed' &&
  (Object.entries(cites) as [Id<'adb'>, number][]).some(([id, version]) => (now.get(id) ?? version) > version)

const citedBy = (rows: readonly Pick<store.AdvisoryRecord, 'cites'>[]): Id<'adb'>[] => [
  ...new Set(rows.flatMap(({ cites }) => Object.keys(cites) as Id<'adb'>[])),
]

const shownRow = ({
  id,
  trackingId,
  type,
  severity,
  tlp,
  pap,
  title,
  life,
  draftState,
  version,
  source,
  changedAt,
  changedBy,
  publishedAt,
  addressed,
  told,
  answered,
  adviceChanged,
}: store.ListedAdvisory & { adviceChanged: boolean; told: number; answered: number }): AdvisoryRow => ({
  id,
  trackingId,
  type,
  severity,
  tlp,
  pap,
  title,
  life,
  draft: draftState,
  version,
  source: source?.publisher ?? null,
  addressed,
  told,
  answered,
  adviceChanged,
  changedAt,
  changedBy,
  publishedAt,
})

const nobodyReached = { told: 0, answered: 0 }

async function wishOf<Filter extends AdvisoryFilter>(
  tx: Tx,
  { adviceChanged, ...filter }: Filter,
): Promise<Omit<Filter, 'adviceChanged'> & store.AdvisoryWish> {
  return adviceChanged ? { ...filter, citesLess: await everChanged(tx) } : filter
}

/** How many warnings fit a filter, in all and by state. */
export const counted = async (tx: Tx, scope: Scope, filter: AdvisoryFilter) =>
  store.countAdvisories(tx, scope, await wishOf(tx, filter))

/** One page of warnings, last changed first. */
export async function listed(
  tx: Tx,
  scope: Scope,
  { limit, ...filter }: AdvisoryFilter & { after?: string | undefined; limit: number },
): Promise<{ rows: AdvisoryRow[]; next?: string }> {
  const rows = await store.advisoryPage(tx, scope, { ...(await wishOf(tx, filter)), limit: limit + 1 })
  const versions = await versionsNow(tx, citedBy(rows))
  const reached = await reachedCounts(
    tx,
    scope,
    rows.map(({ id }) => id),
  )
  const shown = rows.map((row) =>
    shownRow({ ...row, ...(reached.get(row.id) ?? nobodyReached), adviceChanged: hasChangedAdvice(row, versions) }),
  )
  return paged(shown, limit, (row) => `${row.changedAt}~${uuidOf(row.id)}`)
}

/** A page, from rows of which one more than the page holds was asked for. */
function paged<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): { rows: Row[]; next?: string } {
  return { rows: rows.slice(0, limit), ...(rows.length > limit && { next: keyOf(rows[limit - 1]!) }) }
}

const shownVersion = ({ version, publishedAt, news, noMeasures, ended }: store.VersionRecord, locale: Locale): Version => ({
  version,
  publishedAt,
  news: news && inLocale(news, locale),
  noMeasures,
  ended,
})

/** What a warning says now: the draft that is at work, else the last version, else what was put aside. */
/** What a warning says: in the draft where one is at work, else in its last version. */
export const contentNow = (
  { draft, draftState }: store.AdvisoryRecord,
  versions: readonly store.VersionRecord[],
): AdvisoryContent => (draftState ? draft : (versions[0]?.content ?? draft))!

/** One warning as the team has it; nothing when there is none. */
export async function shownAdvisory(tx: Tx, scope: Scope, id: Id<'adv'>, locale: Locale): Promise<Advisory | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const versions = await store.versionsOf(tx, scope, id)
  const content = contentNow(advisory, versions)
  const addressed = await addresses.countAddresses(tx, scope, { advisory: id, version: advisory.version })
  const adviceNow = await versionsNow(tx, citedBy([advisory]))
  return {
    ...shownRow({
      ...advisory,
      addressed,
      ...((await reachedCounts(tx, scope, [id])).get(id) ?? nobodyReached),
      adviceChanged: hasChangedAdvice(advisory, adviceNow),
    }),
    title: inLocale(content.title, locale),
    content,
    revision: advisory.revision,
    sourceItem: advisory.source,
    sourceChecked: advisory.sourceChecked,
    sourceKept: advisory.source !== null && (advisory.imported || advisory.version > 0),
    audience: advisory.audience,
    named: await namedIn(tx, advisory.audience.organisations),
    checks: advisory.draftState ? checksOf(content, isNobody(advisory.audience), locale) : null,
    mayReview: mayReview(advisory.draftState, advisory.writers, scope.who.id),
    reviewedBy: advisory.reviewedBy,
    noMeasures: advisory.draftState ? advisory.noMeasures || null : (versions[0]?.noMeasures ?? null),
    news: advisory.draftState ? advisory.news : null,
    withdrawal: advisory.withdrawal && {
      at: advisory.withdrawal.at,
      reason: advisory.withdrawal.reason,
      by: advisory.withdrawal.name,
    },
    ended: versions[0]?.ended ?? null,
    versions: versions.map((version) => shownVersion(version, locale)),
    steps: await store.stepsOf(tx, scope, id),
    vulnerabilities: await knownIn(tx, content),
    advice: content.advice.map(({ id, version }) => ({ id, version, current: adviceNow.get(id) ?? null })),
    leftOut: advisory.leftOut.map((one) => ({ ...one, why: leftOutInWords(one.why, locale) })),
  }
}

/** Organisations by name, in the order of their names. */
async function namedIn(tx: Tx, ids: readonly Id<'org'>[]): Promise<Advisory['named']> {
  const names = await organisationNames(tx, [...ids])
  return ids.map((id) => ({ id, name: names.get(id) ?? '' })).sort((one, other) => one.name.localeCompare(other.name, 'nb'))
}

/** The vulnerabilities of a warning, each with what its vectors come to and what is known of it elsewhere. */
async function knownIn(tx: Tx, { vulnerabilities }: AdvisoryContent): Promise<KnownVulnerability[]> {
  const known = await knownOf(
    tx,
    vulnerabilities.map(({ cve }) => cve),
  )
  return vulnerabilities.map((one) => ({ ...scored(one), known: known.get(one.cve) ?? null }))
}

function scored({ cve, vectors }: AdvisoryContent['vulnerabilities'][number]): Omit<KnownVulnerability, 'known'> {
  const read = vectors.map((vector) => ({ vector, found: readCvss(vector) }))
  return {
    cve,
    scores: read.flatMap(({ vector, found }) =>
      found.ok ? [{ version: found.value.version, score: found.value.score, severity: found.value.severity, vector }] : [],
    ),
    faults: read.flatMap(({ vector, found }) => (found.ok ? [] : [vector])),
  }
}

/** One version as it was published. */
export async function shownVersionOf(tx: Tx, scope: Scope, id: Id<'adv'>, wanted: number, locale: Locale) {
  const found = (await store.versionsOf(tx, scope, id)).find(({ version }) => version === wanted)
  return found && { version: shownVersion(found, locale), content: found.content, source: found.source }
}

/**
 * What differs between two versions in words, also in whom they were for and taken from; without `to`, between a version and what is being
 * written. For the team alone: a member never learns who else was addressed.
 */
export async function differences(
  tx: Tx,
  scope: Scope,
  { id, from, to }: { id: Id<'adv'>; from: number; to?: number | undefined },
  locale: Locale,
): Promise<Difference[] | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const versions = await store.versionsOf(tx, scope, id)
  const audiences = await store.audiencesOut(tx, scope, id)
  const of = (wanted: number) => {
    const found = versions.find(({ version }) => version === wanted)
    return found && { content: found.content, audience: audiences.get(wanted) ?? null, source: found.source }
  }
  const { audience, source } = advisory
  const [before, after] = [of(from), to === undefined ? { content: contentNow(advisory, versions), audience, source } : of(to)]
  if (!before || !after) return undefined
  const changed = [...differencesOf(before.content, after.content), ...differencesAround(before, after)]
  const names = new Map([
    ...(await namesIn(tx, scope, [before.content, after.content], locale)),
    ...(await namesOfAudience(tx, scope, changed)),
  ])
  return changed.map((one) => differenceInWords(one, locale, names))
}

/** What the organisations and groups are called by which two audiences differ. */
async function namesOfAudience(tx: Tx, scope: Scope, changed: readonly Changed[]): Promise<Map<string, string>> {
  const idsIn = (field: string) => changed.filter((one) => one.field === field).map(({ before, after }) => before || after)
  const names = new Map<string, string>(await organisationNames(tx, idsIn('toOrganisations') as Id<'org'>[]))
  for (const group of idsIn('toGroups')) {
    const [known] = await searchGroups(tx, scope, group, 1)
    if (known) names.set(group, known.name)
  }
  return names
}

/** What the ids in contents stand for: advice has its title, a warning its tracking id. */
async function namesIn(tx: Tx, scope: Scope, contents: readonly AdvisoryContent[], locale: Locale): Promise<Map<string, string>> {
  const titles = contents.flatMap(({ advice }) => advice.map(({ id, title }) => [id, inLocale(title, locale)] as const))
  const trackings = await store.trackingIdsOf(
    tx,
    scope,
    contents.flatMap(({ closes }) => closes),
  )
  return new Map<string, string>([...titles, ...trackings])
}

/** Whom the audience of a warning names now, one page by name, each with its reasons. */
export async function audienceOf(
  tx: Tx,
  scope: Scope,
  { id, after, limit }: { id: Id<'adv'>; after?: string | undefined; limit: number },
  locale: Locale,
  now: Utc,
) {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const content = contentNow(advisory, await store.versionsOf(tx, scope, id))
  const { chosen, of } = await resolve(tx, scope, advisory.audience, content, now)
  const from = after === undefined ? 0 : chosen.findIndex(({ organisation }) => organisation.id === after) + 1
  const page = paged(chosen.slice(from, from + limit + 1), limit, ({ organisation }) => organisation.id)
  return {
    ...page,
    rows: page.rows.map(({ organisation, reasons, sureness }) => ({
      organisation,
      sureness,
      reasons: reasons.map((reason) => reasonInWords(reason, locale, true)),
    })),
    count: chosen.length,
    unsure: chosen.filter(({ sureness }) => sureness === 'unsure').length,
    byReason: countByReason(chosen),
    of,
  }
}

/** One page of whom the last version went to. */
export async function addresseesOf(
  tx: Tx,
  scope: Scope,
  { id, after, limit }: { id: Id<'adv'>; after?: string | undefined; limit: number },
  locale: Locale,
): Promise<{ rows: Addressee[]; next?: string; count: number } | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const of = { advisory: id, version: advisory.version }
  const rows = await addresses.addressPage(tx, scope, of, { after, limit: limit + 1 })
  const names = await organisationNames(
    tx,
    rows.map(({ organisation }) => organisation),
  )
  const shown = rows.map(({ organisation, reasons, ...rest }) => ({
    ...rest,
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
    reasons: reasons.map((reason) => reasonInWords(reason, locale, true)),
  }))
  return {
    ...paged(shown, limit, ({ organisation }) => uuidOf(organisation.id)),
    count: await addresses.countAddresses(tx, scope, of),
  }
}

/** What a document says beside its content: of a published version as it was, of a draft as it would be now. */
async function issueOf(
  tx: Tx,
  advisory: store.AdvisoryRecord,
  versions: readonly store.VersionRecord[],
  wanted: number,
  { tlp }: Pick<AdvisoryContent, 'tlp'>,
  now: Utc,
): Promise<Issue> {
  const published = versions
    .filter(({ version }) => version <= wanted)
    .map(({ version, publishedAt, news, content }) => ({
      version,
      at: publishedAt,
      // What was said under a stricter label is not said again under a milder one.
      news: newsOf(version, isWithinTlp(content.tlp, tlp) ? news?.nb : undefined),
    }))
    .reverse()
  const isNew = wanted > advisory.version
  return {
    trackingId: advisory.trackingId,
    publisher: await publisherOf(tx),
    source: advisory.source,
    versions: isNew ? [...published, { version: wanted, at: utc(Date.parse(now)), news: newsOf(wanted) }] : published,
  }
}

/** A document among those that were made of a warning before, and what it carries of suppliers' answers. */
export interface Served {
  /** Every document up to this one, oldest first: of which version it is, and since when it says what suppliers answered. */
  history: readonly { number: number; version: number; ended: boolean; saidAt: Utc | null }[]
  said: readonly ProductSaid[]
  /** Where a document with this text is served, so that it can say so itself. */
  addressOf?: (text: string) => string | undefined
}

/** The revisions as documents were made: a version, what suppliers answered since, how it ended. */
function asServed(issue: Issue, history: Served['history']): Issue {
  const end = issue.versions.at(-1)!
  return {
    ...issue,
    versions: history.flatMap(({ number, version, ended, saidAt }) => {
      if (ended) return [{ ...end, version: number }]
      const of = issue.versions.find((one) => one.version === version)
      return of ? [{ version: number, at: saidAt ?? of.at, news: saidAt ? saidNews : of.news }] : []
    }),
  }
}

const saidNews = 'Leverandører har svart.'

/** The document of a version with one revision more, which says how the warning ended. */
function withEnd(issue: Issue, ended: Version['ended']): Issue | undefined {
  if (!ended || ended.how === 'replaced') return undefined
  const last = issue.versions.at(-1)!
  return {
    ...issue,
    ended: ended.how,
    versions: [...issue.versions, { version: last.version + 1, at: ended.at, news: endedNews(ended.how) }],
  }
}

const newsOf = (version: number, said?: string): string => said || (version === 1 ? 'Første versjon.' : `Versjon ${version}.`)

/**
 * The CSAF of a version, or of the draft as it would be published now; nothing when there is no such version. With `ended` the version says
 * how the warning ended, and nothing comes of one that goes on.
 */
export async function csafOfAdvisory(
  tx: Tx,
  scope: Scope,
  { id, version, ended = false, served }: { id: Id<'adv'>; version?: number | undefined; ended?: boolean; served?: Served },
  now: Utc,
): Promise<{ trackingId: string; text: string; lost: string[] } | undefined> {
  const advisory = await store.advisoryRow(tx, scope, id)
  if (!advisory) return undefined
  const versions = await store.versionsOf(tx, scope, id)
  const isDraft = version === undefined && (advisory.draftState !== null || versions.length === 0)
  const wanted = version ?? advisory.version + (isDraft ? 1 : 0)
  const found = versions.find((one) => one.version === wanted)
  const content = isDraft ? contentNow(advisory, versions) : found?.content
  if (!content) return undefined
  const asItWas = await issueOf(tx, advisory, versions, wanted, content, now)
  const last = ended ? withEnd(asItWas, found?.ended ?? null) : asItWas
  const issue = last && served ? asServed(last, served.history) : last
  if (!issue) return undefined
  const whole = withSaid(content, served?.said ?? [])
  const plain = csafDocument(whole, issue)
  const self = served?.addressOf?.(plain.text)
  return { trackingId: advisory.trackingId, ...(self === undefined ? plain : csafDocument(whole, { ...issue, self })) }
}

const shownOurs = (
  { id, trackingId, content, version, publishedAt, ended }: addresses.OursRecord,
  locale: Locale,
): OurAdvisory => ({
  id,
  trackingId,
  type: content.type,
  severity: content.severity,
  tlp: content.tlp,
  pap: content.pap,
  title: inLocale(content.title, locale),
  summary: inLocale(content.summary, locale),
  version,
  publishedAt,
  ended,
})

/** One page of the warnings that went to whoever asks. */
export async function oursListed(
  tx: Tx,
  scope: Scope,
  {
    limit,
    ...filter
  }: {
    type?: AdvisoryType[] | undefined
    severity?: AdvisoryContent['severity'][] | undefined
    q?: string | undefined
    after?: string | undefined
    limit: number
    ownOnly?: boolean
    among?: readonly Id<'adv'>[] | undefined
  },
  locale: Locale,
): Promise<{ rows: OurAdvisory[]; next?: string }> {
  const rows = await addresses.oursPage(tx, scope, { ...filter, limit: limit + 1 })
  return paged(
    rows.map((row) => shownOurs(row, locale)),
    limit,
    (row) => `${row.publishedAt}~${uuidOf(row.id)}`,
  )
}

/** The same with what waits for an answer, in all and of each organisation of whoever asks. */
export async function oursAwaited(
  tx: Tx,
  scope: Scope,
  { waiting, ...filter }: Omit<Parameters<typeof oursListed>[2], 'among' | 'ownOnly'> & { waiting?: boolean | undefined },
  locale: Locale,
  now: Utc,
) {
  const open = await advisedWaiting(tx, scope)
  const page = await oursListed(tx, scope, { ...filter, ...(waiting && { among: open.map(({ advisory }) => advisory) }) }, locale)
  const went = await addresses.organisationsOurs(tx, scope, page.rows)
  const names = await partyNames(tx, [...new Set([...went.values()].flat())])
  const asks = Map.groupBy(
    await advisedWaitingOf(
      tx,
      scope,
      page.rows.map(({ id }) => id),
    ),
    ({ advisory }) => advisory,
  )
  const rows = page.rows.map((row): OurListed => {
    const asked = asks.get(row.id) ?? []
    const waits = (organisation: Id<'org'>) => asked.find((one) => one.organisation === organisation)?.waiting ?? 0
    const dueAt = asked.flatMap((one) => one.dueAt ?? []).toSorted()[0] ?? null
    return {
      ...row,
      asked: asked.reduce((sum, one) => sum + one.asked, 0),
      waiting: asked.reduce((sum, one) => sum + one.waiting, 0),
      dueAt,
      overdue: dueAt !== null && dueAt < now,
      organisations: (went.get(row.id) ?? []).map((id) => ({ id, name: names.get(id) ?? '', waiting: waits(id) })),
    }
  })
  return {
    ...page,
    rows,
    count: {
      warnings: open.length,
      measures: open.reduce((sum, one) => sum + one.waiting, 0),
      dueAt: open[0]?.dueAt ?? null,
    },
    several: new Set([...scope.organisations, ...[...went.values()].flat()]).size > 1,
  }
}

/** One warning for whoever it was addressed to, with why it goes to each of their organisations. Of others it tells nothing. */
export async function oursShown(tx: Tx, scope: Scope, id: Id<'adv'>, locale: Locale) {
  const found = await addresses.oursRow(tx, scope, id)
  if (!found) return undefined
  const why = await addresses.whyOurs(tx, scope, id, found.version)
  const names = await partyNames(
    tx,
    why.map(({ organisation }) => organisation),
  )
  return {
    ...shownOurs(found, locale),
    content: { ...found.content, closes: [] },
    source: found.source satisfies AdvisorySource | null,
    news: found.news && inLocale(found.news, locale),
    noMeasures: found.noMeasures,
    vulnerabilities: await knownIn(tx, found.content),
    why: why.map(({ organisation, reasons, sureness }) => ({
      organisation: { id: organisation, name: names.get(organisation) ?? '' },
      sureness,
      reasons: reasons.map((reason) => reasonInWords(reason, locale, false)),
    })),
  }
}
