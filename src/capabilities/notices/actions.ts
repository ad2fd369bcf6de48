import type { z } from 'zod'
import { allKinds } from '#capabilities/findings/index.ts'
import { findOrganisation, holdingsById } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type NoticeHappened,
  noticeOpened,
  type noticesApi,
  type PreferenceChanged,
  preferenceChanged,
  type RoutingRuleInput,
  sendingHeld,
  sendingReleased,
} from './contract.ts'
import { freezeFault, windowFault } from './rules.ts'
import * as store from './store.ts'
import * as routing from './store-routing.ts'
import { countWaiting } from './store-waiting.ts'

type Input<Name extends keyof typeof noticesApi> = z.output<(typeof noticesApi)[Name]['input']>
type Done = Record<string, never>

/** Adds a routing rule; it decides for what is found from now on. */
export async function addRule(
  tx: Tx,
  input: z.output<typeof RoutingRuleInput>,
  now: Utc,
): Promise<Result<{ id: Id<'rou'> }, 'no-such-organisation' | 'no-such-holding' | 'no-such-kind' | 'no-such-family'>> {
  const { organisationId, holdingId, family, kind, severityFrom, tell, reason } = input
  if (organisationId && !(await findOrganisation(tx, organisationId))) return no('no-such-organisation')
  if (holdingId && (await holdingsById(tx, [holdingId])).length === 0) return no('no-such-holding')
  if (kind && !allKinds.some(({ id }) => id === kind)) return no('no-such-kind', kind)
  if (family && !allKinds.some((one) => one.family === family)) return no('no-such-family', family)
  const id = newId('rou')
  await routing.insertRule(tx, {
    id,
    organisation: organisationId,
    holding: holdingId,
    family,
    kind,
    severityFrom: severityFrom && rank(severityFrom),
    tell,
    reason,
    createdAt: now,
  })
  const organisation = organisationId ?? undefined
  await audit(tx, { action: 'routing.add', object: id, organisation, detail: { ...input } }, now)
  return ok({ id })
}

/** Ends a routing rule; what it decided stays explained by it. */
export async function endRule(tx: Tx, id: Id<'rou'>, now: Utc): Promise<Result<Done, 'not-found'>> {
  if ((await routing.endRule(tx, tx.scope, id, now)) === 0) return no('not-found')
  await audit(tx, { action: 'routing.end', object: id }, now)
  return ok({})
}

/** Whether the scope may decide for an organisation: the team may, and whoever answers for its security. */
const mayDecideFor = (scope: Scope, organisation: Id<'org'>): boolean => holdsFor(scope, organisation, 'member-security')

/** Chooses hour, what is told at once, and how much a day. */
export async function choose(
  tx: Tx,
  { id, digestHour, atOnceFrom, dailyCap }: Input<'setPreference'>,
  now: Utc,
): Promise<Result<Done, 'not-found' | 'not-your-role'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  if (!mayDecideFor(tx.scope, id)) return no('not-your-role')
  const choice = { digestHour, atOnceFrom: rank(atOnceFrom), dailyCap }
  if (tx.scope.team) await routing.saveChoice(tx, id, choice, now)
  else if (!(await routing.saveOwnChoice(tx, id, choice, now))) return no('not-found')
  const changed: PreferenceChanged = { organisation: id }
  await emit(tx, preferenceChanged, changed, now)
  await audit(
    tx,
    { action: 'notice-preference.set', object: id, organisation: id, detail: { digestHour, atOnceFrom, dailyCap } },
    now,
  )
  return ok({})
}

/** Lets nothing go to an organisation until a moment, or ends that. */
export async function freeze(
  tx: Tx,
  { id, until, reason }: Input<'freeze'>,
  now: Utc,
): Promise<Result<Done, 'not-found' | 'needs-reason' | 'moment-has-passed' | 'freeze-too-long'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  const fault = until !== null && freezeFault(until, now)
  if (fault) return no(fault)
  if (until !== null && reason.length < shortestReason) return no('needs-reason')
  await routing.saveFreeze(tx, id, until, until && reason, now)
  await audit(
    tx,
    { action: until ? 'notices.freeze' : 'notices.thaw', object: id, organisation: id, detail: { until, reason } },
    now,
  )
  return ok({})
}

const shortestReason = 5

/** Adds a maintenance window: a member for itself and not for long, the team for anybody or for everybody. */
export async function addWindow(
  tx: Tx,
  { organisationId, startsAt, endsAt, reason }: Input<'addWindow'>,
  now: Utc,
): Promise<
  Result<{ id: Id<'win'> }, 'not-found' | 'not-your-role' | 'window-ended-before' | 'window-too-long' | 'window-too-far'>
> {
  const { scope } = tx
  if (organisationId === null && !scope.team) return no('not-your-role')
  if (organisationId && !(await findOrganisation(tx, organisationId))) return no('not-found')
  if (organisationId && !mayDecideFor(scope, organisationId)) return no('not-your-role')
  const fault = windowFault({ startsAt, endsAt }, scope.team, now)
  if (fault) return no(fault)
  const window = { id: newId('win'), startsAt, endsAt, reason }
  if (scope.team) await routing.insertWindow(tx, { ...window, organisation: organisationId }, now)
  else await routing.insertOwnWindow(tx, { ...window, organisation: organisationId! }, now)
  const organisation = organisationId ?? undefined
  await audit(tx, { action: 'window.add', object: window.id, organisation, detail: { startsAt, endsAt, reason } }, now)
  return ok({ id: window.id })
}

export async function removeWindow(tx: Tx, id: Id<'win'>, now: Utc): Promise<Result<Done, 'not-found' | 'not-your-role'>> {
  const window = await routing.findWindow(tx, tx.scope, id)
  if (!window) return no('not-found')
  if (window.organisation && !mayDecideFor(tx.scope, window.organisation)) return no('not-your-role')
  if (tx.scope.team) await routing.deleteWindow(tx, id)
  else await routing.deleteOwnWindow(tx, id)
  await audit(tx, { action: 'window.remove', object: id, organisation: window.organisation ?? undefined }, now)
  return ok({})
}

/** Holds all sending, or lets it go on. Held already, it stays as it is. */
export async function setHold(
  tx: Tx,
  { held, reason }: Input<'setHold'>,
  now: Utc,
): Promise<Result<{ hold: HoldNow }, 'needs-reason'>> {
  if (held && reason.length < shortestReason) return no('needs-reason')
  if ((await store.isHeld(tx)) !== held) {
    await store.saveHold(tx, held, held ? reason : null, now)
    await emit(tx, held ? sendingHeld : sendingReleased, { reason }, now)
    await audit(tx, { action: held ? 'notices.hold' : 'notices.release', object: 'notices', detail: { reason } }, now)
  }
  return ok({ hold: await holdNow(tx, now) })
}

type HoldNow = Awaited<ReturnType<typeof holdNow>>

/** Whether sending is held, and what waits. */
export const holdNow = async (tx: Tx, now: Utc) => ({ ...(await store.holdOf(tx)), ...(await countWaiting(tx, now)) })

/** Notes that a member reads its notice; the first time is an event. */
export async function noteOpened(tx: Tx, notice: store.NoticeRow, now: Utc): Promise<void> {
  if (tx.scope.team || !(await store.openNotice(tx, notice.id, now))) return
  const { id, recipient, severity, subject, findings } = notice
  const about = notice.about && !(await store.isBeside(tx, notice.id)) ? notice.about : null
  const happened: NoticeHappened = { notice: id, recipient, severity: rank(severity), subject, findings, ...(about && { about }) }
  await emit(tx, noticeOpened, happened, now)
}
