import { findingsToTell, kindFor, type ToTell } from '#capabilities/findings/index.ts'
import { type Operated, operatedBy, organisationNames } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import {
  type Because,
  type Cause,
  isNowUrgent,
  type Placed,
  type Role,
  type Rule,
  recipientsOf,
  ruleFor,
  scheduleFor,
  usualWish,
} from './rules.ts'
import * as routing from './store-routing.ts'
import { insertUntold, type Untold, waitingCauses } from './store-untold.ts'

/** Somebody who is told of a finding, and why. */
export interface Recipient {
  finding: ToTell
  recipient: Id<'org'>
  role: Role
  because: Omit<Because, 'cause'>
}

/**
 * Who is told of findings now, by the narrowest routing rule. An operator counts as long as it operates the asset: who no longer does
 * learns nothing, and the owner is told.
 */
export async function recipients(tx: Tx, findings: readonly ToTell[], now: Utc): Promise<Recipient[]> {
  const run = findings.filter(({ operator }) => operator !== null)
  const operated = await operatedBy(
    tx,
    run.map(({ operator, asset }) => ({ operator: operator!, asset })),
    now,
  )
  const byFinding = new Map(run.map(({ id }, place) => [id, operated[place]]))
  const rules = await routing.presentRules(tx, tx.scope, [...new Set(findings.map(({ organisation }) => organisation))])
  const chosen = findings.map((finding) => chooseFor(finding, byFinding.get(finding.id), rules))
  const parties = new Set(chosen.flatMap(({ finding, told }) => [finding.organisation, ...told.map((one) => one.organisation)]))
  const names = await organisationNames(tx, [...parties])
  const nameOf = (id: Id<'org'>): string => names.get(id) ?? id
  return chosen.flatMap(({ finding, operates, rule, told }) =>
    told.map(({ organisation, role }) => ({
      finding,
      recipient: organisation,
      role,
      because: {
        role,
        recipient: nameOf(organisation),
        owner: nameOf(finding.organisation),
        holding: role === 'operator' ? heldByOperator(operates) : heldByOwner(finding),
        rule: rule ? { id: rule.id, tell: rule.tell, reason: rule.reason, since: rule.createdAt } : null,
      },
    })),
  )
}

function chooseFor(finding: ToTell, operates: Operated | undefined, rules: readonly Rule[]) {
  const placed: Placed = {
    organisation: finding.organisation,
    operator: operates ? finding.operator : null,
    holding: finding.holding,
    operates: operates?.id ?? null,
    kind: finding.kind,
    family: kindFor(finding.kind, undefined).family,
    severity: finding.severity,
  }
  const rule = ruleFor(rules, placed)
  return { finding, operates, rule, told: recipientsOf(placed, rule) }
}

const heldByOperator = (operates: Operated | undefined): Because['holding'] =>
  operates ? { value: operates.value, relation: 'operates', since: operates.since, proof: operates.proof } : null

const heldByOwner = ({ reason }: ToTell): Because['holding'] =>
  reason && { value: reason.within, relation: reason.relation, since: reason.since, proof: reason.proof }

/** Notes who is to be told of findings, and when; those that have vanished or settled since are left out when they are gathered. */
export async function route(tx: Tx, ids: readonly Id<'fnd'>[], cause: Exclude<Cause, 'withdrawn'>, now: Utc): Promise<void> {
  await noteRecipients(tx, await recipients(tx, await findingsToTell(tx, ids), now), cause, now)
}

/** A finding that grew worse. */
export interface Worsened {
  id: Id<'fnd'>
  before: number
  severity: number
}

/**
 * What waits of findings that grew worse waits as what they are now, and goes at once where that is wanted. Whoever waits for nothing of
 * them has been told: again only of what was not urgent for them and is now.
 */
export async function routeWorse(tx: Tx, worsened: readonly Worsened[], now: Utc): Promise<void> {
  const ids = worsened.map(({ id }) => id)
  const told = await recipients(tx, await findingsToTell(tx, ids), now)
  const wishes = await routing.wishesOf(tx, tx.scope, [...new Set(told.map(({ recipient }) => recipient))])
  const rose = new Map(worsened.map((one) => [one.id, one]))
  const waiting = Map.groupBy(await waitingCauses(tx, ids), ({ finding, recipient }) => `${finding} ${recipient}`)
  const waitsFor = ({ finding, recipient }: Recipient): Cause[] =>
    (waiting.get(`${finding.id} ${recipient}`) ?? []).map(({ cause }) => cause)
  const isUrgent = ({ finding, recipient }: Recipient): boolean =>
    isNowUrgent(rose.get(finding.id)!, wishes.get(recipient) ?? usualWish)
  for (const cause of ['opened', 'reopened', 'lapsed', 'worsened'] as const)
    await noteRecipients(
      tx,
      told.filter((one) => {
        const causes = waitsFor(one)
        return causes.includes(cause) || (cause === 'worsened' && causes.length === 0 && isUrgent(one))
      }),
      cause,
      now,
    )
}

/** Notes what recipients are to be told, each as it wants to be. */
export async function noteRecipients(tx: Tx, told: readonly Recipient[], cause: Cause, now: Utc): Promise<void> {
  if (told.length === 0) return
  const wishes = await routing.wishesOf(tx, tx.scope, [...new Set(told.map(({ recipient }) => recipient))])
  const rows: Untold[] = told.map(({ finding, recipient, role, because }) => ({
    finding: finding.id,
    recipient,
    organisation: finding.organisation,
    cause,
    role,
    severity: finding.severity,
    because: { cause, ...because },
    ...scheduleFor(finding.severity, wishes.get(recipient) ?? usualWish, now),
  }))
  await insertUntold(tx, rows, now)
}
