import { v7 } from 'uuid'
import { locales } from '#domain/locale.ts'
import { type Pap, strictestPap } from '#domain/pap.ts'
import type { Asset, AssetForm } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { strictest, type Tlp } from '#domain/tlp.ts'
import { type Answer, type AnswerInput, answersWithUntil, type FindingState, unsettled } from './contract.ts'
import { allKinds, wordsOf } from './kinds/index.ts'
import type { Kind, Nature } from './kinds/kind.ts'

/** What a sighting does to the finding it belongs to. */
export type Happening = 'opened' | 'seen-again' | 'seen-late' | 'reopened'

/** What stands of a round that somebody may think is over; null while it is open, told, accepted or disputed. */
export interface Past {
  toldAt: Utc | null
  readAt: Utc | null
  answer: Answer | null
  answeredAt: Utc | null
  answerUntil: Utc | null
  closedBy: 'absence' | 'team' | null
  /** The holding on which it was withdrawn by the team's judgement. */
  judgedOn: string | null
}

export interface Seen {
  state: FindingState
  lastSeen: Utc
  closedAt: Utc | null
  past: Past | null
}

/** When somebody said that it was fixed, as long as nothing has been seen since. */
const claimedAt = ({ past }: Seen): Utc | null => (past?.answer === 'fixed' ? past.answeredAt : null)

/** After which moment a sighting opens a finding that is closed, or said to be; null for any. */
function provedAfter(finding: Seen): Utc | null {
  if (finding.state === 'answered') return claimedAt(finding)
  // By silence it was closed; what was seen before that day and arrives after it shows that there was no silence.
  return finding.past?.closedBy === 'absence' ? finding.lastSeen : finding.closedAt
}

/** What a sighting does to the finding it belongs to; `holding` is what makes it the organisation's. */
export function happening(finding: Seen | undefined, seenAt: Utc, holding?: string): Happening {
  if (!finding) return 'opened'
  const { state, lastSeen, past } = finding
  // A judgement stands as long as what it was judged on; else withdrawn was: not theirs, and a sighting that is theirs opens it, however old.
  if (state === 'withdrawn') return past?.judgedOn && past.judgedOn === holding ? again(seenAt, lastSeen) : 'reopened'
  const claimed = claimedAt(finding)
  if (state === 'answered' && claimed !== null && seenAt > claimed) return 'reopened'
  const end = state === 'fixed' ? provedAfter(finding) : null
  // Feeds arrive out of order: an old sighting is kept and counted, but never reopens what was fixed after it.
  if (end !== null && seenAt <= end) return 'seen-late'
  return state === 'fixed' && seenAt > lastSeen ? 'reopened' : again(seenAt, lastSeen)
}

const again = (seenAt: Utc, lastSeen: Utc): Happening => (seenAt <= lastSeen ? 'seen-late' : 'seen-again')

/**
 * What the finding is about, in canonical text; with organisation and kind the natural key.
 * An exposure is one service of one machine. For an event the port is that of a moment and says nothing of which machine it is.
 */
export function assetKey(nature: Nature, form: AssetForm, asset: Asset): string {
  switch (form) {
    case 'url':
      return asset.url ?? asset.host ?? addressKey(nature, asset)
    case 'host':
      return asset.host ?? addressKey(nature, asset)
    case 'network':
      return asset.network ?? addressKey(nature, asset)
    case 'account':
      return asset.account ?? asset.host ?? addressKey(nature, asset)
    case 'address':
      return addressKey(nature, asset)
  }
}

function addressKey(nature: Nature, asset: Asset): string {
  if (!asset.ip) return asset.host ?? asset.url ?? asset.network ?? asset.account ?? ''
  if (nature === 'event' || asset.port === undefined) return asset.ip
  const port = `${asset.port}/${asset.transport ?? 'tcp'}`
  return asset.ip.includes(':') ? `[${asset.ip}]:${port}` : `${asset.ip}:${port}`
}

/** Days until it should be mended, by severity; the team may choose others in a later agreement. */
export const daysToMend: Record<Severity, number> = { critical: 2, high: 7, medium: 30, low: 90, info: 180 }

/** When it should be mended, counted from when it was opened or reopened. */
export const dueAt = (severity: Severity, openedAt: Utc): Utc => later(openedAt, daysToMend[severity] * day)

export const isOverdue = (finding: { state: FindingState; dueAt: Utc }, now: Utc): boolean =>
  unsettled.includes(finding.state) && finding.dueAt < now

/** The severity of a sighting: what the source says of this very row, else what its kind is worth. */
export const severityOf = (kind: Kind, stated: Severity | undefined): Severity => stated ?? kind.severity

/** A finding grows worse when a sighting says so; only a person or its end makes it milder. */
export const worse = (present: number, sighted: Severity): number => Math.max(present, rank(sighted))

/** Why a sighting is whose: fields from which the words are made, in the reader's language. */
export interface Reason {
  by: 'network' | 'domain' | 'asn'
  /** The address, host or AS number that was looked up. */
  asked: string
  /** The network, domain or AS number that it lies in. */
  within: string
  relation: 'owns' | 'operates'
  organisation: string
  since: Utc
  until: Utc | null
  proof: string
  confirmedAt: Utc
  operator?: string
}

/** What intake decided about a sighting. Ids are bare UUIDs: this is the hot path. */
export type Verdict =
  | { state: 'attributed'; organisation: string; operator: string | null; holding: string; criticality: number; reason: Reason }
  | { state: 'unattributed' }
  | { state: 'ambiguous'; candidates: readonly string[] }
  | { state: 'outsider'; organisation: string }
  | { state: 'ignored'; organisation: string | null; rule: string }

/** One sighting, understood and decided. `import`, `number` are its place in what came in. */
export interface Taken {
  import: string
  number: number
  line: number
  source: string
  seenAt: Utc
  kind: Kind
  form: AssetForm
  asset: Asset
  severity: Severity
  tlp: Tlp
  pap: Pap
  evidence: Record<string, string>
  verdict: Verdict
}

/** A finding as the rules need it. */
export interface Known {
  id: string
  version: number
  organisation: string
  kind: string
  key: string
  state: FindingState
  severity: number
  firstSeen: Utc
  lastSeen: Utc
  closedAt: Utc | null
  openedAt: Utc
  dueAt: Utc
  steps: number
  tlp: Tlp
  pap: Pap
  /** What the team wants it to be at least, whatever it was made of. */
  tlpFloor: Tlp | null
  papFloor: Pap | null
  past: Past | null
}

export interface NewStep {
  finding: string
  number: number
  at: Utc
  what: 'opened' | 'reopened' | 'contradicted' | 'severity-raised'
  before: FindingState | null
  after: FindingState | null
  import: string
  because: object
}

/** All that a batch does to one finding. */
export interface Change {
  finding: Known
  isNew: boolean
  first: Taken & { verdict: { state: 'attributed' } }
  sightings: Taken[]
  source: string
  steps: NewStep[]
  happenings: Happening[]
  /** How severe it was before the batch. */
  severityBefore: number
}

type Attributed = Taken & { verdict: Extract<Verdict, { state: 'attributed' }> }

export const isAttributed = (taken: Taken): taken is Attributed => taken.verdict.state === 'attributed'

/** Organisation, kind and asset as one text: the key of the batch's groups. */
export const naturalKey = (organisation: string, kind: string, key: string): string => `${organisation} ${kind} ${key}`

/** Groups the sightings of a batch by the finding they belong to, in the order of its key: batches that meet wait for each other, and never in a ring. */
export function groupByFinding(batch: readonly Taken[]): Map<string, Attributed[]> {
  const groups = new Map<string, Attributed[]>()
  for (const taken of batch) {
    if (!isAttributed(taken)) continue
    const key = naturalKey(taken.verdict.organisation, taken.kind.id, assetKey(taken.kind.nature, taken.form, taken.asset))
    const group = groups.get(key)
    if (group) group.push(taken)
    else groups.set(key, [taken])
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)))
}

const bySeenAt = (one: Taken, other: Taken): number =>
  one.seenAt < other.seenAt ? -1 : one.seenAt > other.seenAt ? 1 : one.number - other.number

/** Decides what one group of sightings does to its finding, oldest first; pure, so that the same file always tells the same story. */
export function decide(known: Known | undefined, group: Attributed[], now: Utc): Change {
  const ordered = group.length > 1 ? [...group].sort(bySeenAt) : group
  const first = ordered[0]!
  const finding = known ? { ...known } : opened(first, now)
  const change: Change = {
    finding,
    isNew: !known,
    first,
    sightings: ordered,
    source: first.source,
    steps: [],
    happenings: [],
    severityBefore: finding.severity,
  }
  let present: Known | undefined = known ? finding : undefined
  for (const taken of ordered) {
    const what = happening(present, taken.seenAt, taken.verdict.holding)
    change.happenings.push(what)
    if (what === 'opened') change.steps.push(step(change, taken, 'opened', null, 'open', now))
    if (what === 'reopened') reopen(change, taken, now)
    present = finding
    const severity = worse(finding.severity, raisedBy(taken.severity, taken.verdict.criticality))
    if (severity > finding.severity && finding.state !== 'withdrawn') raiseSeverity(change, taken, severity, now)
    if (taken.seenAt > finding.lastSeen) finding.lastSeen = taken.seenAt
    if (taken.seenAt < finding.firstSeen) finding.firstSeen = taken.seenAt
    finding.tlp = strictest(finding.tlp, taken.tlp)
    finding.pap = strictestPap(finding.pap, taken.pap)
  }
  return change
}

function opened(first: Attributed, now: Utc): Known {
  const severity = raisedBy(first.severity, first.verdict.criticality)
  return {
    id: v7(),
    version: 0,
    organisation: first.verdict.organisation,
    kind: first.kind.id,
    key: assetKey(first.kind.nature, first.form, first.asset),
    state: 'open',
    severity: rank(severity),
    firstSeen: first.seenAt,
    lastSeen: first.seenAt,
    closedAt: null,
    openedAt: now,
    dueAt: dueAt(severity, now),
    steps: 0,
    tlp: first.tlp,
    pap: first.pap,
    tlpFloor: null,
    papFloor: null,
    past: null,
  }
}

const raisedBy = (severity: Severity, criticality: number): Severity =>
  severities[Math.max(0, severities.indexOf(severity) - criticality)]!

/** The word for a severity as the tables hold it: 0 is info, 4 is critical. */
export const severityWord = (number: number): Severity => severities[4 - number]!

function step(
  change: Change,
  taken: Attributed,
  what: NewStep['what'],
  before: FindingState | null,
  after: FindingState | null,
  now: Utc,
): NewStep {
  change.finding.steps += 1
  return {
    finding: change.finding.id,
    number: change.finding.steps,
    at: now,
    what,
    before,
    after,
    import: taken.import,
    because: {
      source: taken.source,
      line: taken.line,
      seenAt: taken.seenAt,
      criticality: taken.verdict.criticality,
      reason: taken.verdict.reason,
    },
  }
}

/** Opens a finding again; where somebody had said that it was fixed, the step holds that claim beside the sighting. */
function reopen(change: Change, taken: Attributed, now: Utc): void {
  const { finding } = change
  const { closedAt, dueAt: wasDueAt, past } = finding
  const claimed = claimedAt(finding)
  const reopened = step(change, taken, claimed === null ? 'reopened' : 'contradicted', finding.state, 'open', now)
  const { judgedOn: _, ...was } = past ?? { judgedOn: null }
  const after = finding.state === 'withdrawn' ? null : provedAfter(finding)
  reopened.because = {
    ...reopened.because,
    closedAt,
    wasDueAt,
    after,
    was,
    ...(claimed !== null && { claimedAt: claimed }),
    ...(past?.closedBy && { closedBy: past.closedBy }),
  }
  change.steps.push(reopened)
  // What was withdrawn was never theirs: nothing that was seen before counts. What was judged keeps its sightings.
  if (finding.state === 'withdrawn' && !past?.judgedOn) {
    finding.firstSeen = taken.seenAt
    finding.lastSeen = taken.seenAt
    finding.tlp = strictest(taken.tlp, finding.tlpFloor ?? taken.tlp)
    finding.pap = strictestPap(taken.pap, finding.papFloor ?? taken.pap)
    finding.severity = rank(raisedBy(taken.severity, taken.verdict.criticality))
  }
  finding.state = 'open'
  finding.closedAt = null
  finding.past = null
  finding.dueAt = dueAt(severityWord(finding.severity), now)
}

/** Whether a batch only made a finding worse: what opens or reopens is told with the severity that it has then. */
export const isWorsened = ({ isNew, steps, happenings }: Change): boolean =>
  !isNew && !happenings.includes('reopened') && steps.some(({ what }) => what === 'severity-raised')

function raiseSeverity(change: Change, taken: Attributed, severity: number, now: Utc): void {
  const { finding } = change
  const raised = step(change, taken, 'severity-raised', null, null, now)
  raised.because = { source: taken.source, from: severityWord(finding.severity), to: severityWord(severity) }
  change.steps.push(raised)
  finding.severity = severity
  const due = dueAt(severityWord(severity), now)
  if (due < finding.dueAt) finding.dueAt = due
}

/** The kinds whose id or name, in any language, holds a text. */
export function kindsLike(text: string): string[] {
  const wanted = text.trim().toLowerCase()
  return allKinds
    .filter(({ id }) => id.includes(wanted) || locales.some((locale) => wordsOf(id, locale).name.toLowerCase().includes(wanted)))
    .map(({ id }) => id)
}

/** How severe a finding is, and when it is due, when sightings have been taken from it: no worse than what is left says. */
export function asSevereAs(left: { severity: number; worst: number | null; criticality: number; began: Utc; dueAt: Utc }) {
  const severity = rank(raisedBy(severityWord(left.worst ?? left.severity), left.criticality))
  return severity < left.severity
    ? { severity, dueAt: dueAt(severityWord(severity), left.began) }
    : { severity: left.severity, dueAt: left.dueAt }
}

/** Days for which something may be accepted, or be worked on, at one time. */
export const longestUntilDays = 366

/** Minutes within which an answer can be taken back. */
export const takeBackMinutes = 10

/** An answer as it is kept: a day only where it holds until one. */
export function readAnswer(input: AnswerInput, now: Utc): Result<AnswerInput, 'until-has-passed' | 'until-too-late'> {
  const { answer, until, reason } = input
  const said = { answer, ...(reason && { reason }) }
  if (!answersWithUntil.includes(answer)) return ok(said)
  if (until === undefined || until <= now) return no('until-has-passed')
  return until > later(now, longestUntilDays * day) ? no('until-too-late') : ok({ ...said, until })
}

/** When it should be mended after an answer has lapsed: what was accepted begins anew, what was being worked on is as late as it is. */
export const dueAfterLapse = (lapsed: { answer: Answer; severity: number; dueAt: Utc }, now: Utc): Utc =>
  lapsed.answer === 'accepted' ? dueAt(severityWord(lapsed.severity), now) : lapsed.dueAt
