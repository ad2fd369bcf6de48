import { type HoldingFault, memberOrganisation, readHolding, registerOf } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit, emitEach } from '#platform/events.ts'
import { catalogue } from './catalogue.data.ts'
import {
  type ApprovalHappened,
  approvalNeeded,
  approvalSettled,
  type BulkDeed,
  consentGiven,
  consentWithdrawn,
  type DifferenceLine,
  enrolmentChanged,
  type ServiceHappened,
  type ServiceId,
  type Subject,
  type TermsBody,
  termsPublished,
} from './contract.ts'
import { enrolments, target as targetNow, targetsOf } from './proof.ts'
import { differenceOf, fits, isVerified, linesOf, type Stand, standOf, targetState, versionsAt } from './rules.ts'
import * as store from './store.ts'
import { readersOf } from './tell-terms.ts'

type Done = Record<never, never>
type Wall = 'not-found' | 'not-your-role'

/** The member that somebody may speak for. A reader may not, and the team speaks for nobody. */
async function spokenFor(tx: Tx, scope: Scope, id: Id<'org'>) {
  const member = scope.organisations.includes(id) ? await memberOrganisation(tx, scope, id) : undefined
  if (!scope.organisations.includes(id)) return no('not-found')
  if (!holdsFor(scope, id, 'member-security')) return no('not-your-role')
  return member ? ok(member) : no('not-a-member')
}

/** What has no service of its own to wait for is the enrolment itself. */
const itself = (organisation: Id<'org'>, service: ServiceId): string => `${service}@${organisation}`

export interface NewTarget {
  form: 'network' | 'domain'
  value: string
}

interface Yes {
  subject: Subject
  version: number
  signatory: string
  contactId: Id<'con'> | null
  targets: readonly NewTarget[]
}

export type ConsentFault =
  | Wall
  | HoldingFault
  | 'not-a-member'
  | 'person-needed'
  | 'no-terms'
  | 'terms-changed'
  | 'agreement-first'
  | 'contact-unknown'
  | 'targets-missing'
  | 'no-targets-here'

/**
 * A member says yes to one version, and asks for the service with it. The version must count now, or be the next: whoever reads one while
 * another is published reads again. Networks and domains outside what the member has proved go to the team.
 */
export async function consent(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { subject, version, signatory, contactId, targets }: Yes,
  now: Utc,
): Promise<Result<Stand, ConsentFault>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const whose = await spokenFor(tx, scope, organisation)
  if (!whose.ok) return whose
  await store.holdTerms(tx, subject, 'to-consent')
  const versions = versionsAt(await store.termsOf(tx, subject), now)
  if (!versions.current && !versions.next) return no('no-terms')
  if (version !== versions.current?.version && version !== versions.next?.version) return no('terms-changed')
  const [before, agreement] = await Promise.all([
    one(tx, scope, organisation, subject, now),
    one(tx, scope, organisation, 'membership', now),
  ])
  if (subject !== 'membership' && !agreement?.agreed) return no('agreement-first')
  const named = await namedContact(tx, organisation, contactId, now)
  if (!named) return no('contact-unknown')
  const read = await readTargets(tx, organisation, subject, targets, now)
  if (!read.ok) return read
  if (subject !== 'membership' && catalogue[subject].needsTargets && read.value.length === 0 && !before?.wanted)
    return no('targets-missing')
  await store.addConsents(tx, scope, [{ organisation, subject, version, signatory }], now)
  await store.want(tx, [{ organisation, subject, contact: contactId }], now)
  await store.addSteps(tx, scope, [{ organisation, subject, what: 'consented', version, text: signatory }], now)
  await emit(tx, consentGiven, { organisation, subject, version } satisfies ServiceHappened, now)
  const detail = { subject, version, signatory, targets: read.value.map(({ value }) => value) }
  await audit(tx, { action: 'service.consent', object: organisation, organisation, detail }, now)
  if (subject !== 'membership') await takeUp(tx, scope, organisation, subject, read.value, before?.ended ?? false, now)
  const after = standOf(subject, await one(tx, scope, organisation, subject, now))
  if (subject !== 'membership' && after.why === 'approval')
    await needApproval(tx, { organisation, service: subject, objects: [itself(organisation, subject)], targets: [] }, now)
  return ok(after)
}

const one = async (tx: Tx, scope: Scope, organisation: Id<'org'>, subject: Subject, now: Utc) =>
  (await enrolments(tx, scope, { organisation, subject }, now))[0]

async function namedContact(tx: Tx, organisation: Id<'org'>, contact: Id<'con'> | null, now: Utc): Promise<boolean> {
  if (contact === null) return true
  const { contacts } = await registerOf(tx, organisation, now)
  return contacts.some(({ id }) => id === contact)
}

type ReadTarget = NewTarget & { verified: boolean }

async function readTargets(
  tx: Tx,
  organisation: Id<'org'>,
  subject: Subject,
  targets: readonly NewTarget[],
  now: Utc,
): Promise<Result<ReadTarget[], HoldingFault | 'no-targets-here'>> {
  if (targets.length === 0) return ok([])
  if (subject === 'membership' || !catalogue[subject].needsTargets) return no('no-targets-here')
  const { holdings } = await registerOf(tx, organisation, now)
  const read = new Map<string, ReadTarget>()
  for (const { form, value } of targets) {
    const canonical = readHolding(form, value)
    if (!canonical.ok) return { ...canonical, detail: canonical.detail ?? value }
    const target = { form, value: canonical.value }
    read.set(`${form} ${canonical.value}`, { ...target, verified: isVerified(target, holdings) })
  }
  return ok([...read.values()])
}

/** Consents of many members at once, as they said yes on paper before they had accounts here. The scope must speak for all of them. */
export async function enrolAll(
  tx: Tx,
  scope: Scope,
  yeses: readonly { organisation: Id<'org'>; subject: Subject; version: number; signatory: string }[],
  now: Utc,
): Promise<void> {
  await store.addConsents(tx, scope, yeses, now)
  await store.want(
    tx,
    yeses.map(({ organisation, subject }) => ({ organisation, subject, contact: null })),
    now,
  )
  const steps = yeses.map(({ signatory, ...yes }) => ({ ...yes, what: 'consented', text: signatory }))
  await store.addSteps(tx, scope, steps, now)
}

/** Adds networks and domains to a service; those that nobody has proved become the team's to decide, after an end all of them anew. */
async function takeUp(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  service: ServiceId,
  targets: readonly ReadTarget[],
  isAnew: boolean,
  now: Utc,
): Promise<void> {
  const added = targets.length > 0 ? await store.addTargets(tx, scope, organisation, service, targets, now) : []
  const text = added.map(({ value }) => value).join(', ')
  if (text) await store.addSteps(tx, scope, [{ organisation, subject: service, what: 'targets-added', text }], now)
  const all = isAnew ? (await targetsOf(tx, scope, organisation, now)).filter((each) => each.service === service) : added
  const outside = all.filter((each) => targetState(each) === 'waiting')
  if (outside.length > 0)
    await needApproval(
      tx,
      { organisation, service, objects: outside.map(({ id }) => id), targets: outside.map(({ value }) => value) },
      now,
    )
}

const needApproval = (tx: Tx, what: ApprovalHappened, now: Utc): Promise<void> => emit(tx, approvalNeeded, what, now)
const settleApproval = (tx: Tx, what: ApprovalHappened, now: Utc): Promise<void> => emit(tx, approvalSettled, what, now)

/** A consent is taken back: in this transaction what stands on it may no longer be used. The team does it for a member that asks. */
export async function withdraw(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  subject: Subject,
  reason: string,
  now: Utc,
): Promise<Result<Done, Wall | 'not-consented' | 'reason-missing'>> {
  if (!scope.team && !scope.organisations.includes(organisation)) return no('not-found')
  if (!holdsFor(scope, organisation, 'member-security')) return no('not-your-role')
  if (scope.team && reason.length < 3) return no('reason-missing')
  const withdrawn = await store.withdrawConsents(tx, scope, organisation, subject, now)
  const ended = await store.endEnrolment(tx, scope, organisation, subject, now)
  if (withdrawn + ended === 0)
    return no(scope.team && !(await memberOrganisation(tx, scope, organisation)) ? 'not-found' : 'not-consented')
  await store.addSteps(tx, scope, [{ organisation, subject, what: 'withdrawn', text: reason }], now)
  await emit(tx, consentWithdrawn, { organisation, subject } satisfies ServiceHappened, now)
  if (subject !== 'membership') {
    const asked = (await store.targetsOf(tx, scope, organisation)).filter(({ service }) => service === subject)
    const objects = [itself(organisation, subject), ...asked.map(({ id }) => id)]
    await settleApproval(tx, { organisation, service: subject, objects, targets: [] }, now)
    await store.forgetApprovals(tx, scope, organisation, subject)
  }
  await audit(tx, { action: 'service.withdraw', object: organisation, organisation, detail: { subject, reason } }, now)
  return ok({})
}

/** Changes whom a service is to reach, and adds networks and domains. */
export async function change(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  asked: { service: ServiceId; contactId?: Id<'con'> | null | undefined; targets: readonly NewTarget[] },
  now: Utc,
): Promise<Result<Done, ConsentFault | 'not-enrolled'>> {
  const whose = await spokenFor(tx, scope, organisation)
  if (!whose.ok) return whose
  const { service, contactId } = asked
  const before = await one(tx, scope, organisation, service, now)
  if (!before?.wanted || before.ended) return no('not-enrolled')
  if (contactId !== undefined && !(await namedContact(tx, organisation, contactId, now))) return no('contact-unknown')
  const targets = await readTargets(tx, organisation, service, asked.targets, now)
  if (!targets.ok) return targets
  if (contactId !== undefined) await store.setContact(tx, scope, organisation, service, contactId, now)
  await takeUp(tx, scope, organisation, service, targets.value, false, now)
  const detail = { service, contact: contactId, targets: targets.value.map(({ value }) => value) }
  await audit(tx, { action: 'service.change', object: organisation, organisation, detail }, now)
  return ok({})
}

/** A network or domain is taken away from a service: nobody looks at it any more. */
export async function removeTarget(tx: Tx, scope: Scope, id: Id<'tgt'>, now: Utc): Promise<Result<Done, Wall>> {
  const target = await store.target(tx, scope, id)
  if (!target) return no('not-found')
  const { organisation, service, value } = target
  if (scope.team || !holdsFor(scope, organisation, 'member-security')) return no('not-your-role')
  await store.removeTarget(tx, scope, id)
  await store.addSteps(tx, scope, [{ organisation, subject: service, what: 'target-removed', text: value }], now)
  await settleApproval(tx, { organisation, service, objects: [id], targets: [] }, now)
  await audit(tx, { action: 'service.target-remove', object: id, organisation, detail: { service, value } }, now)
  return ok({})
}

/** The team decides of a network or domain that the member has not proved to be its own, or leaves it open again. */
export async function decideTarget(
  tx: Tx,
  scope: Scope,
  id: Id<'tgt'>,
  { decision, reason }: { decision: 'approved' | 'refused' | 'waiting'; reason: string },
  now: Utc,
): Promise<Result<Done, 'not-found'>> {
  const target = await targetNow(tx, scope, id, now)
  if (!target) return no('not-found')
  const { organisation, service, value } = target
  await store.decideTarget(tx, scope, id, decision === 'waiting' ? null : decision, reason, now)
  const text = `${value}: ${reason}`
  await store.addSteps(tx, scope, [{ organisation, subject: service, what: `target-${decision}`, text }], now)
  const what = { organisation, service, objects: [id], targets: [value] }
  if (decision !== 'waiting') await settleApproval(tx, what, now)
  else if (!target.verified) await needApproval(tx, what, now)
  await audit(
    tx,
    { action: 'service.target-decide', object: id, organisation, detail: { service, value, decision, reason } },
    now,
  )
  return ok({})
}

/** What the team does for many at once. What does not fit where a member stands is left out and counted. */
export async function bulk(
  tx: Tx,
  scope: Scope,
  asked: { id: Subject; deed: BulkDeed; organisations: readonly Id<'org'>[]; reason: string; dryRun: boolean },
  now: Utc,
): Promise<Result<{ changed: Id<'org'>[]; unfit: number }, 'no-terms' | 'reason-missing'>> {
  const { id: subject, deed, reason, dryRun } = asked
  const organisations = [...new Set(asked.organisations)]
  if (deed === 'offer' && (await store.termsOf(tx, subject)).length === 0) return no('no-terms')
  if (deed === 'pause' && !dryRun && reason.length < 3) return no('reason-missing')
  const standing = new Map((await enrolments(tx, scope, { subject }, now)).map((row) => [row.organisation, row]))
  const changed: Id<'org'>[] = []
  for (const organisation of organisations)
    if (fits(deed, subject, standing.get(organisation)) && (await memberOrganisation(tx, scope, organisation)))
      changed.push(organisation)
  const answer = { changed, unfit: organisations.length - changed.length }
  if (dryRun || changed.length === 0) return ok(answer)
  await store.carryOut(tx, scope, deed, subject, changed, reason, now)
  await store.addSteps(
    tx,
    scope,
    changed.map((organisation) => ({ organisation, subject, what: deed, text: reason })),
    now,
  )
  await emitEach(
    tx,
    enrolmentChanged,
    changed.map((organisation): ServiceHappened => ({ organisation, subject })),
    now,
  )
  if (subject !== 'membership' && (deed === 'approve' || deed === 'unapprove'))
    await emitEach(
      tx,
      deed === 'approve' ? approvalSettled : approvalNeeded,
      changed.map(
        (organisation): ApprovalHappened => ({
          organisation,
          service: subject,
          objects: [itself(organisation, subject)],
          targets: [],
        }),
      ),
      now,
    )
  for (const organisation of changed)
    await audit(tx, { action: 'service.enrolment', object: organisation, organisation, detail: { subject, deed, reason } }, now)
  return ok(answer)
}

/** Publishes the next version of terms. The one before stays; until a member says yes to the new one, nothing that stands on it may be used. */
export async function publish(
  tx: Tx,
  scope: Scope,
  asked: {
    id: Subject
    after: number
    body: TermsBody
    changed: Record<'nb' | 'nn' | 'en', string>
    validFrom?: Utc | undefined
    dryRun: boolean
  },
  locale: 'nb' | 'nn' | 'en',
  of: number,
  now: Utc,
): Promise<
  Result<
    { version: number; difference: DifferenceLine[]; mustAgain: number; of: number; letters: number; enrolled: number },
    'terms-changed' | 'terms-same' | 'valid-from-has-passed' | 'valid-from-too-early'
  >
> {
  const { id: subject, after, body, changed, validFrom = now, dryRun } = asked
  if (!dryRun) await store.holdTerms(tx, subject, 'to-publish')
  const last = (await store.termsOf(tx, subject)).at(-1)
  if ((last?.version ?? 0) !== after) return no('terms-changed')
  if (validFrom < now) return no('valid-from-has-passed')
  if (last && validFrom <= last.validFrom) return no('valid-from-too-early')
  const locales = ['nb', 'nn', 'en'] as const
  const isSame = (one: 'nb' | 'nn' | 'en') =>
    last && differenceOf(linesOf(last.body[one]), linesOf(body[one])).every(({ what }) => what === 'same')
  if (locales.every(isSame)) return no('terms-same')
  const version = after + 1
  const told = await readersOf(tx, scope, subject, now)
  const answer = {
    version,
    difference: differenceOf(last ? linesOf(last.body[locale]) : [], linesOf(body[locale])),
    mustAgain: last ? await store.consentingTo(tx, subject, last.version) : 0,
    of,
    letters: told.readers.length,
    enrolled: told.of,
  }
  if (dryRun) return ok(answer)
  await store.addTerms(tx, { subject, version, body, changed, validFrom, publishedAt: now, publishedBy: scope.who.name })
  await emit(tx, termsPublished, { subject, version, validFrom }, now)
  await audit(
    tx,
    { action: 'service.terms', object: `terms:${subject}`, detail: { subject, version, validFrom, changed: changed.en } },
    now,
  )
  return ok(answer)
}
