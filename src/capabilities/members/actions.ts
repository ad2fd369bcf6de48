import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { findIdentityNumbers } from '#domain/privacy.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { type Utc, utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type HoldingProof,
  type HoldingsChanged,
  holdingsChanged,
  type ImportReport,
  type MembershipChanged,
  type membersApi,
  membershipChanged,
  type NewHolding,
  type OrganisationInput,
} from './contract.ts'
import { type Current, decideImport, matchRows, type Plan } from './import-rules.ts'
import { type List, readBase, readList } from './list.ts'
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
} from './rules.ts'
import * as store from './store.ts'
import { reasonOf } from './words.ts'

const byHand = 'manual'

type OrganisationFault = 'bad-organisation-number' | 'number-taken' | 'parent-unknown' | 'identity-number' | ParentFault

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
  const row: store.OrganisationRow = { ...asked.value, id, externalKey: null, source: byHand, gone: false }
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
  if (input.parentId !== null) {
    const line = await store.lineOf(tx, scope, input.parentId, mostLevels)
    if (!line.has(input.parentId)) return no('parent-unknown')
    const fault = parentFault(id, input.parentId, (above) => line.get(above as Id<'org'>))
    if (fault) return no(fault)
  }
  return ok({ ...input, number })
}

const holdsIdentityNumber = (...texts: string[]): boolean =>
  texts.some((text) => findIdentityNumbers(text).some(({ certainty }) => certainty !== 'possible'))

/** Says that an organisation owns or operates something, from a moment that may lie in the past. */
export async function addHolding(
  tx: Tx,
  scope: Scope,
  organisationId: Id<'org'>,
  input: NewHolding,
  now: Utc,
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
    source: byHand,
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

/** Adds or changes a contact. Whoever says it confirms it. */
export async function putContact(
  tx: Tx,
  scope: Scope,
  organisationId: Id<'org'>,
  input: ContactInput,
  now: Utc,
): Promise<Result<{ id: Id<'con'> }, 'not-found' | 'not-your-role' | 'identity-number' | 'not-a-public-key'>> {
  if (!(await store.organisationRow(tx, scope, organisationId))) return no('not-found')
  if (!holdsFor(scope, organisationId, 'member-security')) return no('not-your-role')
  if (holdsIdentityNumber(input.name, input.email ?? '', input.telephone ?? '')) return no('identity-number')
  if (typeof input.pgpKey === 'string' && !isPublicKey(input.pgpKey)) return no('not-a-public-key')
  const { role, name } = input
  const before = (await store.contactsOf(tx, scope, [organisationId])).find((one) => one.role === role && one.name === name)
  const pgpKey = input.pgpKey === undefined ? (before?.pgpKey ?? null) : input.pgpKey
  const [id] = await store.putContacts(tx, scope, [{ ...input, pgpKey, id: newId('con'), organisationId, confirmedAt: now }], now)
  await audit(tx, { action: 'contact.put', object: id!, organisation: organisationId, detail: { role, name } }, now)
  return ok({ id: id! })
}

export async function removeContact(
  tx: Tx,
  scope: Scope,
  id: Id<'con'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-your-role'>> {
  const contact = await store.contactRow(tx, scope, id)
  if (!contact) return no('not-found')
  if (!holdsFor(scope, contact.organisationId, 'member-security')) return no('not-your-role')
  await store.removeContact(tx, scope, id)
  const { role, name, organisationId } = contact
  await audit(tx, { action: 'contact.remove', object: id, organisation: organisationId, detail: { role, name } }, now)
  return ok({})
}

/** Changes that one event carries at most, so that each is digested in small steps. */
const changesPerEvent = 500

async function tellHoldings(tx: Tx, changes: HoldingsChanged['changes'], now: Utc): Promise<void> {
  for (const part of pieces(changes, changesPerEvent))
    await emit(tx, holdingsChanged, { changes: part } satisfies HoldingsChanged, now)
}

async function tellMembership(tx: Tx, { organisations, changes }: MembershipChanged, now: Utc): Promise<void> {
  for (const part of pieces(organisations, changesPerEvent))
    await emit(tx, membershipChanged, { organisations: part, changes: [] } satisfies MembershipChanged, now)
  for (const part of pieces(changes, changesPerEvent))
    await emit(tx, membershipChanged, { organisations: [], changes: part } satisfies MembershipChanged, now)
}

function* pieces<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

/** How a list is imported. */
export interface ImportOptions {
  fileName: string
  /** Name of the list: what is missing in a later file of the same list is gone. */
  list: string
  dryRun: boolean
  locale: Locale
}

const mostBytes = 50 * 1024 * 1024

/** Imports a member list, or with `dryRun` only tells what that would do. Lists over 50 MB are refused. */
export async function importMembers(
  db: Db,
  clock: Clock,
  scope: Scope,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<Result<ImportReport, 'too-large'>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size > mostBytes) return no('too-large')
    parts.push(part)
  }
  const content = Buffer.concat(parts)
  const sha256 = createHash('sha256').update(content).digest('hex')
  return ok(await importList(db, clock, scope, await readList(content, options.fileName), { ...options, sha256 }))
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
  if (options.dryRun)
    return db.read(scope, async (tx) => reportOf(list, await planOf(tx, scope, list, options.list, now), options))
  return db.in(scope, async (tx) => {
    await store.holdRegister(tx)
    const plan = await planOf(tx, scope, list, options.list, now)
    await carryOut(tx, scope, plan, db.bulkRows, now)
    const { counts } = plan
    const detail = { file: options.fileName, sha256: options.sha256, rows: list.count, ...counts, refused: plan.refused.length }
    await audit(tx, { action: 'members.import', object: `list:${options.list}`, detail }, now)
    return reportOf(list, plan, options)
  })
}

/** Reads what the list speaks of and decides; writes nothing. */
async function planOf(tx: Tx, scope: Scope, list: List, name: string, now: Utc): Promise<Plan> {
  const source = `list:${name}`
  const organisations = await store.allOrganisationRows(tx, scope)
  const matching = matchRows(organisations, list)
  const concerned = new Set(matching.matched.flatMap(({ known }) => (known ? [known.id] : [])))
  for (const one of organisations) if (one.source === source) concerned.add(one.id)
  const ids = [...concerned]
  const current: Current = {
    organisations,
    holdings: await store.holdingsOf(tx, scope, ids),
    contacts: await store.contactsOf(tx, scope, ids),
  }
  return decideImport(current, list, matching, { now, source, newId })
}

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

const reportOf = (list: List, plan: Plan, { dryRun, locale }: ImportOptions): ImportReport => ({
  dryRun,
  rows: list.count,
  ...plan.counts,
  refused: plan.refused.slice(0, mostRefused).map((refusal) => ({
    line: refusal.line,
    field: refusal.field,
    reason: reasonOf(refusal, locale),
    found: refusal.found,
  })),
  refusedCount: plan.refused.length,
  changes: plan.changes,
})
