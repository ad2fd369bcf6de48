import {
  inLocale,
  openWarnings,
  type Reached,
  reachedBy,
  reasonInWords,
  reasonsFor,
  type Warning,
  warningRow,
} from '#capabilities/advisories/index.ts'
import type { MeasureState } from '#capabilities/measures/contract.ts'
import { type AdvisedStand, advisedStand, tellingAnswers } from '#capabilities/measures/index.ts'
import {
  type Addressee,
  addressees,
  type MemberOrganisation,
  organisationsNamed,
  surenessOf,
} from '#capabilities/members/index.ts'
import {
  type AdvisedNotice,
  advisedNotices,
  advisedStands,
  firstToCall,
  isOnItsWay,
  isWaiting,
  nextRung,
  pagedFrom,
  patienceOf,
  type Stand,
  triedOf,
  undoMs,
  urgencyOf,
} from '#capabilities/notices/index.ts'
import { counties } from '#domain/county.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import names from '#domain/places.data.json' with { type: 'json' }
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import {
  type Escalation,
  type SilenceFilter,
  type SilencePlace,
  type SilenceRow,
  type SilentOrganisation,
  type Stage,
  stages,
  type Totals,
  type WarningName,
} from './contract.ts'
import { againHours, byUrgency, fits, isRemindable, isSilent, quietHours, stageOf } from './rules.ts'
import * as store from './store.ts'

/** One addressee of a warning with where it stands, before anything is said of contacts. */
export type Standing = Pick<
  SilenceRow,
  | 'kinds'
  | 'county'
  | 'municipality'
  | 'stage'
  | 'sureness'
  | 'wording'
  | 'addressedAt'
  | 'toldAt'
  | 'channel'
  | 'readAt'
  | 'firstAnswerAt'
  | 'answeredAt'
  | 'settledAt'
  | 'asked'
  | 'answered'
  | 'overdue'
  | 'dueAt'
  | 'byState'
  | 'quietHours'
> & {
  organisation: Id<'org'>
  advisory: Id<'adv'>
  name: string
  number: string | null
  /** When it was told first, of whatever version: from then on answers are counted. */
  firstToldAt: Utc | null
}

const nothingAsked = {
  asked: 0,
  answered: 0,
  overdue: 0,
  byState: {},
  channel: null,
  dueAt: null,
  firstAnswerAt: null,
  answeredAt: null,
  outcome: null,
  settledAt: null,
} satisfies Partial<AdvisedStand>

const keyOf = ({ advisory, organisation }: { advisory: string; organisation: string }) => `${advisory} ${organisation}`

/** Everybody that the last versions of these warnings went to, with how far each has come. */
export async function standings(tx: Tx, scope: Scope, advisories: readonly Id<'adv'>[], now: Utc): Promise<Standing[]> {
  const reached = await reachedBy(tx, scope, advisories)
  const stands = new Map((await advisedStand(tx, scope, advisories, now)).map((stand) => [keyOf(stand), stand]))
  const ids = [...new Set(reached.map(({ organisation }) => organisation))]
  const known = new Map((await organisationsNamed(tx, scope, ids)).map((organisation) => [organisation.id, organisation]))
  return reached.map((row) => standing(row, stands.get(keyOf(row)), known.get(row.organisation), now))
}

function standing(row: Reached, stand: AdvisedStand | undefined, known: MemberOrganisation | undefined, now: Utc): Standing {
  const { asked, answered, overdue, byState, channel, dueAt, firstAnswerAt, answeredAt, outcome, settledAt } =
    stand ?? nothingAsked
  return {
    ...row,
    name: known?.name ?? row.organisation,
    number: known?.number ?? null,
    kinds: known?.kinds ?? [],
    county: known?.county ?? null,
    municipality: known?.municipality ?? null,
    stage: stageOf({ ...row, asked, answered, outcome, byState }),
    asked,
    answered,
    overdue,
    byState,
    channel,
    dueAt,
    firstAnswerAt,
    answeredAt,
    settledAt,
    quietHours: quietHours(row, now),
    firstToldAt: stand?.toldAt ?? row.toldAt,
  }
}

type Order = (one: Standing, other: Standing) => number

/** Made once: to make one for each comparison takes longer than the query. */
const { compare } = new Intl.Collator('nb')

const byName: Order = (one, other) => compare(one.name, other.name) || (one.organisation < other.organisation ? -1 : 1)
const inOrder = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)

/** What has not happened comes last. */
const byMoment =
  (pick: (row: Standing) => Utc | null): Order =>
  (one, other) =>
    inOrder(pick(one) ?? '~', pick(other) ?? '~')

const orders: Readonly<Record<string, Order>> = {
  urgency: byUrgency,
  name: byName,
  county: (one, other) => inOrder(one.county ?? '~', other.county ?? '~'),
  told: byMoment(({ toldAt }) => toldAt),
  read: byMoment(({ readAt }) => readAt),
  answered: byMoment(({ answeredAt }) => answeredAt),
  settled: byMoment(({ settledAt }) => settledAt),
  due: byMoment(({ dueAt }) => dueAt),
}

/** Rows in an order; equal ones by name. */
export function ordered(rows: readonly Standing[], sort = 'urgency'): Standing[] {
  const order = orders[sort.replace(/^-/, '')] ?? byUrgency
  const turned: Order = sort.startsWith('-') ? (one, other) => order(other, one) : order
  return [...rows].sort((one, other) => turned(one, other) || byName(one, other))
}

/** The rows after a key. The key is looked for among all rows, so that one that fits the filter no more is still found. */
export function pageAfter<Row>(
  all: readonly Row[],
  fitting: (row: Row) => boolean,
  idOfRow: (row: Row) => string,
  { after, limit }: { after?: string | undefined; limit: number },
): { rows: Row[]; next?: string } {
  const from = after === undefined ? 0 : all.findIndex((row) => idOfRow(row) === after) + 1
  const rest = all.slice(from).filter(fitting)
  const rows = rest.slice(0, limit)
  return { rows, ...(rest.length > limit && { next: idOfRow(rows.at(-1)!) }) }
}

/** Everybody that a warning went to, counted. */
export function totalsOf(rows: readonly Standing[]): Totals {
  const count = (isOne: (row: Standing) => boolean) => rows.filter(isOne).length
  const sum = (pick: (row: Standing) => number) => rows.reduce((all, row) => all + pick(row), 0)
  const inState = (state: MeasureState) => sum(({ byState }) => byState[state] ?? 0)
  const byStage = Object.fromEntries(stages.map((stage) => [stage, count((row) => row.stage === stage)])) as Record<Stage, number>
  return {
    addressed: rows.length,
    told: count(({ toldAt }) => toldAt !== null),
    read: count(({ readAt }) => readAt !== null),
    answered: count(({ asked, answered, stage }) => (asked > 0 ? answered >= asked : stage === 'noted')),
    disputed: byStage.disputed,
    claimed: byStage.claimed,
    proved: byStage.proved,
    notRelevant: byStage['not-relevant'],
    silent: count(({ stage }) => isSilent(stage)),
    overdue: count(({ overdue }) => overdue > 0),
    byStage,
    measures: {
      asked: sum(({ asked }) => asked),
      answered: sum(({ answered }) => answered),
      claimed: inState('claimed'),
      compensated: inState('compensated'),
      proved: inState('done'),
      notRelevant: inState('not-relevant'),
      disputed: inState('disputed'),
    },
  }
}

export const nameOf = (warning: Warning, locale: Locale): WarningName => {
  const { id, trackingId, severity, tlp, type, life, version, publishedAt } = warning
  return { id, trackingId, title: inLocale(warning.title, locale), severity, tlp, type, life, version, publishedAt }
}

/** As how severe a warning silence is followed up: by the stricter of its severity and its shortest deadline that is not answered. */
export const urgentAs = (severity: Severity, askedHours: number | null): Severity => {
  const urgency = urgencyOf({ severity: rank(severity), askedHours })
  return severities.find((one) => rank(one) === urgency)!
}

/** The fewest hours that a warning gives for anything it asks. */
const shortest = ({ measures }: Warning): number | null => {
  const hours = measures.filter(({ group }) => group !== 'cannot').map((one) => one.hours)
  return hours.length > 0 ? Math.min(...hours) : null
}

/** How silence about a warning of this severity is followed up. */
export function escalationOf(severity: Severity, { hasGateway }: { hasGateway: boolean }): Escalation {
  const patience = patienceOf[severity]
  return {
    patienceHours: patience === undefined ? null : patience / 3_600_000,
    againHours: againHours[severity],
    undoMinutes: undoMs / 60_000,
    message: hasGateway && rank(severity) >= pagedFrom,
  }
}

/** What a page of the silence table is asked for. */
export interface Asked extends SilenceFilter {
  id: Id<'adv'>
  sort?: string | undefined
}

/** A warning with everybody that it went to, in order; nothing while it has not been published. */
export async function silenceOf(
  tx: Tx,
  scope: Scope,
  { id, sort }: Pick<Asked, 'id' | 'sort'>,
  now: Utc,
): Promise<{ warning: Warning; all: Standing[] } | undefined> {
  const warning = await warningRow(tx, scope, id)
  return warning && { warning, all: ordered(await standings(tx, scope, [id], now), sort) }
}

interface Means {
  hasGateway: boolean
}

/** Adds to a page of rows why each was addressed, what was tried, and whom to try next. */
export async function detailed(
  tx: Tx,
  scope: Scope,
  warning: Warning,
  rows: readonly Standing[],
  means: Means,
  locale: Locale,
): Promise<SilenceRow[]> {
  const ids = rows.map(({ organisation }) => organisation)
  const known = await addressees(tx, ids)
  const reasons = await reasonsFor(tx, scope, warning.id, ids)
  const notices = new Map((await advisedNotices(tx, scope, [warning.id], ids)).map((notice) => [notice.recipient, notice]))
  const stands = await advisedStands(
    tx,
    scope,
    [...notices.values()].map(({ id }) => id),
  )
  const reminders = await store.lastReminders(tx, scope, warning.id, ids)
  const calls = await store.lastCalls(tx, scope, warning.id, ids)
  const telling = await answersOf(tx, scope, warning.id, ids, locale)
  return rows.map(({ organisation, advisory: _, name, number: __, firstToldAt: ___, ...row }) => {
    const notice = notices.get(organisation)
    const stand = (notice && stands.get(notice.id)) ?? []
    const reminder = reminders.get(organisation)
    const call = calls.get(organisation)
    return {
      ...row,
      organisation: { id: organisation, name },
      answers: telling.get(organisation) ?? [],
      why: (reasons.get(organisation) ?? []).map((reason) => reasonInWords(reason, locale, true)),
      notice: notice?.id ?? null,
      ways: stand.map(({ channel, state, contact, at }) => ({ channel, state, contact, at })),
      ...nextOf(notice, stand, known.get(organisation)?.contacts ?? [], {
        ...means,
        severity: rank(warning.severity),
        stage: row.stage,
      }),
      ladderAt: notice?.answerBy ?? null,
      reminder: reminder ? shownReminder(reminder) : null,
      call: call ? shownCall(call) : null,
    }
  })
}

/** What is to be read of the answers to a warning, by whose they are. */
export async function answersOf(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
  locale: Locale,
): Promise<Map<Id<'org'>, SilenceRow['answers']>> {
  const found = new Map<Id<'org'>, SilenceRow['answers']>()
  for (const { organisation, state, what, words, until, judged } of await tellingAnswers(tx, scope, advisory, organisations)) {
    const one = { state, what: inLocale(what, locale), words, until, judged: judged?.[locale] ?? null }
    found.set(organisation, [...(found.get(organisation) ?? []), one])
  }
  return found
}

const shownReminder = ({ id, at, by, channel, contact, reason, undoUntil }: store.ReminderRow) => ({
  id,
  at,
  by,
  channel,
  contact,
  reason,
  undoUntil,
})
export const shownCall = ({ id, at, by, outcome, againAt, contact, words, appliedAt }: store.CallRow) => ({
  id,
  undoUntil: appliedAt ? null : later(at, undoMs),
  at,
  by,
  outcome,
  againAt,
  contact,
  words,
})

/** Whom a reminder would go to, or why to nobody. Whoever has answered and is contradicted is asked on the telephone. */
function nextOf(
  notice: AdvisedNotice | undefined,
  stand: readonly Stand[],
  contacts: Addressee['contacts'],
  { hasGateway, severity, stage }: Means & { severity: number; stage: Stage },
): Pick<SilenceRow, 'next' | 'noNext'> {
  const isWaited = notice ? isWaiting(notice.state) && notice.awaits : isRemindable(stage)
  if (!isWaited && stage === 'disputed') return askedByTelephone(contacts)
  if (!notice && !isWaited) return { next: null, noNext: 'answered' }
  // Whoever was to have it in a letter is told by the first way there is.
  if (!notice) return wayOf(nextRung(contacts, new Set(), { severity, hasGateway: false }), 'no-notice')
  if (!isWaited) return { next: null, noNext: 'answered' }
  if (isOnItsWay(stand)) return { next: null, noNext: 'on-its-way' }
  return wayOf(nextRung(contacts, triedOf(stand), { severity: urgencyOf(notice), hasGateway }), 'nobody-left')
}

function askedByTelephone(contacts: Addressee['contacts']): Pick<SilenceRow, 'next' | 'noNext'> {
  const first = firstToCall(contacts)
  if (!first) return { next: null, noNext: 'nobody-left' }
  const { name, role, telephone } = first
  return { next: { channel: 'telephone', contact: name, role, address: telephone ?? '' }, noNext: null }
}

function wayOf(
  rung: ReturnType<typeof nextRung<Addressee['contacts'][number]>>,
  none: NonNullable<SilenceRow['noNext']>,
): Pick<SilenceRow, 'next' | 'noNext'> {
  const first = rung?.contacts[0]
  if (!rung || !first) return { next: null, noNext: none }
  return {
    next: {
      channel: rung.channel,
      contact: rung.contacts.map(({ name }) => name).join(', '),
      role: first.role,
      address: (rung.channel === 'mail' ? first.email : first.telephone) ?? '',
    },
    noNext: null,
  }
}

/** One page of the silence table. */
export async function silencePage(
  tx: Tx,
  scope: Scope,
  asked: Asked & { after?: string | undefined; limit: number },
  means: Means,
  locale: Locale,
  now: Utc,
) {
  const found = await silenceOf(tx, scope, asked, now)
  if (!found) return undefined
  const { warning, all } = found
  const page = pageAfter(
    all,
    (row) => fits(row, asked),
    ({ organisation }) => uuidOf(organisation),
    asked,
  )
  return {
    ...page,
    rows: await detailed(tx, scope, warning, page.rows, means, locale),
    warning: nameOf(warning, locale),
    count: all.filter((row) => fits(row, asked)).length,
    totals: totalsOf(all),
    escalation: escalationOf(urgentAs(warning.severity, shortest(warning)), means),
  }
}

const municipalities: Readonly<Record<string, string>> = names.municipalities
const countyNames: Readonly<Record<string, string>> = counties
export const countyName = (county: string): string => countyNames[county] ?? county

/** How far the addressees of each municipality have come; those of none are counted apart. */
export function placesOf(all: readonly Standing[]): { rows: SilencePlace[]; elsewhere: SilencePlace } {
  const byPlace = Map.groupBy(all, ({ municipality }) => municipality ?? '')
  const counted = (place: string): SilencePlace => {
    const totals = totalsOf(byPlace.get(place) ?? [])
    return {
      place,
      name: municipalities[place] ?? place,
      county: countyNames[place.slice(0, 2)] ?? null,
      addressed: totals.addressed,
      silent: totals.silent,
      answered: totals.answered,
      disputed: totals.disputed,
      claimed: totals.claimed,
      proved: totals.proved,
      notRelevant: totals.notRelevant,
      overdue: totals.overdue,
    }
  }
  const places = [...new Set([...Object.keys(municipalities), ...byPlace.keys()])].filter((place) => place !== '').sort()
  return { rows: places.map(counted), elsewhere: counted('') }
}

/** Open warnings that are looked at together; of more the newest, and it is said. */
export const mostOpen = 100

/** Who is silent about open warnings, the worst first. */
export async function silentEverywhere(
  tx: Tx,
  scope: Scope,
  asked: Omit<SilenceFilter, 'stage' | 'silent'> & {
    severity?: Severity[] | undefined
    after?: string | undefined
    limit: number
  },
  locale: Locale,
  now: Utc,
  most = mostOpen,
): Promise<{ rows: SilentOrganisation[]; next?: string; count: number; warnings: number; more: boolean; addressed: number }> {
  const found = await openWarnings(tx, scope, most + 1)
  const open = found.slice(0, most)
  const wanted = open.filter(({ severity }) => !asked.severity?.length || asked.severity.includes(severity))
  const warnings = new Map(wanted.map((warning) => [warning.id, warning]))
  const everybody = await standings(tx, scope, [...warnings.keys()], now)
  const filter = { ...asked, silent: true }
  const silent = Map.groupBy(
    everybody.filter((row) => fits(row, filter)),
    ({ organisation }) => organisation,
  )
  const severityOf = ({ advisory }: Standing) => rank(warnings.get(advisory)!.severity)
  const rows = [...silent.values()]
    .map((some) => [...some].sort((one, other) => severityOf(other) - severityOf(one) || other.quietHours - one.quietHours))
    .map((some) => ({
      first: some[0]!,
      some,
      worst: severityOf(some[0]!),
      quiet: Math.max(...some.map((one) => one.quietHours)),
    }))
    .sort((one, other) => other.worst - one.worst || other.quiet - one.quiet || byName(one.first, other.first))
  const page = pageAfter(
    rows,
    () => true,
    ({ first }) => uuidOf(first.organisation),
    asked,
  )
  const known = await addressees(
    tx,
    page.rows.map(({ first }) => first.organisation),
  )
  return {
    ...(page.next && { next: page.next }),
    count: rows.length,
    warnings: wanted.length,
    more: found.length > most,
    addressed: new Set(everybody.map(({ organisation }) => organisation)).size,
    rows: page.rows.map(({ first, some, worst, quiet }) => ({
      organisation: { id: first.organisation, name: first.name },
      kinds: first.kinds,
      county: first.county,
      worst: severities.find((one) => rank(one) === worst)!,
      quietHours: quiet,
      overdue: some.reduce((sum, { overdue }) => sum + overdue, 0),
      warnings: some.map(({ advisory, stage, quietHours: hours }) => {
        const { id, trackingId, title, severity } = nameOf(warnings.get(advisory)!, locale)
        return { id, trackingId, title, severity, stage, quietHours: hours }
      }),
      ring: ringOf(known.get(first.organisation)?.contacts ?? [], now, locale),
    })),
  }
}

/** Whom to ring: the first that has a number, and how sure it is. */
export function ringOf(contacts: Addressee['contacts'], now: Utc, locale: Locale) {
  const first = firstToCall(contacts)
  return first
    ? { name: first.name, role: first.role, telephone: first.telephone!, sureness: surenessOf(first, now, locale) }
    : null
}
