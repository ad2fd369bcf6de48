import { findOrganisation, registerOf, surenessOf } from '#capabilities/members/index.ts'
import { hasAgreed } from '#capabilities/services/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type SaidStep, type Welcome, welcomeAgreed, welcomeRemarked } from './contract.ts'
import { stepsOf } from './rules.ts'
import * as store from './store.ts'

/** How far an organisation has come. */
export async function welcome(tx: Tx, scope: Scope, id: Id<'org'>, now: Utc): Promise<Result<Welcome, 'not-found'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  const { contacts, holdings } = await registerOf(tx, id, now)
  const known = {
    contacts: contacts.map((contact) => ({
      role: contact.role,
      confirmed: surenessOf(contact, now, 'en').state === 'confirmed',
    })),
    holdings,
    agreed: await hasAgreed(tx, id, now),
  }
  const steps = stepsOf(known, await store.wordsOf(tx, scope, id))
  return ok({ organisation: id, steps, left: steps.filter(({ done }) => !done).length })
}

/** The members that somebody acts for with something left; who acts for very many is not asked for each. */
export async function welcomes(tx: Tx, scope: Scope, now: Utc): Promise<{ organisations: Welcome[]; left: number }> {
  const own = scope.team || scope.organisations.length > mostAtOnce ? [] : scope.organisations
  const organisations: Welcome[] = []
  for (const id of own) {
    const one = await welcome(tx, scope, id, now)
    if (one.ok && one.value.left > 0) organisations.push(one.value)
  }
  return { organisations, left: organisations.reduce((sum, { left }) => sum + left, 0) }
}

const mostAtOnce = 5

/** Says that a step is done, or what is wrong in the register: then the team hears of it. */
export async function say(
  tx: Tx,
  scope: Scope,
  { id, step, remark }: { id: Id<'org'>; step: SaidStep; remark: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'not-your-role'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  if (!holdsFor(scope, id, 'member-security')) return no('not-your-role')
  await store.putWord(tx, id, { step, remark }, now)
  await audit(tx, { action: 'welcome.say', object: id, organisation: id, detail: { step, ...(remark && { text: remark }) } }, now)
  if (step === 'organisation') await emit(tx, remark ? welcomeRemarked : welcomeAgreed, { organisation: id, remark }, now)
  return ok({})
}
