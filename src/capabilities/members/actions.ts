import type { z } from 'zod'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { mayFor, type Scope } from '#domain/scope.ts'
import { later, type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { keyFacts } from '#platform/pgp.ts'
import { spool } from '#platform/spool.ts'
import { noteSaved, tellConfirmed } from './contacts.ts'
import {
  type ContactKeyGiven,
  contactKeyGiven,
  type HoldingProof,
  type ImportReport,
  type Inlet,
  type membersApi,
  type NewHolding,
  type OrganisationInput,
} from './contract.ts'
import { type Current, decideImport, matchRows, type Plan } from './import-rules.ts'
import { type List, type Progress, type Refusal, readBase, readFile } from './list.ts'
import {
  changesOf,
  clashes,
  type HoldingFault,
  isPublicKey,
  mostLevels,
  type ParentFault,
  type Period,
  parentFault,
  readHolding,
  undoWindow,
} from './rules.ts'
import { contactFault, holdsIdentityNumber, looksPersonal } from './rules-contacts.ts'
import * as store from './store.ts'
import * as changes from './store-changes.ts'
import { formerHolder, formerNumbers, successors } from './store-history.ts'
import { noKeyAnyMore } from './store-keys.ts'
import { pieces, tellHoldings, tellMembership } from './tell.ts'
import { reasonOf } from './words.ts'

const byHand = 'manual'

type OrganisationFault =
  | 'bad-organisation-number'
  | 'number-taken'
  | 'number-replaced'
  | 'parent-unknown'
  | 'identity-number'
  | ParentFault

/** Adds an organisation to the register. `detail` of `number-taken` is the name of who has it. */
export async function createOrganisation(
  tx: Tx,
  scope: Scope,
  input: OrganisationInput,
  now: Utc,
): Promise<Result<{ id: Id<'org'> }, OrganisationFault>> {
  await store.holdRegister(tx)
  const id = newId('org')
  const asked = await wantedOrganisation(tx, scope, id, input)
  if (!asked.ok) return asked
  const row: store.OrganisationRow = {
    ...asked.value,
    id,
    membershipSource: asked.value.membership === 'none' ? null : byHand,
    externalKey: null,
    source: byHand,
    gone: false,
  }
  await store.addOrganisations(tx, scope, [row], now)
  if (row.parentId) await store.saveOrganisations(tx, scope, [row], now)
  await audit(tx, { action: 'organisation.add', object: id, organisation: id, detail: { ...asked.value } }, now)
  return ok({ id })
}

/** Changes an organisation. A change of membership tells whoever attributes, since it decides who is told. */
export async function changeOrganisation(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  input: OrganisationInput,
  now: Utc,
): Promise<Result<Record<string, never>, OrganisationFault | 'not-found'>> {
  await store.holdRegister(tx)
  const before = await store.organisationRow(tx, scope, id)
  if (!before) return no('not-found')
  const asked = await wantedOrganisation(tx, scope, id, input)
  if (!asked.ok) return asked
  const after: store.OrganisationRow = { ...before, ...asked.value }
  if (before.membership !== after.membership) after.membershipSource = byHand
  await store.saveOrganisations(tx, scope, [after], now)
  if (before.name !== after.name || before.membership !== after.membership || before.outsiderPolicy !== after.outsiderPolicy)
    await store.raiseVersion(tx)
  if (before.membership !== after.membership) {
    const held = await store.holdingsOf(tx, scope, [id])
    const changes = held.flatMap((holding) => changesOf(holding, undefined, holding))
    await tellMembership(tx, { organisations: [{ id, before: before.membership, after: after.membership }], changes }, now)
  }
  await audit(tx, { action: 'organisation.change', object: id, organisation: id, detail: { before, after } }, now)
  return ok({})
}

async function wantedOrganisation(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  input: OrganisationInput,
): Promise<Result<OrganisationInput, OrganisationFault>> {
  const number = input.number === null || input.number.trim() === '' ? null : readOrganisationNumber(input.number)
  if (number === undefined) return no('bad-organisation-number')
  if (holdsIdentityNumber(input.name, ...Object.values(input.names))) return no('identity-number')
  const holder = number === null ? undefined : await store.organisationWithNumber(tx, scope, number)
  if (holder !== undefined && holder !== id) return no('number-taken', (await store.namesOf(tx, scope, [holder])).get(holder))
  const past = number === null || holder !== undefined ? undefined : await formerHolder(tx, scope, number)
  if (past && past.id !== id) return no('number-replaced', [past.name, past.number].filter(Boolean).join(', '))
  if (input.parentId !== null) {
    const line = await store.lineOf(tx, scope, input.parentId, mostLevels)
    if (!line.has(input.parentId)) return no('parent-unknown')
    const fault = parentFault(id, input.parentId, (above) => line.get(above as Id<'org'>))
    if (fault) return no(fault, fault === 'parent-circle' ? await chainOf(tx, scope, id, line) : undefined)
  }
  return ok({ ...input, number })
}

/** The names from an organisation up to the parent that was asked for, as they stand: what would be closed to a circle. */
async function chainOf(tx: Tx, scope: Scope, id: Id<'org'>, line: ReadonlyMap<Id<'org'>, Id<'org'> | null>): Promise<string> {
  const names = await store.namesOf(tx, scope, [...line.keys(), id])
  const down = [...line.keys()].slice(0, [...line.keys()].indexOf(id) + 1).reverse()
  return [...down, id].map((one) => names.get(one) ?? '…').join(' > ')
}

/** Says that an organisation owns or operates something, from a moment that may lie in the past. */
export async function addHolding(
  tx: Tx,
  scope: Scope,
  organisationId: Id<'org'>,
  input: NewHolding,
  now: Utc,
  source = byHand,
): Promise<Result<{ id: Id<'hol'> }, HoldingFault | 'not-found' | 'bad-period' | 'holding-overlaps'>> {
  await store.holdRegister(tx)
  if (!(await store.organisationRow(tx, scope, organisationId))) return no('not-found')
  const value = readHolding(input.form, input.value)
  if (!value.ok) return value
  const period = periodOf(input.from, input.to)
  if (period.to !== null && period.to <= period.from) return no('bad-period')
  const row: store.HoldingRow = {
    ...period,
    id: newId('hol'),
    organisationId,
    relation: input.relation,
    form: input.form,
    value: value.value,
    proof: input.proof,
    criticality: input.criticality,
    source,
    confirmedAt: now,
  }
  if (clashes(period, await store.periodsOf(tx, scope, row))) return no('holding-overlaps')
  await store.addHoldings(tx, scope, [row], now)
  await tellHoldings(tx, changesOf(row, undefined, row), now)
  await store.raiseVersion(tx)
  await audit(tx, { action: 'holding.add', object: row.id, organisation: organisationId, detail: heldDetail(row) }, now)
  return ok({ id: row.id })
}

/** Moments in the one form in which they sort as text. */
const periodOf = (from: Utc, to: Utc | null): Period => ({
  from: utc(Date.parse(from)),
  to: to === null ? null : utc(Date.parse(to)),
})

const heldDetail = ({ relation, form, value, from, to, proof, criticality }: store.HoldingRow) => ({
  relation,
  form,
  value,
  from,
  to,
  proof,
  criticality,
})

export interface HoldingCorrection {
  from?: Utc | undefined
  to?: Utc | null | undefined
  proof?: HoldingProof | undefined
  criticality?: number | undefined
  confirm?: boolean | undefined
}

/** Corrects, ends or confirms a holding, which keeps its id. From then on no list changes it. */
export async function changeHolding(
  tx: Tx,
  scope: Scope,
  id: Id<'hol'>,
  correction: HoldingCorrection,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'bad-period' | 'holding-overlaps'>> {
  await store.holdRegister(tx)
  const before = await store.holdingRow(tx, scope, id)
  if (!before) return no('not-found')
  const period = periodOf(correction.from ?? before.from, correction.to === undefined ? before.to : correction.to)
  if (period.to !== null && period.to < period.from) return no('bad-period')
  const moved = period.from !== before.from || period.to !== before.to
  if (moved) {
    const others = (await store.periodsOf(tx, scope, before)).filter((other) => other.id !== id)
    if (clashes(period, others)) return no('holding-overlaps')
  }
  const after: store.HoldingRow = {
    ...before,
    ...period,
    proof: correction.proof ?? before.proof,
    criticality: correction.criticality ?? before.criticality,
    source: moved ? byHand : before.source,
    confirmedAt: correction.confirm ? now : before.confirmedAt,
  }
  await store.saveHoldings(tx, scope, [after], now)
  await tellHoldings(tx, changesOf(after, before, after), now)
  await store.raiseVersion(tx)
  const detail = { before: heldDetail(before), after: heldDetail(after), confirmed: correction.confirm ?? false }
  await audit(tx, { action: 'holding.change', object: id, organisation: before.organisationId, detail }, now)
  return ok({})
}

type ContactInput = Omit<z.output<typeof membersApi.putContact.input>, 'id'>
type ContactFault =
  | 'not-found'
  | 'not-your-role'
  | 'identity-number'
  | 'not-a-public-key'
  | 'no-way-to-reach'
  | 'telephone-needed'

/** Adds or changes a contact. Whoever says it confirms it. `personal`: a function would be safer, but it is taken. */
export async function putContact(
  tx: Tx,
  scope: Scope,
  organisationId: Id<'org'>,
  input: ContactInput,
  now: Utc,
): Promise<Result<{ id: Id<'con'>; personal: boolean }, ContactFault>> {
  if (!(await store.organisationRow(tx, scope, organisationId))) return no('not-found')
  if (!mayFor(scope, organisationId, 'contacts')) return no('not-your-role')
  if (holdsIdentityNumber(input.name, input.email ?? '', input.telephone ?? '')) return no('identity-number')
  const fault = contactFault(input)
  if (fault) return no(fault)
  if (typeof input.pgpKey === 'string' && !(isPublicKey(input.pgpKey) && (await keyFacts(input.pgpKey, now))))
    return no('not-a-public-key')
  const { role, name } = input
  const before = (await store.contactsOf(tx, scope, [organisationId])).find((one) => one.role === role && one.name === name)
  const had = before?.pgpKey ?? null
  const pgpKey = input.pgpKey === undefined ? had : (input.pgpKey ?? (had === null ? null : noKeyAnyMore))
  const [id] = await store.putContacts(tx, scope, [{ ...input, pgpKey, id: newId('con'), organisationId, confirmedAt: now }], now)
  await noteSaved(tx, scope, organisationId, id!, now)
  await audit(tx, { action: 'contact.put', object: id!, organisation: organisationId, detail: { role, name } }, now)
  const keys = { pgpKey: pgpKey || null, before: had || null }
  if (keys.pgpKey !== keys.before)
    await emit(tx, contactKeyGiven, { organisation: organisationId, contact: id!, ...keys } satisfies ContactKeyGiven, now)
  return ok({ id: id!, personal: looksPersonal(input.email) })
}

export async function removeContact(
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role'>> {
  const contact = await store.contactRow(tx, scope, id)
  if (!contact) return no('not-found')
  if (!mayFor(scope, contact.organisationId, 'contacts')) return no('not-your-role')
  await store.endContact(tx, scope, id, now)
  const { role, name, organisationId, pgpKey } = contact
  const ended: ContactKeyGiven = { organisation: organisationId, contact: id, pgpKey: null, before: pgpKey }
  await emit(tx, contactKeyGiven, ended, now)
  await tellConfirmed(tx, scope, organisationId, now)
  await audit(tx, { action: 'contact.remove', object: id, organisation: organisationId, detail: { role, name } }, now)
  return ok({})
}

/** How a list is imported. */
export interface ImportOptions {
  fileName: string
  /** Name of the list: what is missing in a later file of the same list is gone. */
  list: string
  dryRun: boolean
  locale: Locale
  /** How the file is read; a list of organisations unless said otherwise. */
  inlet?: Inlet
  /** Also when more than a tenth of what the list brought would be gone. */
  force?: boolean
  /** Is told how far it has come in a snapshot of Enhetsregisteret. */
  tell?: (progress: Progress) => void
}

/** Enhetsregisteret as gzip is some hundreds of megabytes; as it is, it is under two gigabytes. */
const mostBytes = 4 * 1024 ** 3

/**
 * Imports a member list, or with `dryRun` only tells what that would do. A snapshot of Enhetsregisteret may be of the whole country, plain or
 * as gzip; other lists over 50 MB are refused.
 */
export async function importMembers(
  db: Db,
  clock: Clock,
  scope: Scope,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<Result<ImportReport, 'too-large'>> {
  const { fileName, inlet, tell } = options
  return spool(bytes, mostBytes, async (file) => {
    const list = await readFile(file, { fileName, inlet, tell, isKnown: await db.read(scope, (tx) => knownIn(tx, scope)) })
    return importList(db, clock, scope, list, { ...options, sha256: file.sha256 })
  })
}

/** Whether the register has a unit, by a number of now or before, or the one above it. */
async function knownIn(tx: Tx, scope: Scope): Promise<(unit: { number: string; parentNumber?: string }) => boolean> {
  const now = new Set((await store.allOrganisationRows(tx, scope)).flatMap(({ number }) => number ?? []))
  const before = await formerNumbers(tx, scope)
  return ({ number, parentNumber }) =>
    now.has(number) || before.has(number) || (parentNumber !== undefined && now.has(parentNumber))
}

/** Imports the Norwegian base data, all files of it together: Oslo stands in two. */
export const importBaseData = (
  db: Db,
  clock: Clock,
  scope: Scope,
  files: Readonly<Record<string, string>>,
  options: Omit<ImportOptions, 'fileName'>,
): Promise<ImportReport> => importList(db, clock, scope, readBase(files), { ...options, fileName: Object.keys(files).join(', ') })

async function importList(
  db: Db,
  clock: Clock,
  scope: Scope,
  list: List,
  options: ImportOptions & { sha256?: string },
): Promise<ImportReport> {
  const now = clock.now()
  if (options.dryRun) return db.read(scope, async (tx) => reportOf(list, await planOf(tx, scope, list, options, now), options))
  return db.in(scope, async (tx) => {
    await store.holdRegister(tx)
    const plan = await planOf(tx, scope, list, options, now)
    if (writes(plan)) await keepPast(tx, scope, plan, options, db.bulkRows, now)
    await carryOut(tx, scope, plan, db.bulkRows, now)
    if (writes(plan)) await keepNew(tx, scope, plan, db.bulkRows)
    const { counts } = plan
    const detail = { file: options.fileName, sha256: options.sha256, rows: list.count, ...counts, refused: plan.refused.length }
    await audit(tx, { action: 'members.import', object: `list:${options.list}`, detail }, now)
    return reportOf(list, plan, options)
  })
}

/** Reads what the list speaks of and decides; writes nothing. */
async function planOf(
  tx: Tx,
  scope: Scope,
  list: List,
  { list: name, inlet, force = false }: ImportOptions,
  now: Utc,
): Promise<Plan> {
  const source = `list:${name}`
  const organisations = await store.allOrganisationRows(tx, scope)
  const past = { numbers: await formerNumbers(tx, scope), successors: await successors(tx, scope) }
  const matching = matchRows(organisations, list, past)
  const concerned = new Set(matching.matched.flatMap(({ known }) => (known ? [known.id] : [])))
  for (const one of organisations) if (one.source === source || one.membershipSource === name) concerned.add(one.id)
  const ids = [...concerned]
  const current: Current = {
    organisations,
    holdings: await store.holdingsOf(tx, scope, ids),
    contacts: await store.contactsOf(tx, scope, ids),
  }
  return decideImport(current, list, matching, {
    now,
    source,
    newId,
    change: newId('chg'),
    force,
    ...(inlet === 'membership' && { membershipList: name }),
  })
}

/** Whether an import writes anything at all; only then there is something to undo. */
const writes = ({ organisations, holdings, contacts }: Plan): boolean =>
  [organisations.add, organisations.change, holdings.add, holdings.change, holdings.confirm, contacts].some(
    (rows) => rows.length > 0,
  )

/** Keeps how everything was that an import changes, so that it can be undone. */
async function keepPast(tx: Tx, scope: Scope, plan: Plan, options: ImportOptions, bulkRows: number, now: Utc): Promise<void> {
  await changes.forgetBefore(tx, scope, options.list, later(now, -undoWindow.import))
  const { organisations, holdings, contacts } = plan.counts
  const counts = {
    organisationsNew: organisations.new,
    organisationsChanged: organisations.changed,
    organisationsGone: organisations.gone,
    holdings: holdings.new + holdings.changed + holdings.gone,
    contacts: contacts.new + contacts.changed,
  }
  const by = scope.who.name
  const title = options.fileName
  const row = {
    id: plan.change,
    kind: 'import' as const,
    list: options.list,
    title,
    at: now,
    by,
    counts,
    undoneAt: null,
    undoneBy: null,
  }
  await changes.addChange(tx, scope, row)
  for (const part of pieces(plan.organisations.change, bulkRows))
    await changes.keepOrganisations(tx, scope, plan.change, idsOf(part))
  for (const part of pieces([...plan.holdings.change, ...plan.holdings.confirm], bulkRows))
    await changes.keepHoldings(tx, scope, plan.change, idsOf(part))
  for (const part of pieces(plan.contacts, bulkRows)) await changes.keepContacts(tx, scope, plan.change, idsOf(part))
}

/** Keeps what an import added. A contact that was there is kept already, as it was. */
async function keepNew(
  tx: Tx,
  scope: Scope,
  { change, organisations, holdings, contacts }: Plan,
  bulkRows: number,
): Promise<void> {
  for (const part of pieces(organisations.add, bulkRows))
    await changes.keepAdded(tx, scope, change, 'organisation', idsOf(part), idsOf(part))
  for (const part of pieces(holdings.add, bulkRows))
    await changes.keepAdded(
      tx,
      scope,
      change,
      'holding',
      idsOf(part),
      part.map((row) => row.organisationId),
    )
  for (const part of pieces(contacts, bulkRows))
    await changes.keepAdded(
      tx,
      scope,
      change,
      'contact',
      idsOf(part),
      part.map((row) => row.organisationId),
    )
}

const idsOf = <Key extends string>(rows: readonly { id: Key }[]): Key[] => rows.map((row) => row.id)

async function carryOut(tx: Tx, scope: Scope, plan: Plan, bulkRows: number, now: Utc): Promise<void> {
  const { organisations, holdings, contacts } = plan
  for (const part of pieces(organisations.add, bulkRows)) await store.addOrganisations(tx, scope, part, now)
  const withParent = organisations.add.filter(({ parentId }) => parentId !== null)
  for (const part of pieces([...withParent, ...organisations.change], bulkRows))
    await store.saveOrganisations(tx, scope, part, now)
  for (const part of pieces([...holdings.change, ...holdings.confirm], bulkRows)) await store.saveHoldings(tx, scope, part, now)
  for (const part of pieces(holdings.add, bulkRows)) await store.addHoldings(tx, scope, part, now)
  for (const part of pieces(contacts, bulkRows)) await store.putContacts(tx, scope, part, now)
  await tellHoldings(tx, plan.holdingsChanged, now)
  await tellMembership(tx, plan.membershipChanged, now)
  const raises =
    holdings.add.length + holdings.change.length + holdings.confirm.length + plan.membershipChanged.organisations.length > 0 ||
    plan.renamed
  if (raises) await store.raiseVersion(tx)
}

const mostRefused = 10_000

/** As many refusals as a report lists; what concerns the whole file (line 0) is among them. */
const listedOf = (refused: readonly Refusal[]): Refusal[] =>
  refused.length <= mostRefused
    ? [...refused]
    : refused.toSorted((one, other) => Number(one.line > 0) - Number(other.line > 0)).slice(0, mostRefused)

const reportOf = (list: List, plan: Plan, { dryRun, locale }: ImportOptions): ImportReport => ({
  dryRun,
  rows: list.count,
  ...plan.counts,
  refused: listedOf(plan.refused).map((refusal) => ({
    line: refusal.line,
    field: refusal.field,
    reason: reasonOf(refusal, locale),
    found: refusal.found,
  })),
  refusedCount: plan.refused.length + (list.moreRefused ?? 0),
  changes: plan.changes,
})
