import { type Network, readNetwork } from '#domain/network.ts'
import type { Utc } from '#domain/time.ts'
import { catalogue } from './catalogue.data.ts'
import type { BulkDeed, DifferenceLine, EnrolmentState, StayReason, Subject, Target, TermsText } from './contract.ts'

/** What is known of a member and a subject. */
export interface Facts {
  offered: boolean
  wanted: boolean
  approved: boolean
  paused: boolean
  ended: boolean
  /** Consent to the current version of the terms stands. */
  consented: boolean
  /** The current version of the membership agreement is accepted. */
  agreed: boolean
  /** Networks and domains that may be used. */
  usable: number
}

export interface Stand {
  state: EnrolmentState
  why: StayReason | null
}

const needsOf = (subject: Subject) =>
  subject === 'membership' ? { needsApproval: false, needsTargets: false } : catalogue[subject]

/** Where a member stands. *On* is what may be used: without consent to the current versions nothing is on. */
export function standOf(subject: Subject, facts: Facts | undefined): Stand {
  const stand = (state: EnrolmentState, why: StayReason | null = null): Stand => ({ state, why })
  if (!facts) return stand('none')
  if (facts.ended) return stand('ended')
  if (!facts.wanted) return stand(facts.offered ? 'asked' : 'none')
  const { needsApproval, needsTargets } = needsOf(subject)
  if (facts.paused) return stand('paused', 'team')
  if (!facts.agreed) return stand('paused', subject === 'membership' ? 'terms' : 'agreement')
  if (!facts.consented) return stand('paused', 'terms')
  if (needsApproval && !facts.approved) return stand('waiting', 'approval')
  if (needsTargets && facts.usable === 0) return stand('waiting', 'targets')
  return stand('on')
}

/** Whether a member lacks a yes to what counts now, though it has said yes before. */
export const lacks = ({ why }: Stand): boolean => why === 'terms' || why === 'agreement'

const isAsked = (facts: Facts | undefined): boolean => Boolean(facts?.wanted) && !facts?.ended

/** Whether a deed of the team fits where a member stands; each is taken back by its other half. */
export function fits(deed: BulkDeed, subject: Subject, facts: Facts | undefined): boolean {
  const { state } = standOf(subject, facts)
  switch (deed) {
    case 'offer':
      return state === 'none' || state === 'ended'
    case 'unoffer':
      return Boolean(facts?.offered) && !facts?.wanted
    case 'approve':
      return needsOf(subject).needsApproval && isAsked(facts) && !facts?.approved
    case 'unapprove':
      return facts?.approved ?? false
    case 'pause':
      return subject !== 'membership' && isAsked(facts) && !facts?.paused
    case 'resume':
      return facts?.paused ?? false
  }
}

/** What a target may be looked at for, by what was proved and decided. */
export const targetState = ({ verified, decision }: { verified: boolean; decision: string | null }): Target['state'] =>
  decision === 'approved' || decision === 'refused' ? decision : verified ? 'verified' : 'waiting'

/** Something that an organisation holds, with how we know. */
export interface Held {
  relation: string
  form: string
  value: string
  proof: string
}

/** Whether a network or domain lies within what an organisation owns and has proved: what was only declared counts for nothing. */
export const isVerified = (wanted: { form: string; value: string }, held: readonly Held[]): boolean =>
  held.some(
    ({ relation, form, value, proof }) =>
      relation === 'owns' && proof !== 'declared' && form === wanted.form && covers(form, value, wanted.value),
  )

function covers(form: string, value: string, wanted: string): boolean {
  if (form === 'domain') return wanted === value || wanted.endsWith(`.${value}`)
  const [outer, inner] = [readNetwork(value), readNetwork(wanted)]
  return outer !== undefined && inner !== undefined && isWithin(inner, outer)
}

const isWithin = (inner: Network, outer: Network): boolean =>
  inner.version === outer.version && inner.first >= outer.first && inner.last <= outer.last

/** The version that counts at a moment, and the one that comes. Versions stand in rising order. */
export function versionsAt<Version extends { version: number; validFrom: Utc }>(
  versions: readonly Version[],
  now: Utc,
): { current: Version | undefined; next: Version | undefined } {
  return {
    current: versions.findLast(({ validFrom }) => validFrom <= now),
    next: versions.find(({ validFrom }) => validFrom > now),
  }
}

/** Terms as the lines that people compare. */
export const linesOf = ({ text, ours, yours }: TermsText): string[] => [
  ...text.split('\n').filter((line) => line.trim() !== ''),
  ...ours.map((line) => `+ ${line}`),
  ...yours.map((line) => `– ${line}`),
]

/** What is other in a text: the longest common lines stay, the rest went out or came in. */
export function differenceOf(before: readonly string[], after: readonly string[]): DifferenceLine[] {
  const common = before.map(() => after.map(() => 0))
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i]![j] =
        before[i] === after[j] ? 1 + (common[i + 1]?.[j + 1] ?? 0) : Math.max(common[i + 1]?.[j] ?? 0, common[i]![j + 1] ?? 0)
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ what: 'same', text: before[i]! })
      i += 1
      j += 1
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]![j + 1] ?? 0)) lines.push({ what: 'out', text: before[i++]! })
    else lines.push({ what: 'in', text: after[j++]! })
  }
  return [
    ...lines,
    ...before.slice(i).map((text) => ({ what: 'out' as const, text })),
    ...after.slice(j).map((text) => ({ what: 'in' as const, text })),
  ]
}
