import { randomUUID } from 'node:crypto'
import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { beginAdvisory, type ContentFault } from '#capabilities/advisories/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type Failure,
  type ItemFilter,
  type PartnerInput,
  type PartnerKeyHappened,
  type PartnerNewerHappened,
  partnerKeyDecided,
  partnerKeyWaits,
  partnerNewerSeen,
} from './contract.ts'
import { papBinding, undoMs } from './rules.ts'
import * as store from './store.ts'
import * as items from './store-items.ts'

type AddressFault = 'partner-address'

/** A feed has a whole address; a CSAF provider may be named by its domain. */
function addressFault({ kind, address }: PartnerInput): AddressFault | undefined {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`)
  const isWhole = /^https?:\/\//i.test(address)
  return !url?.hostname || url.username || url.password || (kind === 'feed' && !isWhole) ? 'partner-address' : undefined
}

/** Adds a partner; it is due at once. */
export async function add(
  tx: Tx,
  scope: Scope,
  input: PartnerInput,
  now: Utc,
): Promise<Result<{ id: Id<'par'> }, AddressFault | 'partner-name-taken'>> {
  const fault = addressFault(input)
  if (fault) return no(fault)
  const id = await store.addPartner(tx, scope, input, now)
  if (!id) return no('partner-name-taken')
  await audit(tx, { action: 'partner.add', object: id, detail: { ...input } }, now)
  return ok({ id })
}

/** Changes a partner. With another address it is read from the beginning; the keys that were accepted still count. */
export async function change(
  tx: Tx,
  scope: Scope,
  { id, ...input }: PartnerInput & { id: Id<'par'> },
  now: Utc,
): Promise<Result<Record<never, never>, AddressFault | 'partner-name-taken' | 'not-found'>> {
  const fault = addressFault(input)
  if (fault) return no(fault)
  const before = await store.partnerRow(tx, scope, id, { hold: true })
  if (!before) return no('not-found')
  const named = await store.partnerNamed(tx, scope, input.name)
  if (named && named.id !== id) return no('partner-name-taken')
  const anew = before.address !== input.address || before.kind !== input.kind
  await store.savePartner(tx, scope, id, input, anew, now)
  await audit(tx, { action: 'partner.change', object: id, detail: { ...input, before: before.address } }, now)
  return ok({})
}

/** Pauses a partner, or goes on with it at once. */
export async function pause(
  tx: Tx,
  scope: Scope,
  { id, paused }: { id: Id<'par'>; paused: boolean },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found'>> {
  if ((await store.pausePartner(tx, scope, id, paused, now)) === 0) return no('not-found')
  await audit(tx, { action: 'partner.pause', object: id, detail: { paused } }, now)
  return ok({})
}

/** Removes a partner: nothing is fetched any more and what was new of it is put aside. What was taken keeps its source. */
export async function remove(tx: Tx, scope: Scope, id: Id<'par'>, now: Utc): Promise<Result<Record<never, never>, 'not-found'>> {
  const partner = await store.partnerRow(tx, scope, id, { hold: true })
  if (!partner) return no('not-found')
  await store.removePartner(tx, scope, id, now)
  const aside = await items.putAsideOf(tx, scope, id, randomUUID(), now)
  await audit(tx, { action: 'partner.remove', object: id, detail: { name: partner.name, aside } }, now)
  return ok({})
}

/** A key that nobody has accepted waits for a person, who is told once. */
export async function keyWaits(
  tx: Tx,
  scope: Scope,
  { id, name }: { id: Id<'par'>; name: string },
  fingerprint: string,
  now: Utc,
): Promise<void> {
  if ((await store.addKey(tx, scope, id, { fingerprint, state: 'waiting' }, now)) === 0) return
  await emit(tx, partnerKeyWaits, { partner: id, name, fingerprint } satisfies PartnerKeyHappened, now)
}

/** Accepts or refuses a key that a partner shows. What it signed and was refused is fetched anew. */
export async function decideKey(
  tx: Tx,
  scope: Scope,
  { id, fingerprint, accept }: { id: Id<'par'>; fingerprint: string; accept: boolean },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found'>> {
  const partner = await store.partnerRow(tx, scope, id, { hold: true })
  if (!partner) return no('not-found')
  if ((await store.decideKey(tx, scope, id, fingerprint, accept ? 'accepted' : 'refused', now)) === 0) return no('not-found')
  if (accept) await store.makeDue(tx, scope, id, now)
  await emit(tx, partnerKeyDecided, { partner: id, name: partner.name, fingerprint } satisfies PartnerKeyHappened, now)
  await audit(tx, { action: 'partner.key', object: id, detail: { name: partner.name, fingerprint, accept } }, now)
  return ok({})
}

/** Puts new items aside together, by id or by filter. */
export async function aside(
  tx: Tx,
  scope: Scope,
  which: { ids?: readonly Id<'pit'>[] | undefined; filter?: ItemFilter | undefined },
  now: Utc,
): Promise<Result<{ batch: string; count: number }, never>> {
  const batch = randomUUID()
  const chosen = which.ids ? { ids: which.ids } : which.filter && { filter: which.filter }
  // Whoever names nothing means nothing: the whole inbox is put aside only by a filter that says so.
  const count = chosen ? await items.putAside(tx, scope, chosen, batch, now) : 0
  if (count > 0) await audit(tx, { action: 'partner.aside', object: `partner-items:${batch}`, detail: { count } }, now)
  return ok({ batch, count })
}

/** Takes back what was put aside together, as long as that is possible. */
export async function undoAside(
  tx: Tx,
  scope: Scope,
  batch: string,
  now: Utc,
): Promise<Result<{ count: number }, 'partner-undo-late'>> {
  const count = await items.takeBack(tx, scope, batch, later(now, -undoMs))
  if (count === 0) return no('partner-undo-late')
  await audit(tx, { action: 'partner.aside-undo', object: `partner-items:${batch}`, detail: { count } }, now)
  return ok({ count })
}

/**
 * Begins a warning with an item: its facts and texts, its publisher and labels as the source, and never less strict. A document that
 * fails mandatory tests, or could not be tested, is taken only with a word of why, which stays in the story of the warning.
 */
export async function draft(
  tx: Tx,
  scope: Scope,
  { id, despite }: { id: Id<'pit'>; despite: string },
  now: Utc,
): Promise<Result<{ advisory: Id<'adv'> | null; failures: Failure[] }, 'not-found' | 'partner-item-taken' | ContentFault>> {
  const item = await items.itemRow(tx, scope, id, { hold: true })
  if (!item) return no('not-found')
  if (item.advisory) return no('partner-item-taken')
  if (!item.valid && despite === '') return ok({ advisory: null, failures: item.failures })
  const { publisher, reference, tlp, pap } = item
  const made = await beginAdvisory(
    tx,
    scope,
    {
      content: item.content as AdvisoryContent,
      source: { publisher, reference, tlp, pap: papBinding(item) },
      leftOut: item.leftOut,
      ...(item.form === 'csaf' && {
        sourceChecked: { hash: item.hash, signedBy: item.signedBy, keyOf: item.signedBy && item.partner.name },
      }),
      imported: true,
      how: 'imported',
      words: [item.partner.name, item.key, item.valid ? '' : despite].filter(Boolean).join(' · '),
    },
    now,
  )
  if (!made.ok) return made
  await items.noteTaken(tx, scope, id, made.value.id, now)
  await audit(
    tx,
    { action: 'partner.draft', object: id, detail: { advisory: made.value.id, key: item.key, labels: [tlp, pap] } },
    now,
  )
  return ok({ advisory: made.value.id, failures: item.failures })
}

/** Somebody has looked at what a newer version says. */
export async function seen(tx: Tx, scope: Scope, id: Id<'pit'>, now: Utc): Promise<Result<Record<never, never>, 'not-found'>> {
  const item = await items.itemRow(tx, scope, id, { hold: true })
  if (!item) return no('not-found')
  if ((await items.noteSeen(tx, scope, id)) === 0) return ok({})
  const { partner, title, severity } = item
  const happened = { item: id, partner: partner.name, title, trackingId: '', editor: scope.who.name, severity }
  await emit(tx, partnerNewerSeen, happened satisfies PartnerNewerHappened, now)
  await audit(tx, { action: 'partner.newer-seen', object: id, detail: { key: item.key, version: item.version } }, now)
  return ok({})
}
