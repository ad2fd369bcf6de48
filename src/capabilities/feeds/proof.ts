import {
  type Absence,
  closeByAbsence,
  closedByAbsenceSince,
  countAbsent,
  type Measuring,
  natureOfProof,
  noteMeasured,
  unsettledPairs,
} from '#capabilities/findings/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type ClosingHappened, closingDecided, closingHeld } from './contract.ts'
import {
  isTooMuch,
  type Judgement,
  judge,
  newestSettled,
  type ReportWindow,
  windowBegins,
  windowsBefore,
  windowsLookedAt,
} from './rules-proof.ts'
import * as store from './store-proof.ts'

const scope = systemScope('feeds')

/** Which kinds a report type carries is known from files that are so much older than the windows in question. */
const kindsRememberedFor = 400 * day

/** What is known of the sources while a run judges: read once, so that one run speaks of one moment. */
export interface Standing {
  now: Utc
  sources: store.Judged[]
  closings: store.ClosingRow[]
  /** Whether files wait that may name this kind: until they are read, silence says nothing. */
  isBusy(source: store.Judged, kind: string): boolean
  judgementOf(tx: Tx, source: store.Judged): Promise<Judgement | undefined>
}

export async function standing(tx: Tx, now: Utc): Promise<Standing> {
  const sources = await store.sourcesToJudge(tx)
  const inHand = await store.inHand(tx)
  const closings = await store.closingsInForce(tx)
  const busy = new Set(inHand.map(({ provider }) => provider))
  const kinds = new Set(inHand.flatMap((file) => file.kinds))
  const known = new Map<string, Judgement>()
  // Sources of one provider with one rhythm are judged by the same files.
  const reports = new Map<string, Promise<ReportWindow[]>>()
  const reportsOf: ReportsOf = (tx, provider, rhythmHours, from) => {
    const key = `${rhythmHours} ${from} ${provider}`
    const found = reports.get(key) ?? store.reportWindows(tx, provider, rhythmHours, from)
    reports.set(key, found)
    return found
  }
  return {
    now,
    sources,
    closings,
    isBusy: (source, kind) => busy.has(source.provider) || kinds.has(kind),
    async judgementOf(tx, source) {
      const judgement = known.get(source.id) ?? (await judgementOf(tx, source, now, reportsOf))
      if (judgement) known.set(source.id, judgement)
      return judgement
    },
  }
}

type ReportsOf = typeof store.reportWindows

async function judgementOf(tx: Tx, source: store.Judged, now: Utc, reportsOf: ReportsOf): Promise<Judgement | undefined> {
  const { rhythmHours } = source
  if (rhythmHours === null) return undefined
  const newest = newestSettled(now, rhythmHours)
  const oldest = newest - windowsLookedAt(Math.max(source.absenceExposure, source.absenceEvent)) + 1
  const from = windowBegins(oldest - windowsBefore, rhythmHours)
  const listeningSince = source.paused || source.failing ? null : source.listeningSince
  return judge(
    { id: source.id, rhythmHours, listeningSince, silent: source.silentSince !== null },
    await reportsOf(tx, source.provider, rhythmHours, from),
    await store.kindsOfTypes(tx, source.id, later(from, -kindsRememberedFor)),
    { newest, oldest },
  )
}

/** What a source's silence may prove of a kind: nothing without a rhythm, while files wait, or when nobody's silence can. */
export async function absenceOf(
  tx: Tx,
  at: Standing,
  source: store.Judged,
  kind: string,
  through?: Utc,
): Promise<Absence | undefined> {
  const { rhythmHours } = source
  const nature = natureOfProof(kind)
  if (rhythmHours === null || !nature || at.isBusy(source, kind)) return undefined
  const judgement = await at.judgementOf(tx, source)
  if (!judgement) return undefined
  const refused = at.closings.find((row) => row.state === 'refused' && row.source === source.name && row.kind === kind)?.through
  const counts = (window: number) =>
    (refused === undefined || windowBegins(window, rhythmHours) >= refused) &&
    (through === undefined || windowBegins(window + 1, rhythmHours) <= through)
  return {
    source: source.name,
    kind,
    nature,
    rhythmHours,
    windows: judgement.proving(kind).filter(counts),
    needed: nature === 'event' ? source.absenceEvent : source.absenceExposure,
  }
}

/** One kind, and what the silence of its sources would close. */
export interface Weighed {
  kind: string
  unsettled: number
  /** Closed by absence within a day, but for what a person released. */
  closedToday: number
  together: number
  /** So many that a person decides. */
  tooMuch: boolean
  absences: { absence: Absence; findings: number }[]
  /** Sources that saw some of them and whose silence says nothing now. */
  silent: { source: string; why: string }[]
}

async function weigh(tx: Tx, at: Standing, kind: string, sources: readonly string[], unsettled: number): Promise<Weighed> {
  const absences: Absence[] = []
  for (const source of at.sources) {
    const absence = sources.includes(source.name) ? await absenceOf(tx, at, source, kind) : undefined
    if (absence) absences.push(absence)
  }
  const { together, bySource } = await countAbsent(tx, absences)
  const yesterday = later(at.now, -day)
  const closedToday = together === 0 ? 0 : await closedByAbsenceSince(tx, kind, yesterday)
  return {
    kind,
    unsettled,
    closedToday,
    together,
    tooMuch: together > 0 && isTooMuch(together, closedToday, unsettled),
    absences: absences.map((absence) => ({ absence, findings: bySource.get(absence.source) ?? 0 })),
    silent: sources
      .filter((name) => !absences.some(({ source }) => source === name))
      .map((name) => ({ source: name, why: whySilent(at, name, kind) })),
  }
}

/** For the command line: why the silence of a source says nothing of a kind. */
function whySilent(at: Standing, name: string, kind: string): string {
  const source = at.sources.find((each) => each.name === name)
  if (!source) return 'there is no such source any more'
  if (!natureOfProof(kind)) return 'nobody can see from outside whether this is over'
  return source.rhythmHours === null ? 'it has no rhythm' : 'files wait to be read'
}

export interface Proved {
  closed: number
  held: number
  unmeasured: number
  measured: number
  kinds: Weighed[]
}

/**
 * Closes what the sources' silence proves gone, holds what is too much at once, and notes what nothing measures. Every page is a
 * transaction of its own: whoever was cut off is followed by whoever comes next, and two may run at once.
 */
export async function prove(db: Db, now: Utc, { dryRun = false } = {}): Promise<Proved> {
  const at = await db.read(scope, (tx) => standing(tx, now))
  const outcome: Proved = { closed: 0, held: 0, unmeasured: 0, measured: 0, kinds: [] }
  if (!dryRun) outcome.closed += await closeReleased(db, at)
  const pairs = await db.read(scope, (tx) => unsettledPairs(tx))
  for (const { kind, sources, findings } of pairs) {
    const weighed = await db.read(scope, (tx) => weigh(tx, at, kind, sources, findings))
    outcome.kinds.push(weighed)
    if (weighed.tooMuch) outcome.held += weighed.together
    if (dryRun) continue
    if (weighed.tooMuch || at.closings.some((row) => row.state === 'waiting' && row.kind === kind))
      await db.in(scope, (tx) => holdOrLetGo(tx, at, weighed))
    if (!weighed.tooMuch)
      for (const { absence, findings } of weighed.absences) if (findings > 0) outcome.closed += await closeAll(db, absence, now)
  }
  if (dryRun) return outcome
  const kinds = new Set(pairs.map(({ kind }) => kind))
  await db.in(scope, (tx) =>
    letGo(
      tx,
      at.closings.filter((row) => row.state === 'waiting' && !kinds.has(row.kind)),
      now,
    ),
  )
  return {
    ...outcome,
    ...(await noteMeasured(
      db,
      scope,
      at.sources.flatMap((source) => asMeasuring(source, now)),
      now,
    )),
  }
}

async function closeAll(db: Db, absence: Absence, now: Utc): Promise<number> {
  let closed = 0
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.in(scope, async (tx) => {
      const page = await closeByAbsence(tx, absence, { after, limit: db.bulkRows }, now)
      if (absence.released) await store.noteReleased(tx, absence.released, page.closed, page.next === undefined, now)
      return page
    })
    closed += page.closed
    after = page.next
    more = after !== undefined
  }
  return closed
}

/** What persons have released, for the stretch that they decided on. */
async function closeReleased(db: Db, at: Standing): Promise<number> {
  let closed = 0
  for (const row of at.closings.filter(({ state }) => state === 'released')) {
    const source = at.sources.find(({ name }) => name === row.source)
    if (source && at.isBusy(source, row.kind)) continue
    const absence = source && (await db.read(scope, (tx) => absenceOf(tx, at, source, row.kind, row.through)))
    if (absence) closed += await closeAll(db, { ...absence, released: row.id }, at.now)
    else await db.in(scope, (tx) => store.noteReleased(tx, row.id, 0, true, at.now))
  }
  return closed
}

/** Lets what is too much wait for a person, and settles what waited and is too much no longer. */
async function holdOrLetGo(tx: Tx, at: Standing, weighed: Weighed): Promise<void> {
  const held = weighed.tooMuch ? weighed.absences.filter(({ findings }) => findings > 0) : []
  for (const { absence, findings } of held) {
    const { source, kind, rhythmHours, windows, needed } = absence
    const row = {
      source,
      kind,
      findings,
      of: weighed.unsettled,
      absentSince: windowBegins(windows[needed - 1]!, rhythmHours),
      through: windowBegins(windows[0]! + 1, rhythmHours),
    }
    const closing = await store.hold(tx, row, at.now)
    if (!closing) continue
    const payload: ClosingHappened = { closing, source, kind, findings, of: row.of }
    await emit(tx, closingHeld, payload, at.now)
  }
  const stays = (name: string) =>
    held.some(({ absence }) => absence.source === name) ||
    at.sources.some((source) => source.name === name && at.isBusy(source, weighed.kind))
  await letGo(
    tx,
    at.closings.filter((row) => row.state === 'waiting' && row.kind === weighed.kind && !stays(row.source)),
    at.now,
  )
}

async function letGo(tx: Tx, rows: readonly store.ClosingRow[], now: Utc): Promise<void> {
  for (const { id } of rows) await decide(tx, id, { state: 'over', reason: null }, now)
}

/** Settles a closing that waits, and tells; false when it waits no longer. */
export async function decide(
  tx: Tx,
  id: Id<'clo'>,
  decision: { state: 'released' | 'refused' | 'over'; reason: string | null },
  now: Utc,
): Promise<boolean> {
  const decided = await store.decide(tx, id, decision, now)
  if (decided) await emit(tx, closingDecided, decided, now)
  return decided !== undefined
}

/** A source measures while it has a rhythm and is heard: something of its provider, or of itself while it fails or is silent, came within two rhythms. */
export function isMeasuring(source: store.Judged, now: Utc): boolean {
  if (source.rhythmHours === null || source.paused) return false
  const heard = source.failing || source.silentSince !== null ? source.lastFileAt : source.lastDeliveryAt
  return heard !== null && heard >= later(now, -2 * source.rhythmHours * hour)
}

const asMeasuring = (source: store.Judged, now: Utc): Measuring[] =>
  isMeasuring(source, now) && source.rhythmHours !== null ? [{ source: source.name, rhythmHours: source.rhythmHours }] : []
