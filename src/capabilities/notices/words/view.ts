import { wordsOf } from '#capabilities/findings/index.ts'
import { dayText, momentText } from '#domain/dates.ts'
import { moreSevere, rank, type Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { type Say, sayIn } from './phrases.ts'
import type { WordedFinding, Wording } from './wording.ts'

/** Findings of one kind, in all sections together. */
export interface KindPart {
  id: string
  name: string
  port: number | undefined
  severity: Severity
  findings: readonly WordedFinding[]
}

export type Section = Wording['sections'][number]

export interface View {
  wording: Wording
  say: Say
  day: (at: Utc) => string
  moment: (at: Utc) => string
  sections: readonly Section[]
  findings: readonly WordedFinding[]
  kinds: readonly KindPart[]
  worst: Severity
}

export function viewOf(wording: Wording): View {
  const { locale } = wording
  const sections = wording.sections
    .filter(({ findings }) => findings.length > 0)
    .toSorted((one, other) => rank(worstOf(other.findings)) - rank(worstOf(one.findings)) || byCount(one, other))
  const findings = sections.flatMap((section) => section.findings)
  return {
    wording,
    say: sayIn(locale),
    day: (at) => dayText(at, locale),
    moment: (at) => momentText(at, locale),
    sections,
    findings,
    kinds: kindsOf(findings, wording),
    worst: worstOf(findings),
  }
}

export const worstOf = (findings: readonly WordedFinding[]): Severity =>
  findings.reduce<Severity>((worst, { severity }) => moreSevere(worst, severity), 'info')

const byCount = (one: { findings: readonly unknown[] }, other: { findings: readonly unknown[] }): number =>
  other.findings.length - one.findings.length

/** The worst kind first, then the one that is seen in most places. */
function kindsOf(findings: readonly WordedFinding[], { locale }: Wording): KindPart[] {
  return [...Map.groupBy(findings, ({ kind }) => kind)]
    .map(([id, ofKind]) => {
      const port = commonest(ofKind.flatMap(({ asset }) => asset.port ?? []))
      return { id, name: wordsOf(id, locale, port).name, port, severity: worstOf(ofKind), findings: ofKind }
    })
    .toSorted((one, other) => rank(other.severity) - rank(one.severity) || byCount(one, other))
}

const commonest = (ports: readonly number[]): number | undefined =>
  [...Map.groupBy(ports, (port) => port)].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0]

/** Whether it was seen again after somebody said, or we believed, that it was over. */
export const isSeenAgain = ({ again }: WordedFinding): boolean => Boolean(again?.claimedAt ?? again?.closedAt)

export const isOwn = ({ recipient }: Wording, section: Section | undefined): boolean =>
  section === undefined || section.organisation.name === recipient.name

/** At whom it was seen: "at your organisation", "at Solvik", "at 40 organisations". */
export const whereOf = ({ wording, say, sections }: View): string => {
  if (sections.length > 1) return say('at.many', { count: sections.length })
  return isOwn(wording, sections[0]) ? say('at.own') : say('at.named', { name: sections[0]!.organisation.name })
}
