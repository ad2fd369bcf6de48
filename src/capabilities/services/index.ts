import { memberOrganisation } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ServiceId } from './contract.ts'
import { enrolments, targetsOf } from './proof.ts'
import { standOf, targetState } from './rules.ts'
import { enrolled } from './show.ts'

/**
 * Whether a member may use a service at this moment: it is a member, it has accepted the agreement and the terms in the versions that
 * count now, the team has approved what must be approved, and nobody has paused or withdrawn it. Ask every time; keep no answer.
 */
export async function mayUse(tx: Tx, organisation: Id<'org'>, service: ServiceId, now: Utc): Promise<boolean> {
  if (!(await memberOrganisation(tx, tx.scope, organisation))) return false
  const [facts] = await enrolments(tx, tx.scope, { organisation, subject: service }, now)
  return standOf(service, facts).state === 'on'
}

/** Whether an organisation has accepted the membership agreement in the version that counts now. */
export async function hasAgreed(tx: Tx, organisation: Id<'org'>, now: Utc): Promise<boolean> {
  const [facts] = await enrolments(tx, tx.scope, { organisation, subject: 'membership' }, now)
  return facts?.agreed ?? false
}

/**
 * The networks and domains of a member that a service may look at now. What was proved is asked of the register anew: proof that has
 * ended ends it here too.
 */
export async function targetsFor(
  tx: Tx,
  organisation: Id<'org'>,
  service: ServiceId,
  now: Utc,
): Promise<{ form: 'network' | 'domain'; value: string }[]> {
  if (!(await mayUse(tx, organisation, service, now))) return []
  return (await targetsOf(tx, tx.scope, organisation, now)).flatMap((target) => {
    const { form, value } = target
    const state = targetState(target)
    return target.service === service && (state === 'verified' || state === 'approved') ? [{ form, value }] : []
  })
}

/** The members that have a service on at this moment, by name. */
export async function organisationsWith(tx: Tx, scope: Scope, service: ServiceId, now: Utc): Promise<Id<'org'>[]> {
  const { rows } = await enrolled(tx, scope, service, { state: ['on'] }, now)
  return rows.map(({ id }) => id)
}

/** What a service, or the agreement, is called. */
export { nameOf } from './catalogue.data.ts'
