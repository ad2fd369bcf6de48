import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { spool } from '#platform/spool.ts'
import { begin, mayWriteFor, type NotAllowed, sayerOf } from './actions.ts'
import { type ImportReport, mostLines } from './contract.ts'
import { type FileFault, type InventoryFile, type Remark, readInventory, type Tell } from './reading.ts'
import { lineText, type Plan, planImport, type Row, undoUntil } from './rules.ts'
import * as store from './store.ts'
import * as imports from './store-imports.ts'
import { remarkText } from './words.ts'

/** A file of 200,000 lines has some tens of megabytes; what is sent is kept on disk while it is read. */
const mostBytes = 512 * 1024 * 1024

/** How a file is imported. */
export interface ImportOptions {
  fileName: string
  /** Name of the list: what a later file of the same list no longer has is ended. */
  list: string
  /** What rows stand under that name no system. */
  system: string
  saidBy: string
  dryRun: boolean
  locale: Locale
  /** Is told how many rows have been read. */
  tell?: Tell
}

/**
 * Imports a file of what an organisation runs, or with `dryRun` only tells what that would do. All of it is one transaction; the same file
 * sent twice is imported once.
 */
export async function importInventory(
  db: Db,
  clock: Clock,
  scope: Scope,
  organisation: Id<'org'>,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<Result<ImportReport, NotAllowed | FileFault | 'too-large'>> {
  const refusal = mayWriteFor(scope, organisation)
  if (refusal) return no(refusal)
  const sayer = sayerOf(scope, options.saidBy, clock.now())
  if (!sayer.ok && !options.dryRun) return sayer
  const read = await spool(bytes, mostBytes, async (file) => {
    const list = await readInventory(file, options.system, options.tell)
    return list.ok ? ok({ ...list.value, content: [file.sha256, options.system].join(' ').trim() }) : list
  })
  if (!read.ok) return read
  if (!read.value.ok) return read.value
  const file = read.value.value
  const now = clock.now()
  if (!options.dryRun) return db.in(scope, (tx) => carryOut(tx, organisation, file, options, db.bulkRows, now))
  return db.read(scope, async (tx) => {
    const planned = await planOf(tx, organisation, file, options.list)
    return planned.ok ? ok(reportOf(file, planned.value, options, null)) : planned
  })
}

type Hashed = InventoryFile & { content: string }
type Planned = Plan<Row, store.LineRow>

/** Compares a file with what stands; refuses it when too much would stand afterwards. */
async function planOf(
  tx: Tx,
  organisation: Id<'org'>,
  file: InventoryFile,
  list: string,
): Promise<Result<Planned, 'inventory-too-large'>> {
  const plan = planImport(file, await store.standingLines(tx, tx.scope, organisation, list))
  const after = (await store.standingCount(tx, tx.scope, organisation)) + plan.added.length - plan.gone.length
  return after > mostLines ? no('inventory-too-large') : ok(plan)
}

async function carryOut(
  tx: Tx,
  organisation: Id<'org'>,
  file: Hashed,
  options: ImportOptions,
  bulkRows: number,
  now: Utc,
): Promise<Result<ImportReport, NotAllowed | 'inventory-too-large'>> {
  const sayer = await begin(tx, organisation, options.saidBy, now)
  if (!sayer.ok) return sayer
  const last = await imports.lastImport(tx, tx.scope, organisation, options.list)
  if (last?.content === file.content) return ok(await reportAgain(tx, last, options.locale))
  const planned = await planOf(tx, organisation, file, options.list)
  if (!planned.ok) return planned
  const id = newId('pim')
  const { added, changed, same, gone, repeated } = planned.value
  const { list, fileName } = options
  await imports.addImport(tx, {
    id,
    organisation,
    list,
    form: file.form,
    fileName: fileName.slice(0, 200),
    content: file.content,
    at: now,
    by: sayer.value.by,
    saidBy: sayer.value.saidBy,
    rows: file.count,
    added: added.length,
    changed: changed.length,
    same: same.length,
    gone: gone.length,
    repeated,
    refused: file.refused,
    complete: file.complete,
  })
  await keepRemarks(tx, id, organisation, file.remarks, bulkRows)
  const belonging = { organisation, source: file.form, list, import: id }
  for (const part of pieces(changed, bulkRows)) await store.changeLines(tx, part, id, sayer.value)
  for (const part of pieces(added, bulkRows)) await store.addLines(tx, belonging, part, sayer.value)
  for (const part of pieces(same, bulkRows)) await store.seeLines(tx, idsOf(part), id, sayer.value)
  for (const part of pieces(gone, bulkRows)) await store.endLines(tx, idsOf(part), 'gone', uuidOf(id), sayer.value)
  const counts = { added: added.length, changed: changed.length, gone: gone.length, refused: file.refused }
  await audit(tx, { action: 'product.import', object: id, organisation, detail: { file: fileName, list, ...counts } }, now)
  return ok(reportOf(file, planned.value, options, id))
}

const idsOf = (rows: readonly store.LineRow[]): Id<'prd'>[] => rows.map(({ id }) => id)

function* pieces<Item>(all: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

async function keepRemarks(
  tx: Tx,
  id: Id<'pim'>,
  organisation: Id<'org'>,
  remarks: readonly Remark[],
  bulkRows: number,
): Promise<void> {
  let kept = 0
  for (const part of pieces(remarks, bulkRows)) {
    await imports.addRemarks(tx, id, organisation, kept, part)
    kept += part.length
  }
}

const shownRemarks = 1_000
const shownExamples = 100

/** Remarks that cost their row come first. */
const shown = (remarks: readonly imports.RemarkRow[], locale: Locale) =>
  remarks
    .toSorted((one, other) => Number(one.taken) - Number(other.taken))
    .slice(0, shownRemarks)
    .map((remark) => ({ ...remark, reason: remarkText(remark.reason, locale) }))

function reportOf(
  file: InventoryFile,
  { added, changed, same, gone, repeated }: Planned,
  { dryRun, locale }: ImportOptions,
  id: Id<'pim'> | null,
): ImportReport {
  const examples = [
    ...changed.map(({ line, to }) => ({ what: 'changed' as const, text: lineText(to), before: lineText(line) })),
    ...gone.map((line) => ({ what: 'gone' as const, text: lineText(line), before: '' })),
    ...added.slice(0, shownExamples).map((line) => ({ what: 'added' as const, text: lineText(line), before: '' })),
  ]
  return {
    id,
    dryRun,
    already: false,
    form: file.form,
    rows: file.count,
    added: added.length,
    changed: changed.length,
    same: same.length,
    gone: gone.length,
    repeated,
    refused: file.refused,
    complete: file.complete,
    remarks: shown(file.remarks, locale),
    remarkCount: file.remarkCount,
    examples: examples.slice(0, shownExamples),
  }
}

/** What an import that was done before did. */
async function reportAgain(tx: Tx, row: imports.ImportRow, locale: Locale): Promise<ImportReport> {
  const { remarks, count } = await imports.remarksOf(tx, tx.scope, row.id, shownRemarks)
  const { id, form, rows, added, changed, same, gone, repeated, refused, complete } = row
  const counts = { rows, added, changed, same, gone, repeated, refused, complete }
  return { id, dryRun: false, already: true, form, ...counts, remarks: shown(remarks, locale), remarkCount: count, examples: [] }
}

/**
 * Undoes the last import of a list: what it added is ended, what it ended stands, what it changed says what it said before, unless somebody has
 * changed it since.
 */
export async function undoImport(
  tx: Tx,
  id: Id<'pim'>,
  now: Utc,
): Promise<
  Result<imports.ImportRow, 'not-found' | 'not-your-role' | 'inventory-undone' | 'inventory-not-last' | 'inventory-too-old'>
> {
  const before = await imports.importRow(tx, tx.scope, id)
  if (!before) return no('not-found')
  const { organisation } = before
  const refusal = mayWriteFor(tx.scope, organisation)
  if (refusal) return no(refusal)
  await store.holdInventory(tx, organisation, now)
  const row = (await imports.importRow(tx, tx.scope, id))!
  if (row.undoneAt !== null) return no('inventory-undone')
  if (!row.isLast) return no('inventory-not-last', row.list)
  if (undoUntil(row, true, now) === null) return no('inventory-too-old')
  const who = { now, by: tx.scope.team ? '' : tx.scope.who.name }
  await imports.endAdded(tx, tx.scope, organisation, id, who)
  await store.restoreLines(tx, tx.scope, uuidOf(id), 'gone')
  await imports.putBackSaid(tx, tx.scope, id)
  await imports.forgetSeen(tx, tx.scope, organisation, id)
  await imports.markUndone(tx, id, who)
  await audit(
    tx,
    { action: 'product.import-undo', object: id, organisation, detail: { file: row.fileName, list: row.list } },
    now,
  )
  return ok((await imports.importRow(tx, tx.scope, id))!)
}
