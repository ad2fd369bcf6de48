import { findOrganisation } from '#capabilities/members/index.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { type LineInput, mostLines } from './contract.ts'
import { isSameSaid, lineText, readTyped, type TypedFault, undoWindow } from './rules.ts'
import * as store from './store.ts'

export type NotAllowed = 'not-found' | 'not-your-role' | 'said-by-missing'

/** Whether somebody may write for an organisation: its security people, and the team. `not-found` where they do not even see it. */
export function mayWriteFor(scope: Scope, organisation: Id<'org'>): 'not-found' | 'not-your-role' | undefined {
  if (holdsFor(scope, organisation, 'member-security')) return undefined
  return scope.organisations.includes(organisation) ? 'not-your-role' : 'not-found'
}

/**
 * Who says something. The team speaks for an organisation only with the word of somebody there; members do not read who of the team wrote it,
 * the audit trail does.
 */
export function sayerOf(scope: Scope, saidBy: string, now: Utc): Result<store.Sayer, 'said-by-missing'> {
  if (!scope.team) return ok({ now, by: scope.who.name, saidBy: '' })
  return saidBy === '' && scope.who.kind !== 'system' ? no('said-by-missing') : ok({ now, by: '', saidBy })
}

/** Whoever may write for an organisation that exists, with its inventory in hand until the transaction ends. */
export async function begin(tx: Tx, organisation: Id<'org'>, saidBy: string, now: Utc): Promise<Result<store.Sayer, NotAllowed>> {
  const refusal = mayWriteFor(tx.scope, organisation)
  if (refusal) return no(refusal)
  if (!(await findOrganisation(tx, organisation))) return no('not-found')
  const sayer = sayerOf(tx.scope, saidBy, now)
  if (sayer.ok) await store.holdInventory(tx, organisation, now)
  return sayer
}

/** Adds a line, or says of the same one that it is still so. */
export async function addLine(
  tx: Tx,
  organisation: Id<'org'>,
  input: LineInput,
  saidBy: string,
  now: Utc,
): Promise<Result<{ line: store.LineRow; already: boolean }, NotAllowed | TypedFault | 'inventory-too-large'>> {
  const said = readTyped(input)
  const refusal = mayWriteFor(tx.scope, organisation)
  if (refusal) return no(refusal)
  if (!said.ok) return said
  const sayer = await begin(tx, organisation, saidBy, now)
  if (!sayer.ok) return sayer
  const same = await store.sameLine(tx, tx.scope, organisation, said.value)
  if (same) {
    if (isSameSaid(store.saidIn(same), said.value)) await store.seeLines(tx, [same.id], null, sayer.value)
    else await store.changeLines(tx, [{ line: same, to: said.value }], null, sayer.value)
    return ok({ line: (await store.lineRow(tx, tx.scope, same.id))!, already: true })
  }
  if ((await store.standingCount(tx, tx.scope, organisation)) >= mostLines) return no('inventory-too-large')
  const belonging = { organisation, source: 'declared' as const, list: '', import: null }
  const [id] = await store.addLines(tx, belonging, [said.value], sayer.value)
  await audit(
    tx,
    { action: 'product.add', object: id!, organisation, detail: { product: lineText(said.value), ...saidIn(sayer.value) } },
    now,
  )
  return ok({ line: (await store.lineRow(tx, tx.scope, id!))!, already: false })
}

const saidIn = ({ saidBy }: store.Sayer) => (saidBy === '' ? {} : { saidBy })

/** Says what a line says now; what it said before is kept. */
export async function changeLine(
  tx: Tx,
  id: Id<'prd'>,
  input: LineInput,
  saidBy: string,
  now: Utc,
): Promise<Result<store.LineRow, NotAllowed | TypedFault | 'product-ended' | 'product-there'>> {
  const line = await store.lineRow(tx, tx.scope, id)
  if (!line) return no('not-found')
  const sayer = await begin(tx, line.organisation, saidBy, now)
  if (!sayer.ok) return sayer
  const said = readTyped(input)
  if (!said.ok) return said
  if (line.endedAt !== null) return no('product-ended')
  if (line.list === '' && (await store.sameLine(tx, tx.scope, line.organisation, said.value, id))) return no('product-there')
  await store.changeLines(tx, [{ line, to: said.value }], null, sayer.value)
  const detail = { product: lineText(said.value), before: lineText(line), ...saidIn(sayer.value) }
  await audit(tx, { action: 'product.change', object: id, organisation: line.organisation, detail }, now)
  return ok((await store.lineRow(tx, tx.scope, id))!)
}

export type Chosen = { ids: readonly Id<'prd'>[] } | { filter: store.Filter & { organisation: Id<'org'> } }

/** Ends lines together. All must be of organisations that one may write for; those that have ended already stay as they are. */
export async function endLines(
  tx: Tx,
  chosen: Chosen,
  saidBy: string,
  now: Utc,
): Promise<Result<{ ended: number; ending: Id<'pde'> | null }, NotAllowed>> {
  const lines = 'ids' in chosen ? await store.lineRows(tx, tx.scope, chosen.ids) : []
  if ('ids' in chosen && lines.length < new Set(chosen.ids).size) return no('not-found')
  const owners =
    'ids' in chosen ? [...new Set(lines.map(({ organisation }) => organisation))].sort() : [chosen.filter.organisation]
  const ending = newId('pde')
  let ended = 0
  for (const owner of owners) {
    const sayer = await begin(tx, owner, saidBy, now)
    if (!sayer.ok) return sayer
    const count =
      'ids' in chosen
        ? await store.endLines(
            tx,
            lines.flatMap(({ id, organisation }) => (organisation === owner ? [id] : [])),
            'hand',
            uuidOf(ending),
            sayer.value,
          )
        : await store.endFitting(tx, tx.scope, chosen.filter, uuidOf(ending), sayer.value)
    if (count > 0)
      await audit(
        tx,
        { action: 'product.end', object: ending, organisation: owner, detail: { lines: count, ...saidIn(sayer.value) } },
        now,
      )
    ended += count
  }
  return ok({ ended, ending: ended > 0 ? ending : null })
}

/** Lets stand again what was ended by hand less than ten minutes ago. */
export async function undoEnding(
  tx: Tx,
  ending: Id<'pde'>,
  now: Utc,
): Promise<Result<{ restored: number }, 'not-found' | 'not-your-role' | 'ending-too-old'>> {
  const owners = await store.endingOf(tx, tx.scope, uuidOf(ending))
  if (owners.length === 0) return no('not-found')
  for (const { organisation } of owners) {
    const refusal = mayWriteFor(tx.scope, organisation)
    if (refusal) return no(refusal)
  }
  if (owners.some(({ at }) => later(at, undoWindow.ending) <= now)) return no('ending-too-old')
  for (const { organisation } of owners) await store.holdInventory(tx, organisation, now)
  const restored = await store.restoreLines(tx, tx.scope, uuidOf(ending), 'hand')
  for (const { organisation } of owners)
    await audit(tx, { action: 'product.end-undo', object: ending, organisation, detail: {} }, now)
  return ok({ restored })
}
