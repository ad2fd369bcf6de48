import { type MemberOrganisation, memberOrganisation, memberOrganisations, registerOf } from '#capabilities/members/index.ts'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import names from '#domain/places.data.json' with { type: 'json' }
import { ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { catalogue, nameOf } from './catalogue.data.ts'
import {
  type EnrolledFilter,
  type EnrolledRow,
  enrolmentStates,
  type Ours,
  type Service,
  type ServiceId,
  type ServicePlace,
  type Standing,
  type Subject,
  serviceIds,
  subjects,
  type Terms,
} from './contract.ts'
import { enrolments, tallies, targetsOf } from './proof.ts'
import { type Facts, lacks, standOf, targetState, versionsAt } from './rules.ts'
import * as store from './store.ts'
import { stepInWords } from './words.ts'

/** A service as a reader of one language sees it. */
export function shownService(id: ServiceId, locale: Locale): Service {
  const { name, what, asks, handles, contact, needsApproval, needsTargets } = catalogue[id]
  const { categories, purpose, basis, retention, seenBy } = handles
  return {
    id,
    name: name[locale],
    what: what[locale],
    asks: asks[locale],
    handles: {
      categories: categories[locale],
      purpose: purpose[locale],
      basis: basis[locale],
      retention: retention[locale],
      seenBy: seenBy[locale],
    },
    contact: contact[locale],
    needsApproval,
    needsTargets,
  }
}

/** A version of terms as a reader of one language sees it. */
export const shownTerms = (row: store.TermsRow, currentVersion: number | undefined, locale: Locale): Terms => ({
  subject: row.subject,
  version: row.version,
  ...row.body[locale],
  changed: row.changed[locale],
  validFrom: row.validFrom,
  publishedAt: row.publishedAt,
  publishedBy: row.publishedBy,
  current: row.version === currentVersion,
})

const emptyStanding = (of: number): Standing => ({
  of,
  byState: Object.fromEntries(enrolmentStates.map((state) => [state, 0])) as Standing['byState'],
  lack: 0,
})

/** How many members stand where with each subject; whoever has no line has not been asked. */
export async function standings(tx: Tx, scope: Scope, now: Utc): Promise<Record<Subject, Standing>> {
  const members = await memberOrganisations(tx, scope)
  const found = Object.fromEntries(subjects.map((subject) => [subject, emptyStanding(members.length)])) as Record<
    Subject,
    Standing
  >
  const tallied = await tallies(
    tx,
    scope,
    members.map(({ id }) => id),
    now,
  )
  for (const { subject, n, ...facts } of tallied) add(found[subject], subject, facts, n)
  for (const { byState, of } of Object.values(found))
    byState.none += of - Object.values(byState).reduce((sum, some) => sum + some, 0)
  return found
}

function add(standing: Standing, subject: Subject, facts: Facts | undefined, n: number): void {
  const stand = standOf(subject, facts)
  standing.byState[stand.state] += n
  if (lacks(stand)) standing.lack += n
}

type Enrolled = EnrolledRow & Pick<MemberOrganisation, 'constituencies'>

/** Every member with where it stands with a subject, by name. */
async function everybody(tx: Tx, scope: Scope, subject: Subject, now: Utc): Promise<Enrolled[]> {
  const members = await memberOrganisations(tx, scope)
  const rows = new Map((await enrolments(tx, scope, { subject }, now)).map((row) => [row.organisation, row]))
  return members.map((member) => {
    const row = rows.get(member.id)
    return {
      ...member,
      ...standOf(subject, row),
      version: row?.version ?? null,
      waitingTargets: row?.waitingTargets ?? 0,
      changedAt: row?.changedAt ?? null,
    }
  })
}

const isWanted = (row: Enrolled, { state, why, kind, county, constituency, organisation, q }: EnrolledFilter): boolean => {
  const words = q?.trim().toLowerCase()
  return (
    (!state?.length || state.includes(row.state)) &&
    (!why?.length || (row.why !== null && why.includes(row.why))) &&
    (!kind?.length || row.kinds.some((one) => kind.includes(one))) &&
    (!county || row.county === county) &&
    (!constituency || row.constituencies.includes(constituency)) &&
    (!organisation || row.id === organisation) &&
    (!words || row.name.toLowerCase().includes(words) || (row.number ?? '').startsWith(words))
  )
}

/** The members that fit a filter, and how all that fit but for their state stand. */
export async function enrolled(
  tx: Tx,
  scope: Scope,
  subject: Subject,
  filter: EnrolledFilter,
  now: Utc,
): Promise<{ rows: EnrolledRow[]; standing: Standing }> {
  const all = await everybody(tx, scope, subject, now)
  const among = all.filter((row) => isWanted(row, { ...filter, state: undefined, why: undefined }))
  const standing = emptyStanding(among.length)
  for (const { state, why } of among) {
    standing.byState[state] += 1
    if (lacks({ state, why })) standing.lack += 1
  }
  const rows = among.filter((row) => isWanted(row, filter)).map(({ constituencies: _, ...row }) => row)
  return { rows, standing }
}

/** The page after the row whose id the page before ended with; a row that has left the list begins it anew. */
export function pageAfter(
  rows: readonly EnrolledRow[],
  after: string | undefined,
  limit: number,
): { rows: EnrolledRow[]; next?: string } {
  const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1
  const page = rows.slice(from, from + limit)
  return { rows: page, ...(rows.length > from + limit && { next: page.at(-1)!.id }) }
}

/** How many of the members of each municipality have it on, also where nobody is a member. */
export async function places(
  tx: Tx,
  scope: Scope,
  subject: Subject,
  filter: EnrolledFilter,
  now: Utc,
): Promise<{ rows: ServicePlace[]; elsewhere: ServicePlace }> {
  const { rows } = await enrolled(tx, scope, subject, filter, now)
  const byPlace = Map.groupBy(rows, ({ municipality }) => municipality ?? '')
  const counted = [...new Set([...Object.keys(names.municipalities), ...byPlace.keys()])].map((place): ServicePlace => {
    const within = byPlace.get(place) ?? []
    return {
      place,
      name: (names.municipalities as Readonly<Record<string, string>>)[place] ?? place,
      county: counties[place.slice(0, 2)] ?? null,
      members: within.length,
      on: within.filter(({ state }) => state === 'on').length,
      waiting: within.filter(({ state }) => state === 'waiting').length,
    }
  })
  return {
    rows: counted.filter(({ place }) => place !== '').sort((one, other) => one.place.localeCompare(other.place)),
    elsewhere: counted.find(({ place }) => place === '') ?? { place: '', name: '', county: null, members: 0, on: 0, waiting: 0 },
  }
}

/** What the organisations of whoever asks must say yes to: versions that count now, or the agreement that they never accepted. */
export async function due(tx: Tx, scope: Scope, locale: Locale, now: Utc) {
  const own = new Set(ownOrganisations(scope))
  const members = (await memberOrganisations(tx, scope)).filter(({ id }) => own.has(id))
  const hasAgreement = (await store.termsFrom(tx, now)).some(
    ({ subject, validFrom }) => subject === 'membership' && validFrom <= now,
  )
  const rows = (await enrolments(tx, scope, {}, now)).filter(({ organisation }) => own.has(organisation))
  return members.flatMap(({ id, name }) => {
    const theirs = rows.filter(({ organisation }) => organisation === id)
    const subjectsDue = theirs.filter((row) => standOf(row.subject, row).why === 'terms').map(({ subject }) => subject)
    const never = hasAgreement && !theirs.some(({ subject, wanted }) => subject === 'membership' && wanted)
    return [...(never ? (['membership'] as const) : []), ...subjectsDue].map((subject) => ({
      organisation: { id, name },
      subject,
      words: nameOf(subject)[locale],
    }))
  })
}

const mostSteps = 50

/** The agreement and every service as they stand at one organisation. */
export async function oursAt(tx: Tx, scope: Scope, organisation: Id<'org'>, locale: Locale, now: Utc): Promise<Ours[]> {
  const standing = new Map((await enrolments(tx, scope, { organisation }, now)).map((row) => [row.subject, row]))
  const terms = Map.groupBy(await store.termsFrom(tx, now), ({ subject }) => subject)
  const consents = await store.consentsOf(tx, scope, organisation)
  const targets = await targetsOf(tx, scope, organisation, now)
  const steps = await store.stepsOf(tx, scope, organisation, mostSteps)
  const { contacts } = await registerOf(tx, organisation, now)
  return subjects.map((subject): Ours => {
    const row = standing.get(subject)
    const { current, next } = versionsAt(terms.get(subject) ?? [], now)
    const contact = row?.contact ? contacts.find(({ id }) => id === row.contact) : undefined
    return {
      subject,
      service: subject === 'membership' ? null : shownService(subject, locale),
      ...standOf(subject, row),
      contact: contact ? { id: contact.id, name: contact.name, role: contact.role } : null,
      pauseReason: row?.pauseReason ?? null,
      approvedBy: row?.approvedBy ?? null,
      changedAt: row?.changedAt ?? null,
      consents: consents
        .filter((each) => each.subject === subject)
        .map(({ version, signatory, by, givenAt, withdrawnAt }) => ({ version, signatory, by, givenAt, withdrawnAt })),
      terms: current ? shownTerms(current, current.version, locale) : null,
      next: next ? shownTerms(next, current?.version, locale) : null,
      targets: targets
        .filter(({ service }) => service === subject)
        .map((each) => ({
          id: each.id,
          form: each.form,
          value: each.value,
          state: targetState(each),
          reason: each.reason,
          decidedBy: each.decidedBy,
          addedAt: each.addedAt,
        })),
      steps: steps
        .filter((each) => each.subject === subject)
        .map(({ at, what, version, who, text }) => ({ at, what, words: stepInWords(what, locale), version, who, text })),
    }
  })
}

/** Whether an organisation is a member now: who is none has no services. */
export const isMember = async (tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<boolean> =>
  (await memberOrganisation(tx, scope, organisation)) !== undefined

export const everyService = (locale: Locale): Service[] => serviceIds.map((id) => shownService(id, locale))
