import type { z } from 'zod'
import { assetKey, kindFor, looseSightings, wordsOf } from '#capabilities/findings/index.ts'
import type { OutsiderPolicy } from '#capabilities/members/contract.ts'
import { organisationNames, outsiderPolicies } from '#capabilities/members/index.ts'
import { toId } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { severities, severityWords } from '#domain/severity.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
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

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const stateWords: Record<LooseState, Texts> = {
  unattributed: t('Ingen eier', 'Ingen eigar', 'No owner'),
  ambiguous: t('Flere eiere', 'Fleire eigarar', 'Several owners'),
  outsider: t('Kjent, ikke medlem', 'Kjend, ikkje medlem', 'Known, not a member'),
  ignored: t('Unntatt', 'Unnateke', 'Excepted'),
}
const policyWords: Record<OutsiderPolicy, Texts> = {
  'national-cert': t(
    'Meldes til nasjonalt cyberresponsmiljø',
    'Blir meldt til nasjonalt cyberresponsmiljø',
    'Told to the national cyber response centre',
  ),
  'abuse-contact': t(
    'Meldes til eierens kontakt for misbruk',
    'Blir meldt til eigaren sin kontakt for misbruk',
    "Told to the owner's abuse contact",
  ),
  nobody: t('Meldes ikke', 'Blir ikkje meldt', 'Not told'),
}

const { text, number, moment, code } = column

const columns = {
  seen_at: moment('Sett', 'Sett', 'Seen'),
  source: text('Kilde', 'Kjelde', 'Source'),
  kind: code,
  kind_name: text('Hva', 'Kva', 'What'),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  asset: text('Hvor', 'Kvar', 'Where'),
  asn: number('AS-nummer', 'AS-nummer', 'AS number'),
  organisation: text('Eier', 'Eigar', 'Owner'),
  policy: text('Hvem får vite det', 'Kven får vite det', 'Who is told', policyWords),
  import: text('Fil', 'Fil', 'File'),
  line: number('Linje', 'Linje', 'Line'),
} as const
const rowsAtOnce = 1_000

/** All that fit a filter, for people and spreadsheets. */
export const looseTable = (db: Db, scope: Scope, filter: LooseFilter, wording: Wording): Table => ({
  name: 'unattributed',
  columns,
  ...ownedRows(exportPages(db, scope, filter, wording), cells, ({ organisation }) => organisation?.id),
  locale: wording.locale,
})

async function* exportPages(db: Db, scope: Scope, filter: LooseFilter, wording: Wording) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, (tx) => loosePage(tx, scope, { ...filter, after, limit: rowsAtOnce }, wording))
    yield page.rows
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
