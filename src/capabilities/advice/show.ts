import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdviceDifference, AdviceFilter, AdviceRow, AdviceStep, AdviceVersion } from './contract.ts'
import { differencesBetween, readIn } from './rules.ts'
import * as store from './store.ts'
import { tellDifference } from './words.ts'

interface PageAsked {
  after?: string | undefined
  limit: number
}

/** A block as a reader of one language sees it in the list. */
function shown({ texts, ...row }: store.BlockRow, locale: Locale): AdviceRow {
  const titleIn = readIn(texts, locale)
  return { ...row, title: texts[titleIn]?.title ?? '', titleIn }
}

/** Bare, as the keys of pages are. */
const bareId = (id: string): string => id.replace(/^[a-z]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const paged = <Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): { rows: Row[]; next?: string } => ({
  rows: rows.slice(0, limit),
  ...(rows.length > limit && { next: keyOf(rows[limit - 1]!) }),
})

/** One page of the library. */
export async function listed(
  tx: Tx,
  scope: Scope,
  { limit, ...filter }: AdviceFilter & PageAsked,
  locale: Locale,
): Promise<{ rows: AdviceRow[]; next?: string }> {
  const rows = await store.blockPage(tx, scope, { ...filter, limit: limit + 1 })
  return paged(
    rows.map((row) => shown(row, locale)),
    limit,
    ({ changedAt, id }) => `${changedAt}~${bareId(id)}`,
  )
}

/** A block in one version, the one that counts unless another is asked for; nothing when there is no such block or version. */
export async function oneBlock(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  version: number | undefined,
  locale: Locale,
): Promise<{ block: AdviceRow; content: AdviceVersion } | undefined> {
  const block = await store.blockRow(tx, scope, id)
  const content = block && (await store.versionRow(tx, scope, id, version ?? block.version))
  return content && { block: shown(block, locale), content }
}

/** What has happened to a block, newest first; nothing when there is none. */
export async function history(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  { after, limit }: PageAsked,
): Promise<{ rows: AdviceStep[]; next?: string } | undefined> {
  if (!(await store.blockRow(tx, scope, id))) return undefined
  const { rows, next } = paged(
    await store.stepPage(tx, scope, id, { after, limit: limit + 1 }),
    limit,
    ({ at, number }) => `${at}~${number}`,
  )
  return { rows: rows.map(({ number: _, ...step }) => step), ...(next && { next }) }
}

/** In what two versions differ, in the reader's words; nothing when one of them is not there. */
export async function difference(
  tx: Tx,
  scope: Scope,
  { id, from, to }: { id: Id<'adb'>; from: number; to: number },
  locale: Locale,
): Promise<AdviceDifference[] | undefined> {
  const before = await store.versionRow(tx, scope, id, from)
  const after = await store.versionRow(tx, scope, id, to)
  return before && after && differencesBetween(before, after, locale).map((part) => tellDifference(part, locale))
}
