import type { z } from 'zod'
import { assetKey, kindFor, looseSightings, wordsOf } from '#capabilities/findings/index.ts'
import { organisationNames, outsiderPolicies } from '#capabilities/members/index.ts'
import { toId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Table } from '#platform/documents/table.ts'
import { type LooseFilter, type LooseSighting, LooseState } from './contract.ts'

export const worstOf = (rank: number | null) => severities[4 - (rank ?? 0)]!

/** How sightings are worded, and who is told of an outsider's when nothing else was said. */
interface Wording {
  locale: Locale
  outsiders: string
}
type Loose = z.output<typeof LooseSighting>

/** One page of the sightings that became no finding, with words and owners. */
export async function loosePage(
  tx: Tx,
  scope: Scope,
  input: LooseFilter & { after?: string | undefined; limit: number },
  { locale, outsiders }: Wording,
): Promise<{ rows: Loose[]; next?: string }> {
  const page = await looseSightings(tx, scope, input, input)
  const owners = [...new Set(page.rows.flatMap((row) => (row.organisation ? [toId('org', row.organisation)] : [])))]
  const [names, policies] = [await organisationNames(tx, owners), await outsiderPolicies(tx, owners)]
  const rows = page.rows.map((row) => {
    const kind = kindFor(row.kind, undefined)
    const owner = row.organisation ? toId('org', row.organisation) : null
    return {
      importId: toId('imp', row.import),
      number: row.number,
      line: row.line,
      source: row.source,
      seenAt: row.seenAt,
      kind: row.kind,
      kindName: wordsOf(row.kind, locale, row.asset.port).name,
      severity: worstOf(row.severity),
      state: LooseState.parse(row.state),
      assetText: assetKey(kind.nature, row.form, row.asset),
      asn: row.asset.asn ?? null,
      organisation: owner && { id: owner, name: names.get(owner) ?? owner },
      policy: owner ? (policies.get(owner) ?? outsiders) : null,
      evidence: row.evidence,
    }
  })
  return { rows, ...('next' in page && page.next && { next: page.next }) }
}

const columns = {
  seen_at: 'moment',
  source: 'text',
  kind: 'text',
  kind_name: 'text',
  severity: 'text',
  state: 'text',
  asset: 'text',
  asn: 'number',
  organisation: 'text',
  policy: 'text',
  import: 'text',
  line: 'number',
} as const
const rowsAtOnce = 1_000

/** All that fit a filter, for people and spreadsheets. */
export const looseTable = (db: Db, scope: Scope, filter: LooseFilter, wording: Wording): Table => ({
  name: 'unattributed',
  columns,
  pages: exportPages(db, scope, filter, wording),
})

async function* exportPages(db: Db, scope: Scope, filter: LooseFilter, wording: Wording) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, (tx) => loosePage(tx, scope, { ...filter, after, limit: rowsAtOnce }, wording))
    yield page.rows.map(cells)
    after = page.next
    more = after !== undefined
  }
}

const cells = (row: Loose) => [
  row.seenAt,
  row.source,
  row.kind,
  row.kindName,
  row.severity,
  row.state,
  row.assetText,
  row.asn,
  row.organisation?.name,
  row.policy,
  row.importId,
  row.line,
]
