import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type AdviceChanged, type AdviceContent, adviceChanged } from './contract.ts'
import { firstBlocks } from './first.data.ts'
import { differencesBetween, readIn } from './rules.ts'
import * as store from './store.ts'

/** What somebody writes: what the block says, and why. */
export type Written = AdviceContent & { why: string }

/** Writes a new block. */
export async function addBlock(
  tx: Tx,
  scope: Scope,
  written: Written,
  now: Utc,
): Promise<Result<{ id: Id<'adb'>; version: number }, never>> {
  const id = newId('adb')
  await add(tx, scope, id, written, now)
  return ok({ id, version: 1 })
}

/** What a block is called in the trail. */
const titleOf = ({ texts }: Pick<AdviceContent, 'texts'>): string => texts[readIn(texts, 'nb')]?.title ?? ''

async function add(tx: Tx, scope: Scope, id: Id<'adb'>, written: Written, now: Utc): Promise<boolean> {
  if ((await store.addBlock(tx, scope, id, written, now)) === 0) return false
  await store.addVersion(tx, scope, id, 1, written, now)
  await audit(tx, { action: 'advice.add', object: id, detail: { title: titleOf(written), why: written.why } }, now)
  return true
}

/** Makes the next version of a block and tells that it has one. Of two who write at once, the second is told of the first. */
export async function changeBlock(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  { after, ...written }: Written & { after: number },
  now: Utc,
): Promise<Result<{ version: number }, 'not-found' | 'advice-changed' | 'advice-same' | 'advice-retired'>> {
  await store.holdBlock(tx, scope, id)
  const block = await store.blockRow(tx, scope, id)
  if (!block) return no('not-found')
  if (block.version !== after) return no('advice-changed')
  if (block.retired) return no('advice-retired')
  const before = (await store.versionRow(tx, scope, id, after))!
  if (differencesBetween(before, written, 'nb').length === 0) return no('advice-same')
  const version = after + 1
  await store.addVersion(tx, scope, id, version, written, now)
  await store.moveTo(tx, scope, id, version, written, now)
  await emit(tx, adviceChanged, { block: id, version } satisfies AdviceChanged, now)
  await audit(tx, { action: 'advice.change', object: id, detail: { title: titleOf(written), version, why: written.why } }, now)
  return ok({ version })
}

/** Puts a block away or takes it out again; what is so already stays so. */
export async function retireBlock(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  said: { retired: boolean; why: string },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found'>> {
  await store.holdBlock(tx, scope, id)
  const block = await store.blockRow(tx, scope, id)
  if (!block) return no('not-found')
  if (block.retired === said.retired) return ok({})
  await store.setRetired(tx, scope, id, said, now)
  await audit(
    tx,
    { action: said.retired ? 'advice.retire' : 'advice.restore', object: id, detail: { title: titleOf(block), why: said.why } },
    now,
  )
  return ok({})
}

/** Lays the first blocks into the library. Those that it ever had stay as they are, so it may be asked for twice. */
export async function layFirstBlocks(tx: Tx, scope: Scope, now: Utc): Promise<Result<{ added: number }, never>> {
  let added = 0
  for (const { id, ...written } of firstBlocks) if (await add(tx, scope, id, written, now)) added += 1
  return ok({ added })
}
