import { type Pap, strictestPap } from '#domain/pap.ts'
import { isWithinTlp, strictest, type Tlp } from '#domain/tlp.ts'

/** Who may see a thing and what may be done with it. */
export interface Labels {
  tlp: Tlp
  pap: Pap
}

/** A label that one source gave a finding, and what it has allowed since; a source that has said several things stands several times. */
export interface SourceLabels extends Labels {
  source: string
  allowed: Labels | null
}

/** Whether labels are no stricter than others. */
export const isWithin = (one: Labels, other: Labels): boolean =>
  isWithinTlp(one.tlp, other.tlp) && strictestPap(one.pap, other.pap) === other.pap

/** The labels that sources leave a finding: the strictest of all. */
export const labelsOf = (sources: readonly SourceLabels[]): Labels => {
  const held = sources.map(({ tlp, pap, allowed }) => allowed ?? { tlp, pap })
  return { tlp: strictest(...held.map(({ tlp }) => tlp)), pap: strictestPap(...held.map(({ pap }) => pap)) }
}

/** The sources that have said something stricter than what is wanted, and have allowed no less: each must be asked first. */
export const unasked = (sources: readonly SourceLabels[], wanted: Labels, consents: readonly string[]): string[] => [
  ...new Set(
    sources
      .filter(({ source, tlp, pap, allowed }) => !consents.includes(source) && !isWithin(allowed ?? { tlp, pap }, wanted))
      .map(({ source }) => source),
  ),
]
