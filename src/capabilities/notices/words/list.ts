import { wordsOf } from '#capabilities/findings/index.ts'
import { csvRow } from '#domain/csv.ts'
import { rank } from '#domain/severity.ts'
import type { WordedFinding, Wording } from './wording.ts'

/** The worst first; among equals the shortest deadline, then what was seen last. */
export const worstFirst = (one: WordedFinding, other: WordedFinding): number =>
  rank(other.severity) - rank(one.severity) ||
  compare(one.dueAt, other.dueAt) ||
  compare(other.lastSeen, one.lastSeen) ||
  compare(one.assetText, other.assetText)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Names of fields as the export of findings has them, so that one reader takes both. */
const columns = [
  'id',
  'organisation',
  'kind',
  'kind_name',
  'asset',
  'severity',
  'tlp',
  'pap',
  'sources',
  'first_seen',
  'last_seen',
  'due_at',
  'claimed_at',
  'closed_at',
  'why',
]

/** Every finding of a notice as CSV (RFC 4180), section by section, the worst first; what is taken back has no deadline. */
export function asList({ sections, locale, tlp, pap, topic }: Wording): string {
  const rows = sections.flatMap(({ organisation, findings }) =>
    findings
      .toSorted(worstFirst)
      .map((finding) =>
        csvRow([
          finding.id,
          organisation.name,
          finding.kind,
          wordsOf(finding.kind, locale, finding.asset.port).name,
          finding.assetText,
          finding.severity,
          tlp,
          pap,
          finding.sources.join(' '),
          finding.firstSeen,
          finding.lastSeen,
          topic === 'correction' ? '' : finding.dueAt,
          finding.again?.claimedAt,
          finding.again?.closedAt,
          finding.why,
        ]),
      ),
  )
  return csvRow(columns) + rows.join('')
}
