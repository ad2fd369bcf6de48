import { forgetPage, kindFor, settleForgotten, settleReadAgain } from '#capabilities/findings/index.ts'
import { type Knowledge, know, type Origin, stillKnow, take, type Understood, understandAll } from '#capabilities/intake/index.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { strictestPap } from '#domain/pap.ts'
import type { Batch, Issue, Observation } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { strictest } from '#domain/tlp.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import { crashPoint } from '#platform/crash.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type Report, reportWork } from '#platform/work.ts'
import { importEnded, importWithdrawn, type Tally } from './contract.ts'
import { watchEnding } from './ending.ts'
import { contentUntilFault, measured, packed, unpacked } from './raw.ts'
import { readerFor, reportTypeFor } from './readers.ts'
import { addTally, deliveryOf } from './rules.ts'
import { noteBack } from './silence.ts'
import * as store from './store.ts'

const reader = systemScope('feeds')

/**
 * Receives a file as it came: compressed, hashed, kept in pieces. The same file of the same source is taken once: `already` says
 * that it was here before and has been read. A file without rows is taken again with every delivery (`deliveryOf`): that nothing was to
 * be reported is news each time.
 * Until the last piece is in, nobody sees it; a cut-off sender leaves nothing behind.
 */
export async function receive(
  db: Db,
  scope: Scope,
  source: Pick<store.SourceRow, 'id' | 'format' | 'rhythmHours'>,
  file: { fileName: string; type?: string | undefined; bytes: AsyncIterable<Uint8Array> },
  now: Utc,
): Promise<{ id: Id<'imp'>; already: boolean }> {
  const id = newId('imp')
  const reportType = reportTypeFor(source.format, file.fileName, file.type)
  await db.in(scope, (tx) =>
    store.beginImport(tx, { id, source: source.id, fileName: file.fileName, reportType, by: scope.who.name }, now),
  )
  try {
    const seen = measured(file.bytes)
    let number = 0
    for await (const piece of packed(seen.bytes)) {
      await db.in(scope, (tx) => store.insertPiece(tx, id, number, piece))
      number += 1
    }
    const result = seen.result()
    const finish = async (tx: Tx) => {
      const whole = { ...result, fileName: file.fileName, delivery: deliveryOf(file.fileName, source.rhythmHours, now) }
      const { known, before } = await store.sameFile(tx, source.id, whole)
      if (known) {
        await store.deleteImport(tx, id)
        return { id: known.id, already: !known.unread }
      }
      await store.endReceiving(tx, id, { ...whole, before })
      await store.noteFileOfSource(tx, source.id, now)
      await noteBack(tx, source.id, now)
      await audit(
        tx,
        { action: 'import.receive', object: id, detail: { file: file.fileName, sha256: result.sha256, bytes: result.size } },
        now,
      )
      return { id, already: false }
    }
    // Of two that bring the same file at the same moment the slower one finds, the second time it looks, that it is here.
    return await db.in(scope, finish).catch((error: unknown) => {
      if ((error as { constraint?: string }).constraint !== 'import_once') throw error
      return db.in(scope, finish)
    })
  } catch (error) {
    await db.in(scope, (tx) => store.deleteImport(tx, id)).catch(() => undefined)
    throw error
  }
}

/** The file as it came, piece by piece. */
export async function* rawBytes(db: Db, scope: Scope, id: Id<'imp'>): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number += 1) {
    const piece = await db.read(scope, (tx) => store.pieceOf(tx, scope, id, number))
    if (!piece) return
    yield piece
  }
}

export interface Progress {
  rows: number
  line: number
  tally: Tally
}

export interface ReadingOptions {
  maxUnpackedBytes: number
  onProgress?: (progress: Progress) => unknown
}

/**
 * Reads a received file into sightings and findings: streamed, a batch a transaction, the cursor in the same transaction.
 * A reading that was cut off goes on where it stopped; of two readers of one file the slower one stops.
 */
export async function readImport(
  db: Db,
  clock: Clock,
  id: Id<'imp'>,
  options: ReadingOptions,
): Promise<store.ImportRow | undefined> {
  const claimed = await db.in(reader, (tx) => store.markReading(tx, id, clock.now()))
  const row = await db.read(reader, (tx) => store.getImport(tx, reader, id))
  if (!row || claimed === 0) return row
  const source = (await db.read(reader, (tx) => sourceThen(tx, row, clock.now())))!
  const chosen = readerFor(source.format, source.mapping)
  if (!chosen.ok)
    return db.in(reader, (tx) =>
      end(tx, id, 'unreadable', { message: chosen.detail ?? chosen.reason, truncated: false }, clock.now()),
    )

  const file = contentUntilFault(unpacked(rawBytes(db, reader, id)), options.maxUnpackedBytes)
  const ending = watchEnding(file.bytes)
  const batches = chosen.value(ending.bytes, {
    fileName: row.fileName,
    ...(row.reportType && { type: row.reportType }),
    batchRows: db.bulkRows,
    now: clock.now(),
  })
  let stand: Stand = {
    id,
    source,
    cursor: { line: row.nextLine, number: row.nextNumber },
    tally: row.tally,
    kinds: row.kinds,
    knowledge: await knowNow(db, clock),
  }
  try {
    for await (const { batch, readOn } of ahead(understood(batches, () => stand, clock))) {
      crashPoint('after-parse')
      stand = await takeIn(db, clock, stand, batch, readOn).catch(async (error: unknown) => {
        if (!isFaultOfData(error)) throw error
        return takeIn(db, clock, stand, await withoutPoison(db, clock, stand, batch))
      })
      await options.onProgress?.({ rows: stand.tally.rows, line: stand.cursor.line, tally: stand.tally })
    }
  } catch (error) {
    if (error instanceof OvertakenError) return db.read(reader, (tx) => store.getImport(tx, reader, id))
    throw error
  }
  const fault = file.fault()
  // A header and nothing below it: readable, and worth saying.
  const { cursor, tally, kinds } = stand
  const isBare = !fault && tally.rows === 0 && tally.issues === 0
  const last: Issue | undefined = fault ? { line: cursor.line, ...fault } : isBare ? { line: 1, code: 'no-rows' } : undefined
  return db.in(reader, async (tx) => {
    const whole = last ? addTally(tally, { issues: 1 }) : tally
    const nothing = { first: null, last: null, kinds, truncated: false }
    if (last && (await store.advance(tx, id, cursor, cursor, whole, nothing)) === 1)
      await store.insertIssues(tx, id, tally.issues, [last])
    const isUnreadable = whole.sightings === 0 && whole.issues > 0 && !isBare
    const truncated = fault !== undefined || ending.isCut(source.format)
    return end(tx, id, isUnreadable ? 'unreadable' : 'done', { message: null, truncated }, clock.now())
  })
}

/** The source of a file, with labels no milder than those that the file came under. */
async function sourceThen(tx: Tx, { id, source }: store.ImportRow, now: Utc): Promise<store.SourceRow | undefined> {
  const today = await store.getSource(tx, reader, { id: source.id }, now)
  const then = await store.labelsOfImport(tx, id)
  return (
    today && {
      ...today,
      tlp: strictest(today.tlp, then?.tlp ?? today.tlp),
      pap: strictestPap(today.pap, then?.pap ?? today.pap),
    }
  )
}

interface Stand {
  id: Id<'imp'>
  source: store.SourceRow
  cursor: { line: number; number: number }
  tally: Tally
  kinds: string[]
  knowledge: Knowledge
}

/** The register as this process saw it last: of a hundred small files each would read all of it again. */
const lastRegister = new WeakMap<Db, Knowledge['register']>()

async function knowNow(db: Db, clock: Clock): Promise<Knowledge> {
  const knowledge = await db.read(reader, (tx) => know(tx, clock.now(), lastRegister.get(db)))
  lastRegister.set(db, knowledge.register)
  return knowledge
}

/** A batch with what could be made of it before its turn. */
interface ReadBatch extends Batch {
  before?: Understood
}

const originOf = ({ id, source, cursor }: Stand, firstNumber = cursor.number): Origin => ({
  import: uuidOf(id),
  source: source.name,
  tlp: source.tlp,
  pap: source.pap,
  firstNumber,
})

/** What of a file was not taken in before, understood by what is known when it is read. */
async function* understood(batches: AsyncGenerator<Batch>, stand: () => Stand, clock: Clock): AsyncGenerator<ReadBatch> {
  let { line, number } = stand().cursor
  for await (const batch of batches) {
    const fresh = afterLine(batch, line)
    if (!fresh) continue
    const { knowledge } = stand()
    yield { ...fresh, before: understandAll(knowledge, originOf(stand(), number), fresh.observations, clock.now()) }
    line = fresh.line
    number += fresh.observations.length
  }
}

/** One batch in one transaction: sightings, findings, issues and the cursor; how the reading stands afterwards. */
function takeIn(db: Db, clock: Clock, stand: Stand, batch: ReadBatch, busy?: () => void): Promise<Stand> {
  const now = clock.now()
  return db.in(reader, async (tx) => {
    if ((await store.holdReading(tx, stand.id, stand.cursor)) === 0) throw new OvertakenError()
    const knowledge = await stillKnow(tx, stand.knowledge, now)
    const taken = await take(tx, knowledge, originOf(stand), batch.observations, now, { before: batch.before, busy })
    await store.insertIssues(tx, stand.id, stand.tally.issues, batch.issues)
    const tally = addTally(stand.tally, { ...taken, rows: batch.rows, issues: batch.issues.length })
    const cursor = { line: batch.line, number: stand.cursor.number + batch.observations.length }
    const kinds = withKindsOf(batch, stand.kinds)
    const truncated = batch.issues.some(({ code }) => code === 'truncated')
    await store.advance(tx, stand.id, stand.cursor, cursor, tally, { ...span(batch), kinds, truncated })
    crashPoint('before-commit')
    return { ...stand, cursor, tally, kinds, knowledge }
  })
}

/** The database refuses a value (class 22 of PostgreSQL's codes) that the reader let pass. */
const isFaultOfData = (error: unknown): boolean => (error as { code?: string }).code?.startsWith('22') === true

/** The batch without the rows that the database refuses; each becomes an issue, so that nothing waits for it. */
async function withoutPoison(db: Db, clock: Clock, stand: Stand, { before: _, ...batch }: ReadBatch): Promise<Batch> {
  const refused = new Map<Observation, string>()
  const search = async (part: Observation[]): Promise<void> => {
    const problem = await refusalOf(db, clock, stand, part)
    if (problem === undefined) return
    if (part.length === 1) refused.set(part[0]!, problem)
    else for (const half of [part.slice(0, part.length >> 1), part.slice(part.length >> 1)]) await search(half)
  }
  await search(batch.observations)
  return {
    ...batch,
    observations: batch.observations.filter((observation) => !refused.has(observation)),
    issues: [
      ...batch.issues,
      ...[...refused].map(([{ line }, found]) => ({ line, code: 'unreadable' as const, found: found.slice(0, 200) })),
    ],
  }
}

/** Tries a part in a transaction that is given up in any case. */
async function refusalOf(db: Db, clock: Clock, stand: Stand, part: Observation[]): Promise<string | undefined> {
  try {
    await db.in(reader, async (tx) => {
      await take(tx, stand.knowledge, originOf(stand), part, clock.now())
      throw new GivenUpError()
    })
  } catch (error) {
    if (error instanceof GivenUpError) return undefined
    if (isFaultOfData(error)) return (error as Error).message
    throw error
  }
}

class GivenUpError extends Error {}

/** Another reader moved the cursor: what this one made of the batch is rolled back. */
class OvertakenError extends Error {}

/** Batch by batch; the next one, and no more, is read from when `readOn` is called: when the database is busy with this one. */
async function* ahead(batches: AsyncGenerator<ReadBatch>): AsyncGenerator<{ batch: ReadBatch; readOn: () => void }> {
  let next: Promise<IteratorResult<ReadBatch>> | undefined
  const read = () => {
    next ??= batches.next()
    // A failure of the reader is met when its turn comes, not while this batch is being written.
    next.catch(() => undefined)
    return next
  }
  try {
    for (;;) {
      const current = await read()
      next = undefined
      if (current.done) return
      // What was asked of the database has left before the processor is taken.
      yield { batch: current.value, readOn: () => void setImmediate(() => void read()) }
    }
  } finally {
    await batches.return(undefined)
  }
}

/** The part of a batch that was not taken in before; nothing when all of it was. */
function afterLine(batch: Batch, line: number): Batch | undefined {
  if (line === 0) return batch
  if (batch.line <= line) return undefined
  const observations = batch.observations.filter((observation) => observation.line > line)
  return { ...batch, observations, issues: batch.issues.filter((issue) => issue.line > line) }
}

/** The kinds that a file has named so far, and those of a batch. Rows of one file mostly name the same kind again. */
function withKindsOf(batch: Batch, before: string[]): string[] {
  const kinds = new Set(before)
  let last: Observation | undefined
  for (const observation of batch.observations) {
    if (last && observation.kind === last.kind && observation.type === last.type) continue
    kinds.add(kindFor(observation.kind, observation.type).id)
    last = observation
  }
  return kinds.size === before.length ? before : [...kinds]
}

function span(batch: Batch): { first: Utc | null; last: Utc | null } {
  let first: Utc | null = null
  let last: Utc | null = null
  for (const { seenAt } of batch.observations) {
    if (first === null || seenAt < first) first = seenAt
    if (last === null || seenAt > last) last = seenAt
  }
  return { first, last }
}

/** Ends a reading; of two readers only the one that ended it tells. */
async function end(
  tx: Tx,
  id: Id<'imp'>,
  state: 'done' | 'unreadable',
  outcome: { message: string | null; truncated: boolean },
  now: Utc,
): Promise<store.ImportRow | undefined> {
  const ended = await store.endImport(tx, id, state, outcome, now)
  const row = await store.getImport(tx, reader, id)
  if (!row || ended === 0) return row
  await store.noteNewest(tx, row.source.id, row.lastSeenAt)
  if (await store.wasReadBefore(tx, id)) await settleReadAgain(tx, uuidOf(id), now)
  await emit(tx, importEnded, { import: id, source: row.source.id, state }, now)
  return row
}

/** Withdraws a file as a whole with everything it opened. Goes on where it stopped when it was cut off. */
export async function withdraw(
  db: Db,
  scope: Scope,
  id: Id<'imp'>,
  reason: string,
  now: Utc,
): Promise<Result<{ findings: number; sightings: number }, 'not-found'>> {
  const row = await db.in(scope, async (tx) => {
    const claim = await store.claimForForgetting(tx, scope, id, scope.who.name, reason)
    return claim && { ...(await store.getImport(tx, scope, id))!, claim }
  })
  if (!row) return no('not-found')
  const report = reportForgetting(db, scope, 'feeds.withdraw', row, now)
  const forgotten = await forget(db, id, now, report)
  await db.in(scope, async (tx) => {
    if (!(await store.endWithdrawing(tx, id, now))) return
    const { fileName: file, sha256, source, claim } = row
    const detail = { file, sha256, source: source.name, ...claim, ...forgotten }
    await audit(tx, { action: 'import.withdraw', object: id, detail }, now)
    await emit(tx, importWithdrawn, { import: id, source: row.source.id }, now)
  })
  await report.end()
  return ok(forgotten)
}

/**
 * Makes a kept file ready to be read again with what is known today: register, catalogue and readers may have changed.
 * Goes on where it stopped when it was cut off. A file that waits to be read is ready already.
 */
export async function replay(db: Db, scope: Scope, id: Id<'imp'>, now: Utc): Promise<Result<Record<never, never>, 'not-found'>> {
  const { claimed, row } = await db.in(scope, async (tx) => ({
    claimed: await store.claimForForgetting(tx, scope, id, scope.who.name, null),
    row: await store.getImport(tx, scope, id),
  }))
  if (!claimed || !row) return row?.state === 'received' || row?.state === 'reading' ? ok({}) : no('not-found')
  const report = reportForgetting(db, scope, 'feeds.replay', row, now)
  const forgotten = await forget(db, id, now, report, { toBeReadAgain: true })
  await db.in(scope, async (tx) => {
    if (!(await store.resetForReplay(tx, id))) return
    await audit(tx, { action: 'import.replay', object: id, detail: forgotten }, now)
  })
  await report.end()
  return ok({})
}

/** Tells how many of a file's sightings have been taken out. */
const reportForgetting = (
  db: Db,
  scope: Scope,
  kind: 'feeds.withdraw' | 'feeds.replay',
  { id, fileName, tally }: Pick<store.ImportRow, 'id' | 'fileName' | 'tally'>,
  now: Utc,
): Report => reportWork(db, scope, { kind, object: id, about: fileName, link: `/imports/${id}`, total: tally.sightings }, now)

async function forget(
  db: Db,
  id: Id<'imp'>,
  now: Utc,
  report: Report,
  options: { toBeReadAgain?: boolean } = {},
): Promise<{ findings: number; sightings: number }> {
  const touched = new Set<string>()
  let sightings = 0
  for (let more = true; more; ) {
    const page = await db.in(reader, async (tx) => {
      if ((await store.holdForgetting(tx, id)) === 0) return { findings: [], deleted: 0 }
      const gone = await forgetPage(tx, uuidOf(id), db.bulkRows)
      await settleForgotten(tx, uuidOf(id), gone.findings, now, options)
      crashPoint('before-commit')
      return gone
    })
    for (const finding of page.findings) touched.add(finding)
    sightings += page.deleted
    await report.add(page.deleted)
    more = page.deleted > 0
  }
  return { findings: touched.size, sightings }
}
