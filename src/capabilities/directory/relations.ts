import { findOrganisation, organisationNames, organisationsByNumber, registeredNumbers } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { NewRelation, Other, Relation, Service, ServiceKind } from './contract.ts'
import { accountableOn, type Days, holdsOn, isStretch, type Related, repeats, shareADay, takesAccountability } from './rules.ts'
import * as store from './store.ts'

type Wrong = 'not-found' | 'not-your-role' | 'bad-period'

const mayWrite = (scope: Scope, organisation: Id<'org'>): boolean => holdsFor(scope, organisation, 'member-security')

const relatedOf = (row: store.RelationRow): Related => ({ ...row, service: row.service?.id ?? null })

/** The services of an organisation as they stand on a day. */
export async function servicesOn(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  filter: { at: Day; ended?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: Service[]; organisation: { id: Id<'org'>; name: string } } | undefined> {
  const organisation = await findOrganisation(tx, id)
  if (!organisation) return undefined
  const rows = await store.servicePage(tx, scope, id, { ...filter, at: filter.ended ? undefined : filter.at })
  const relations = await store.relationsForServices(
    tx,
    scope,
    rows.map((row) => row.id),
  )
  const known = await meeting(tx, scope, relations)
  const number = (await registeredNumbers(tx, [id])).get(id) ?? null
  const own: Other = { id, number, name: organisation.name }
  const ofService = Map.groupBy(relations, (row) => row.service!.id)
  const shown = rows.map(({ organisation: _, who: __, ...row }): Service => {
    const said = (ofService.get(row.id) ?? []).map((relation) => ({ ...relatedOf(relation), other: known(relation.other) }))
    const doing = said.filter((relation) => holdsOn(relation, filter.at) && !relation.outward)
    return { ...row, ...accountableOn(own, said, filter.at), doing: doing.map(({ type, other }) => ({ type, other })) }
  })
  return { rows: shown, organisation }
}

/** Meets the organisations that others are by their number: the team alone sees them, so a member reads what it wrote. */
async function meeting(tx: Tx, scope: Scope, rows: readonly store.RelationRow[]): Promise<(other: Other) => Other> {
  if (!scope.team) return (other) => ({ ...other, id: null })
  const numbers = rows.flatMap(({ other }) => (other.id === null && other.number !== null ? [other.number] : []))
  const byNumber = await organisationsByNumber(tx, scope, [...new Set(numbers)])
  return (other) => (other.id === null && other.number !== null ? { ...other, id: byNumber.get(other.number) ?? null } : other)
}

/** Adds a service that an organisation answers for. */
export async function addService(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  given: { name: string; kind: ServiceKind | null; from: Day; to: Day | null; source: string },
  now: Utc,
): Promise<Result<{ id: Id<'rsp'> }, Wrong | 'service-exists'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  if (!mayWrite(scope, id)) return no('not-your-role')
  if (!isStretch(given)) return no('bad-period')
  await store.holdOrganisation(tx, id)
  if ((await store.servicesNamed(tx, scope, id, given.name)).some((other) => shareADay(other, given)))
    return no('service-exists', given.name)
  return ok({ id: await makeService(tx, scope, id, given, now) })
}

async function makeService(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  given: Days & { name: string; kind: ServiceKind | null; source: string },
  now: Utc,
): Promise<Id<'rsp'>> {
  const id = newId('rsp')
  await store.addService(tx, scope, { ...given, id, organisation, who: scope.who.name }, now)
  await audit(tx, { action: 'responsibility.add', object: id, organisation, detail: { ...given } }, now)
  return id
}

/** Corrects or ends a service. */
export async function changeService(
  tx: Tx,
  scope: Scope,
  id: Id<'rsp'>,
  given: {
    name?: string | undefined
    kind?: ServiceKind | null | undefined
    from?: Day | undefined
    to?: Day | null | undefined
  },
  now: Utc,
): Promise<Result<Record<string, never>, Wrong | 'service-exists'>> {
  const before = await store.serviceInTurn(tx, scope, id)
  if (!before) return no('not-found')
  if (!mayWrite(scope, before.organisation)) return no('not-your-role')
  const after: store.ServiceRow = {
    ...before,
    name: given.name ?? before.name,
    kind: given.kind === undefined ? before.kind : given.kind,
    from: given.from ?? before.from,
    to: given.to === undefined ? before.to : given.to,
  }
  if (!isStretch(after, { mayBeEmpty: true })) return no('bad-period')
  await store.holdOrganisation(tx, before.organisation)
  const others = (await store.servicesNamed(tx, scope, before.organisation, after.name)).filter((other) => other.id !== id)
  if (others.some((other) => shareADay(other, after) || other.from === after.from)) return no('service-exists', after.name)
  await store.saveService(tx, scope, after, now)
  await audit(
    tx,
    { action: 'responsibility.change', object: id, organisation: before.organisation, detail: { before, after } },
    now,
  )
  return ok({})
}

type OtherFault = 'other-missing' | 'bad-organisation-number' | 'relation-with-self' | 'other-unknown'
export type RelationFault = Wrong | OtherFault | 'relation-overlaps' | 'service-needed' | 'second-controller'

/** Registers who does what for an organisation, or for whom it does something. */
export async function addRelation(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  given: NewRelation,
  now: Utc,
): Promise<Result<{ id: Id<'rel'> }, RelationFault>> {
  const organisation = await findOrganisation(tx, id)
  if (!organisation) return no('not-found')
  if (!mayWrite(scope, id)) return no('not-your-role')
  if (!isStretch(given)) return no('bad-period')
  const other = await otherEnd(tx, scope, organisation, given)
  if (!other.ok) return other
  if (given.type === 'controller' && !given.service) return no('service-needed')
  await store.holdOrganisation(tx, id)
  const service = given.service ? await serviceFor(tx, scope, id, given.service, given, now) : null
  const row: store.RelationRow = {
    id: newId('rel'),
    organisation: id,
    type: given.type,
    outward: given.outward,
    other: other.value,
    service,
    from: given.from,
    to: given.to,
    source: given.source,
    who: scope.who.name,
    changedAt: now,
  }
  const fault = await standsBeside(tx, scope, row)
  if (!fault.ok) return fault
  await store.addRelation(tx, scope, row, now)
  await audit(tx, { action: 'relation.add', object: row.id, organisation: id, detail: detailOf(row) }, now)
  return ok({ id: row.id })
}

const detailOf = ({ type, outward, other, service, from, to, source }: store.RelationRow) => ({
  type,
  outward,
  other: other.name,
  number: other.number,
  service: service?.name ?? null,
  from,
  to,
  source,
})

/** Who stands at the other end. Only the team may point into the register; a member writes a name, and a number when it has one. */
async function otherEnd(
  tx: Tx,
  scope: Scope,
  own: { id: Id<'org'>; name: string },
  { otherId, otherNumber, otherName }: NewRelation,
): Promise<Result<Other, OtherFault>> {
  const ownNumber = (await registeredNumbers(tx, [own.id])).get(own.id)
  if (otherId !== null) {
    if (otherId === own.id) return no('relation-with-self')
    const name = scope.team ? (await organisationNames(tx, [otherId])).get(otherId) : undefined
    if (name === undefined) return no('other-unknown')
    return ok({ id: otherId, number: (await registeredNumbers(tx, [otherId])).get(otherId) ?? null, name })
  }
  const number = otherNumber?.trim() ? readOrganisationNumber(otherNumber) : null
  if (number === undefined) return no('bad-organisation-number')
  if (otherName === '') return no('other-missing')
  if ((number !== null && number === ownNumber) || otherName.toLowerCase() === own.name.toLowerCase())
    return no('relation-with-self')
  return ok({ id: null, number, name: otherName })
}

/** The service that a relation is about; one that nobody has named before is made, and one that began later begins with it. */
async function serviceFor(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  name: string,
  given: NewRelation,
  now: Utc,
): Promise<{ id: Id<'rsp'>; name: string }> {
  const named = await store.servicesNamed(tx, scope, organisation, name)
  const fits = named.find((service) => shareADay(service, given))
  if (!fits) {
    const made = { name, kind: given.serviceKind, from: given.from, to: null, source: given.source }
    const later = named.find(({ from }) => from > given.from)
    return { id: await makeService(tx, scope, organisation, { ...made, to: later?.from ?? null }, now), name }
  }
  const before = named.filter(({ from }) => from < fits.from)
  if (given.from < fits.from && !before.some((other) => shareADay(other, { from: given.from, to: fits.from })))
    await store.saveService(tx, scope, { ...fits, from: given.from }, now)
  return { id: fits.id, name: fits.name }
}

/** Whether a relation can stand beside what the organisation has said already. */
async function standsBeside(
  tx: Tx,
  scope: Scope,
  row: store.RelationRow,
): Promise<Result<Record<string, never>, 'relation-overlaps' | 'second-controller'>> {
  const others = (await store.relationsOf(tx, scope, row.organisation)).filter(({ id }) => id !== row.id)
  const related = relatedOf(row)
  const same = others.find((other) => repeats(related, relatedOf(other)))
  if (same) return no('relation-overlaps', `${same.other.name}, ${same.from}–${same.to ?? ''}`)
  if (!takesAccountability(related)) return ok({})
  const controller = others.find(
    (other) => takesAccountability(relatedOf(other)) && other.service?.id === related.service && shareADay(other, row),
  )
  return controller ? no('second-controller', controller.other.name) : ok({})
}

/** Corrects or ends a relation. */
export async function changeRelation(
  tx: Tx,
  scope: Scope,
  id: Id<'rel'>,
  given: { from?: Day | undefined; to?: Day | null | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, Wrong | 'relation-overlaps' | 'second-controller'>> {
  const before = await store.relationRow(tx, scope, id)
  if (!before) return no('not-found')
  if (!mayWrite(scope, before.organisation)) return no('not-your-role')
  const after = { ...before, from: given.from ?? before.from, to: given.to === undefined ? before.to : given.to }
  if (!isStretch(after, { mayBeEmpty: true })) return no('bad-period')
  await store.holdOrganisation(tx, before.organisation)
  const fault = await standsBeside(tx, scope, after)
  if (!fault.ok) return fault
  await store.saveRelation(tx, scope, id, after, now)
  const detail = { before: detailOf(before), after: detailOf(after) }
  await audit(tx, { action: 'relation.change', object: id, organisation: before.organisation, detail }, now)
  return ok({})
}

/** One page of relations with the names of all; nothing when there is no such organisation for whoever asks. */
export async function relationsShown(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  filter: store.RelationFilter,
): Promise<Relation[] | undefined> {
  if (!(await findOrganisation(tx, id))) return undefined
  const number = (await registeredNumbers(tx, [id])).get(id) ?? null
  const rows = await store.relationPage(tx, scope, id, number, filter)
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  const known = await meeting(tx, scope, rows)
  return rows.map(({ organisation, other, ...row }) => ({
    ...row,
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
    other: known(other),
  }))
}
