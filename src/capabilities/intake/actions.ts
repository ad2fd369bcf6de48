import {
  changeOperators,
  findingsOn,
  kindFor,
  kindOf,
  looseIn,
  looseOn,
  makeReady,
  operableOf,
  type Ready,
  reassign,
  record,
  type StoredSighting,
  type Ground as Stretch,
  severityOf,
  sightingsOfFindings,
  type Taken,
  type Verdict,
} from '#capabilities/findings/index.ts'
import {
  type AttributionHolding,
  holdingsForAttribution,
  organisationNames,
  registerVersion,
} from '#capabilities/members/index.ts'
import { readHost } from '#domain/host.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { readNetwork } from '#domain/network.ts'
import { type Pap, strictestPap } from '#domain/pap.ts'
import type { Observation } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import { type Utc, utc } from '#domain/time.ts'
import { strictest, type Tlp } from '#domain/tlp.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emitEach } from '#platform/events.ts'
import { intakeSolved, intakeUnattributed } from './contract.ts'
import {
  buildRegister,
  type Ground,
  groupOf,
  type IgnoreRule,
  ignoredBy,
  isStill,
  type Ownership,
  operatorAt,
  ownerAt,
  type Register,
  unattributedGroups,
  worthTelling,
} from './rules.ts'
import * as store from './store.ts'

/** What is known while a file is read: the register and the rules, as of one version. */
export interface Knowledge {
  register: Register
  rules: readonly IgnoreRule[]
}

/** Loads the register and the rules; asked again when the register has changed. A register of before is taken as it is when it still holds. */
export async function know(tx: Tx, now: Utc, before?: Register): Promise<Knowledge> {
  const rules = await store.rulesInForce(tx, now)
  const version = await registerVersion(tx)
  if (before?.version === version) return { register: before, rules }
  const grounds: Ground[] = []
  for await (const page of holdingsForAttribution(tx)) for (const holding of page) grounds.push(toGround(holding))
  return { register: buildRegister(version, grounds), rules }
}

/** The same knowledge when it still holds, else new. One cheap question a batch. */
export async function stillKnow(tx: Tx, knowledge: Knowledge, now: Utc): Promise<Knowledge> {
  return (await registerVersion(tx)) === knowledge.register.version ? knowledge : know(tx, now)
}

const toGround = (holding: AttributionHolding): Ground => ({
  id: uuidOf(holding.id),
  organisation: uuidOf(holding.organisationId),
  organisationName: holding.organisationName,
  member: holding.member,
  relation: holding.relation,
  form: holding.form,
  value: holding.value,
  from: holding.from,
  to: holding.to,
  proof: holding.proof,
  confirmedAt: holding.confirmedAt,
  criticality: holding.criticality,
})

/** Where a batch came from. */
export interface Origin {
  import: string
  source: string
  tlp: Tlp
  pap: Pap
  /** The place of the batch's first observation among all of the file. */
  firstNumber: number
}

export interface IntakeTally {
  sightings: number
  attributed: number
  unattributed: number
  ambiguous: number
  outsiders: number
  ignored: number
  opened: number
  seenAgain: number
  seenLate: number
  reopened: number
}

/** Observations that are understood: whose is each, and is it worth telling. Good while the register and the place in the file are the same. */
export interface Understood {
  knowledge: Knowledge
  firstNumber: number
  ready: Ready
}

/** Understands a batch of observations without asking the database: made while that works on the batch before. */
export function understandAll(knowledge: Knowledge, origin: Origin, observations: readonly Observation[], now: Utc): Understood {
  const { firstNumber } = origin
  const nowMs = Date.parse(now)
  const batch = observations.map((observation, index) => understand(knowledge, origin, observation, firstNumber + index, nowMs))
  return { knowledge, firstNumber, ready: makeReady(batch) }
}

/**
 * Takes in a batch of observations: whose is each, is it worth telling, and what does it do to the findings. In the caller's transaction.
 * `before` is what `understandAll` made of the same observations; it is made again when it no longer holds. `busy` as in `record`.
 */
export async function take(
  tx: Tx,
  knowledge: Knowledge,
  origin: Origin,
  observations: readonly Observation[],
  now: Utc,
  { before, busy }: { before?: Understood | undefined; busy?: (() => void) | undefined } = {},
): Promise<IntakeTally> {
  const holds = before?.knowledge === knowledge && before.firstNumber === origin.firstNumber
  const { ready } = holds ? before : understandAll(knowledge, origin, observations, now)
  const { batch } = ready
  const steps = await record(tx, ready, now, busy)
  await emitEach(tx, intakeUnattributed, unattributedGroups(batch), now)
  const count = (state: Verdict['state']) => batch.reduce((sum, taken) => (taken.verdict.state === state ? sum + 1 : sum), 0)
  return {
    sightings: batch.length,
    attributed: count('attributed'),
    unattributed: count('unattributed'),
    ambiguous: count('ambiguous'),
    outsiders: count('outsider'),
    ignored: count('ignored'),
    opened: steps.opened,
    seenAgain: steps['seen-again'],
    seenLate: steps['seen-late'],
    reopened: steps.reopened,
  }
}

function understand(knowledge: Knowledge, origin: Origin, observation: Observation, number: number, now: number): Taken {
  const kind = kindFor(observation.kind, observation.type)
  return {
    import: origin.import,
    number,
    line: observation.line,
    source: origin.source,
    seenAt: observation.seenAt,
    kind,
    form: observation.form,
    asset: observation.asset,
    severity: severityOf(kind, observation.severity),
    tlp: observation.tlp ? strictest(observation.tlp, origin.tlp) : origin.tlp,
    pap: observation.pap ? strictestPap(observation.pap, origin.pap) : origin.pap,
    evidence: observation.evidence,
    verdict: judge(knowledge, observation, kind.id, origin.source, Date.parse(observation.seenAt), now),
  }
}

/** Whose it is, and whether it is told: the one decision of intake. */
function judge(
  knowledge: Knowledge,
  seen: Pick<Observation, 'form' | 'asset'>,
  kind: string,
  source: string,
  seenAt: number,
  now: number,
): Verdict {
  const ownership = ownerAt(knowledge.register, seen.form, seen.asset, seenAt)
  const organisation = ownership.state === 'known' ? ownership.owner.organisation : null
  const rule =
    knowledge.rules.length > 0 ? ignoredBy(knowledge.rules, { organisation, kind, source, asset: seen.asset }, now) : undefined
  if (rule) return { state: 'ignored', organisation, rule: rule.id }
  if (ownership.state === 'nobody') return { state: 'unattributed' }
  if (ownership.state === 'ambiguous')
    return { state: 'ambiguous', candidates: ownership.candidates.map((ground) => ground.organisation) }
  return ownership.owner.member ? attributed(ownership, now) : { state: 'outsider', organisation: ownership.owner.organisation }
}

/** An operator at that time is told in the reason; whoever has ceased to be one by now has nothing to do with it any more. */
function attributed({ owner, operator, by, asked }: Extract<Ownership, { state: 'known' }>, now: number): Verdict {
  return {
    state: 'attributed',
    organisation: owner.organisation,
    operator: operator && isStill(operator, now) ? operator.organisation : null,
    holding: owner.id,
    criticality: owner.criticality,
    reason: {
      by,
      asked,
      within: owner.form === 'asn' ? `AS${owner.value}` : owner.value,
      relation: owner.relation,
      organisation: owner.organisationName,
      since: utc(owner.from),
      until: owner.to === null ? null : utc(owner.to),
      proof: owner.proof,
      confirmedAt: owner.confirmedAt,
      ...(operator && { operator: operator.organisationName }),
    },
  }
}

/**
 * Decides anew whose the sightings on some pieces of ground are, after the register changed: what was nobody's, and what somebody else had.
 * Works in pages of their own transactions and may be run again from the start at any time. Returns how many sightings moved;
 * `onPage` is told how many were looked at.
 */
export async function reattribute(
  db: Db,
  stretches: readonly Stretch[],
  now: Utc,
  onPage: OnPage = async () => undefined,
): Promise<number> {
  const known: { is?: Knowledge } = {}
  let moved = 0
  for (const stretch of stretches) moved += await reattributeOne(db, stretch, known, now, onPage)
  return moved
}

type OnPage = (sightings: number) => Promise<void>

async function reattributeOne(db: Db, stretch: Stretch, known: { is?: Knowledge }, now: Utc, onPage: OnPage): Promise<number> {
  const scope = systemScope('intake')
  const page = db.bulkRows
  let moved = 0
  const told = new Set<string>()
  for (let after: { import: string; number: number } | undefined, more = true; more; ) {
    const done = await db.in(scope, async (tx) => {
      const loose = await looseOn(tx, stretch, after, page)
      const seen = loose.length
      for (const { state, severity, asset } of loose)
        if (state === 'unattributed' && severity >= worthTelling) told.add(groupOf(asset))
      return { last: loose.at(-1), full: seen === page, seen, moved: await decideAnew(tx, known, loose, now) }
    })
    moved += done.moved
    await onPage(done.seen)
    after = done.last && { import: done.last.import, number: done.last.number }
    more = done.full
  }
  if (told.size > 0) await db.in(scope, (tx) => tellSolved(tx, [...told], now))
  for (let after: string | undefined, more = true; more; ) {
    const done = await db.in(scope, async (tx) => {
      const findings = await findingsOn(tx, stretch, after, 200)
      const sightings = await sightingsOfFindings(tx, findings, stretch)
      const moved = await decideAnew(tx, known, sightings, now)
      await operateAnew(tx, known, findings, now)
      return { last: findings.at(-1), full: findings.length === 200, seen: sightings.length, moved }
    })
    moved += done.moved
    await onPage(done.seen)
    after = done.last
    more = done.full
  }
  return moved
}

/** Tells of what the team was told is nobody's, and is no more. */
async function tellSolved(tx: Tx, groups: readonly string[], now: Utc): Promise<void> {
  const left = await looseIn(tx, groups, worthTelling)
  await emitEach(
    tx,
    intakeSolved,
    groups.filter((group) => !left.has(group)).map((group) => ({ group })),
    now,
  )
}

/** Puts findings in the hands of who operates their assets now. */
async function operateAnew(tx: Tx, known: { is?: Knowledge }, findings: readonly string[], now: Utc): Promise<void> {
  if (findings.length === 0) return
  const { register } = await latest(tx, known, now)
  const changes = (await operableOf(tx, findings)).flatMap((one) => {
    const operator = operatorAt(register, one, Date.parse(now))
    return operator === one.operator ? [] : [{ finding: one.finding, operator }]
  })
  await changeOperators(tx, changes, now)
}

async function latest(tx: Tx, known: { is?: Knowledge }, now: Utc): Promise<Knowledge> {
  known.is = known.is ? await stillKnow(tx, known.is, now) : await know(tx, now)
  return known.is
}

/** Moves those of the sightings whose owner is another by today's knowledge. */
async function decideAnew(tx: Tx, known: { is?: Knowledge }, sightings: readonly StoredSighting[], now: Utc): Promise<number> {
  if (sightings.length === 0) return 0
  const knowledge = await latest(tx, known, now)
  const moved = sightings.flatMap((sighting) => {
    const taken = retake(knowledge, sighting, Date.parse(now))
    return isElsewhere(sighting, taken) ? [{ before: { finding: sighting.finding }, taken }] : []
  })
  if (moved.length > 0) await reassign(tx, moved, now)
  return moved.length
}

function retake(knowledge: Knowledge, sighting: StoredSighting, now: number): Taken {
  const kind = kindFor(sighting.kind, undefined)
  return {
    ...sighting,
    kind,
    severity: severities[4 - sighting.severity]!,
    verdict: judge(knowledge, sighting, kind.id, sighting.source, Date.parse(sighting.seenAt), now),
  }
}

function isElsewhere(sighting: StoredSighting, taken: Taken): boolean {
  const { verdict } = taken
  if (verdict.state === 'ignored') return false
  if (verdict.state !== sighting.state) return true
  return 'organisation' in verdict && verdict.organisation !== sighting.organisation
}

/** Adds an ignore rule. What it names must exist or be well formed; a rule for everything is refused. */
export async function addRule(
  tx: Tx,
  scope: Scope,
  input: {
    organisationId: Id<'org'> | null
    kind: string | null
    source: string | null
    network: string | null
    host: string | null
    reason: string
    expiresAt: Utc
  },
  now: Utc,
): Promise<
  Result<
    { id: Id<'ign'> },
    'rule-too-wide' | 'no-such-kind' | 'rule-ended-before' | 'bad-network' | 'bad-host' | 'no-such-organisation'
  >
> {
  if (!input.kind && !input.source && !input.network && !input.host) return no('rule-too-wide')
  if (input.expiresAt <= now) return no('rule-ended-before')
  const network = input.network ? readNetwork(input.network) : undefined
  if (input.network && !network) return no('bad-network', input.network)
  // A rule that wide would blind the sector; an organisation's own holdings are no wider.
  if (network && network.prefix < (network.version === 4 ? 8 : 16)) return no('rule-too-wide', network.text)
  if (input.kind && !kindOf(input.kind)) return no('no-such-kind', input.kind)
  const host = input.host ? readHost(input.host) : undefined
  if (input.host && !host) return no('bad-host', input.host)
  if (input.organisationId && !(await organisationNames(tx, [input.organisationId])).has(input.organisationId))
    return no('no-such-organisation')
  const id = newId('ign')
  await store.insertRule(tx, scope, { ...input, id, network: network?.text ?? null, host: host ?? null }, now)
  await audit(
    tx,
    { action: 'ignore-rule.add', object: id, organisation: input.organisationId ?? undefined, detail: { ...input } },
    now,
  )
  return ok({ id })
}

export async function endRule(tx: Tx, scope: Scope, id: Id<'ign'>, now: Utc): Promise<Result<Record<never, never>, 'not-found'>> {
  if ((await store.endRule(tx, scope, id, now)) === 0) return no('not-found')
  await audit(tx, { action: 'ignore-rule.end', object: id }, now)
  return ok({})
}
