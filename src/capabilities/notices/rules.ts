import type { Id } from '#domain/id.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Constituency, NoticeState, OrganisationKind, Schedule, Tell } from './contract.ts'
import { nextDigest } from './rules-digest.ts'

/** As what somebody is told of a finding. */
export type Role = 'owner' | 'operator'

/** A routing rule as deciding needs it. */
export interface Rule {
  id: Id<'rou'>
  organisation: Id<'org'> | null
  holding: Id<'hol'> | null
  family: string | null
  kind: string | null
  severityFrom: number | null
  tell: Tell
  reason: string
  createdAt: Utc
}

/** What of a finding routing looks at. `operates` is the holding by which the operator runs it. */
export interface Placed {
  organisation: Id<'org'>
  operator: Id<'org'> | null
  holding: Id<'hol'> | null
  operates: Id<'hol'> | null
  kind: string
  family: string
  severity: number
}

const fits = (rule: Rule, finding: Placed): boolean =>
  (rule.holding === null || rule.holding === finding.holding || rule.holding === finding.operates) &&
  (rule.organisation === null || rule.organisation === finding.organisation) &&
  (rule.kind === null || rule.kind === finding.kind) &&
  (rule.family === null || rule.family === finding.family) &&
  (rule.severityFrom === null || rule.severityFrom <= finding.severity)

/** How narrow a rule is: holding before organisation before everybody, then kind before family before none, then severity. */
const narrowness = (rule: Rule): number[] => [
  rule.holding ? 2 : rule.organisation ? 1 : 0,
  rule.kind ? 2 : rule.family ? 1 : 0,
  rule.severityFrom ?? -1,
]

/** Which of two is narrower; of two that are equally narrow the later one. */
function isNarrower(one: Rule, other: Rule): boolean {
  const [left, right] = [narrowness(one), narrowness(other)]
  const place = left.findIndex((value, index) => value !== right[index])
  return place < 0 ? [one.createdAt, one.id] > [other.createdAt, other.id] : left[place]! > right[place]!
}

/** The narrowest rule that fits a finding, if any. */
export const ruleFor = (rules: readonly Rule[], finding: Placed): Rule | undefined =>
  rules
    .filter((rule) => fits(rule, finding))
    .reduce<Rule | undefined>((best, rule) => (best && !isNarrower(rule, best) ? best : rule), undefined)

/** Who is told: without a rule the operator where there is one, else the owner. Where nobody operates, the owner, whatever a rule says. */
export function recipientsOf(finding: Placed, rule: Rule | undefined): { organisation: Id<'org'>; role: Role }[] {
  const owner = { organisation: finding.organisation, role: 'owner' } as const
  if (finding.operator === null || finding.operator === finding.organisation) return [owner]
  const operator = { organisation: finding.operator, role: 'operator' } as const
  const tell = rule?.tell ?? 'operator'
  return tell === 'both' ? [owner, operator] : tell === 'owner' ? [owner] : [operator]
}

/** How a recipient wants to be told, as deciding needs it; severities as numbers. */
export interface Wish {
  digestHour: number
  atOnceFrom: number
  dailyCap: number
  frozenUntil: Utc | null
}

/** What holds for whoever has chosen nothing; also the defaults of the table. */
export const usualWish: Wish = { digestHour: 8, atOnceFrom: 4, dailyCap: 5, frozenUntil: null }

/** For so long what goes at once is gathered after the last of it came, so that one report gives one notice; and no longer than this. */
export const quiet = 20_000
export const longestGathering = 2 * quiet

/** When a recipient is told of something so severe. */
export const scheduleFor = (severity: number, wish: Wish, now: Utc): { schedule: Schedule; sendAfter: Utc } =>
  severity >= wish.atOnceFrom
    ? { schedule: 'at-once', sendAfter: quietFrom(now) }
    : { schedule: 'daily', sendAfter: nextDigest(now, wish.digestHour) }

/** What waits to be told, as deciding needs it. */
export interface Waits {
  schedule: Schedule
  sendAfter: Utc
  severity: number
}

/** A window in which only what is critical is sent; null is everybody's. */
export interface OpenWindow {
  organisation: Id<'org'> | null
}

/** What no window and no cap holds up. */
export const critical = 4

/** For so long a member may hold what is not critical back in one go, and so far ahead; and so long the team may freeze. In days. */
const longestWindow = 14
const farthestWindow = 365
const longestFreeze = 90

/** What is wrong with a maintenance window; the team may make one as long as it wants. */
export function windowFault(
  { startsAt, endsAt }: { startsAt: Utc; endsAt: Utc },
  team: boolean,
  now: Utc,
): 'window-ended-before' | 'window-too-long' | 'window-too-far' | undefined {
  if (endsAt <= startsAt || endsAt <= now) return 'window-ended-before'
  if (team) return undefined
  if (endsAt > later(startsAt, longestWindow * day)) return 'window-too-long'
  return startsAt > later(now, farthestWindow * day) ? 'window-too-far' : undefined
}

/** What is wrong with the moment until which nothing is to go to an organisation. */
export const freezeFault = (until: Utc, now: Utc): 'moment-has-passed' | 'freeze-too-long' | undefined => {
  if (until <= now) return 'moment-has-passed'
  return until > later(now, longestFreeze * day) ? 'freeze-too-long' : undefined
}

/** Why something is not told although its time has come: the team froze it, or a maintenance window is open. */
export const heldBack = (
  recipient: Id<'org'>,
  severity: number,
  wish: Wish,
  windows: readonly OpenWindow[],
  now: Utc,
): 'freeze' | 'window' | undefined => {
  if (wish.frozenUntil !== null && wish.frozenUntil > now) return 'freeze'
  const inWindow = windows.some(({ organisation }) => organisation === null || organisation === recipient)
  return inWindow && severity < critical ? 'window' : undefined
}

/** What of one recipient's waiting is told now: of the digest what is due, and what goes at once when no more of it is coming in. */
export function dueNow<Row extends Waits>(waiting: readonly Row[], now: Utc): Row[] {
  const atOnce = waiting.filter(({ schedule }) => schedule === 'at-once')
  const isQuiet = atOnce.every(({ sendAfter }) => sendAfter <= now)
  const isLate = atOnce.some(({ sendAfter }) => later(sendAfter, longestGathering - quiet) <= now)
  const digest = waiting.filter(({ schedule, sendAfter }) => schedule === 'daily' && sendAfter <= now)
  return [...(isQuiet || isLate ? atOnce : []), ...digest]
}

const municipal: readonly OrganisationKind[] = ['municipality', 'county', 'intermunicipal']
const health: readonly OrganisationKind[] = [
  'regional-health-authority',
  'hospital-trust',
  'hospital',
  'general-practice',
  'dental-practice',
  'pharmacy',
]

interface Constituent {
  constituencies: readonly Constituency[]
  kinds: readonly OrganisationKind[]
}

/** The one constituency that somebody belongs to before all others, if it can be said. */
function mainConstituency({ constituencies, kinds }: Constituent): Constituency | undefined {
  if (constituencies.length === 1) return constituencies[0]
  if (kinds.some((kind) => municipal.includes(kind))) return 'municipal'
  return kinds.some((kind) => health.includes(kind)) ? 'health' : undefined
}

/**
 * As whom we write to a recipient: as the sender of its constituency. Who is in both, or in none, is written to by what it is
 * (a municipality as municipal, a hospital as health); an operator or supplier by what most of those are that it is told about, and
 * where that is even, as health. So one recipient gets one notice.
 */
export function constituencyOf(recipient: Constituent, owners: readonly Constituent[]): Constituency {
  const main = mainConstituency(recipient)
  if (main) return main
  const of = owners.map(mainConstituency)
  const count = (wanted: Constituency) => of.filter((constituency) => constituency === wanted).length
  return count('municipal') > count('health') ? 'municipal' : 'health'
}

/** States of a finding of which somebody may still be told; `told` is one of whom another was told. */
const worthTelling: readonly string[] = ['open', 'told']

/**
 * Whether there is something to tell. What is being worked on or accepted is told anew when it grew worse: it was answered for less.
 * A claim of fixed stands; what is seen after it reopens.
 */
function isWorthTelling(cause: Cause, { state, answer }: { state: string; answer?: string | null }): boolean {
  if (worthTelling.includes(state)) return true
  return cause === 'worsened' && (state === 'accepted' || (state === 'answered' && answer !== 'fixed'))
}

/** Whether what was told in the digest, or is to be, is now so severe that this recipient hears of it at once. */
export const isNowUrgent = ({ before, severity }: { before: number; severity: number }, { atOnceFrom }: Wish): boolean =>
  before < atOnceFrom && severity >= atOnceFrom

/** What becomes of something that waits when its time comes: its finding may have settled, vanished, or got another operator. */
export function fateOf(
  waits: { cause: Cause; role: Role; recipient: Id<'org'> },
  finding: { state: string; operator: Id<'org'> | null; answer?: string | null } | undefined,
): 'tell' | 'drop' | 'route-again' {
  if (finding === undefined) return 'drop'
  if (waits.cause === 'withdrawn') return finding.state === 'withdrawn' ? 'tell' : 'drop'
  if (!isWorthTelling(waits.cause, finding)) return 'drop'
  return waits.role === 'operator' && finding.operator !== waits.recipient ? 'route-again' : 'tell'
}

/** Why something waits to be told. */
export type Cause = 'opened' | 'reopened' | 'lapsed' | 'worsened' | 'withdrawn'

/** Why a recipient is told of a finding: facts from which the words are made. Names are as they were then. */
export interface Because {
  cause: Cause
  role: Role
  recipient: string
  owner: string
  /** What the recipient operates or owns that the finding lies in. */
  holding: { value: string; relation: 'owns' | 'operates'; since: Utc; proof: string } | null
  /** The routing rule that decided; null: the usual way. */
  rule: { id: Id<'rou'>; tell: Tell; reason: string; since: Utc } | null
  /** Of a correction: which notice is taken back, and why. */
  correction?: Correction
}

export interface Correction {
  notice: Id<'ntc'>
  subject: string
  toldAt: Utc
  why: WithdrawnWhy
}

/** Why something that was told is taken back. */
export type WithdrawnWhy = 'report-withdrawn' | 'not-yours-at-that-time' | 'dispute-upheld' | 'other'

/** How a finding that somebody was told of came to its end. */
export type Outcome = 'fixed' | 'withdrawn'

/** When something that goes at once, and comes now, has been quiet for long enough. */
export const quietFrom = (now: Utc): Utc => later(now, quiet)

/** Why findings were withdrawn, by what their event says. */
export const whyWithdrawn = ({ cause, reason }: { cause?: string | undefined; reason?: string | undefined }): WithdrawnWhy =>
  cause === 'report-withdrawn' || cause === 'not-yours-at-that-time' ? cause : reason ? 'dispute-upheld' : 'other'

/** States of a notice that somebody may still answer. */
const answerableStates: readonly NoticeState[] = ['sent', 'silent', 'opened', 'bounced', 'deferred', 'queued']

/** Whether counting again changed what a notice asks: now nothing more, or something again. */
export function settlementOf(notice: {
  state: NoticeState
  findings: number
  settled: number
}): 'settled' | 'unsettled' | undefined {
  const isOver = notice.settled >= notice.findings
  if (isOver && answerableStates.includes(notice.state)) return 'settled'
  return !isOver && notice.state === 'answered' ? 'unsettled' : undefined
}
