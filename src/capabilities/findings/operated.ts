import { operatedOwners, organisationNames } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { ownOrganisations, type Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, onePage, ownedRows, type Table } from '#platform/documents/table.ts'
import type { Operated } from './contract.ts'
import { nothingSeen, type OperatedCounts, operatedPage, worstOf } from './rules-operated.ts'
import { partyNames } from './store.ts'
import { operatedCounts } from './store-operated.ts'

/**
 * Everybody the organisations of a scope operate for now, also those where nothing was seen; those who let them act for them; and those
 * where something is still to be followed up although what they operate there is written down otherwise.
 */
export async function operatedFor(tx: Tx, scope: Scope, now: Utc): Promise<Operated[]> {
  const owners = new Map((await operatedOwners(tx, scope, now)).map(({ id, name }) => [id, name]))
  const counts = await operatedCounts(tx, scope, now)
  const own = ownOrganisations(scope)
  const lent = scope.organisations.filter((id) => !own.includes(id))
  const others = [...counts]
    .filter(([id, { unsettled }]) => unsettled > 0 && !owners.has(id) && !lent.includes(id))
    .map(([id]) => id)
  const names = new Map([...owners, ...(await organisationNames(tx, lent)), ...(await partyNames(tx, others))])
  const row = (id: Id<'org'>, counted: OperatedCounts): Operated => ({
    organisation: { id, name: names.get(id) ?? id },
    ...counted,
    worst: worstOf(counted.bySeverity) ?? null,
  })
  return [...owners.keys(), ...lent, ...others].map((id) => row(id, counts.get(id) ?? nothingSeen))
}

const { text, number, moment } = column

const columns = {
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  findings: number('Funn i alt', 'Funn i alt', 'Findings in all'),
  unsettled: number('Må følges opp', 'Må følgjast opp', 'To be followed up'),
  critical: number('Kritisk', 'Kritisk', 'Critical'),
  high: number('Høy', 'Høg', 'High'),
  medium: number('Middels', 'Middels', 'Medium'),
  low: number('Lav', 'Låg', 'Low'),
  info: number('Til opplysning', 'Til opplysning', 'For information'),
  unanswered: number('Uten svar', 'Utan svar', 'Unanswered'),
  overdue: number('Fristen er ute', 'Fristen er ute', 'Overdue'),
  next_due: moment('Neste frist', 'Neste frist', 'Next due'),
  told: number('Varslet', 'Varsla', 'Told'),
  silent: number('Varslet, men ikke åpnet', 'Varsla, men ikkje opna', 'Told, but not opened'),
  last_told_at: moment('Varslet sist', 'Varsla sist', 'Last told'),
} as const

type Wanted = Omit<Parameters<typeof operatedPage>[1], 'after' | 'limit'>

/** Those whom one operates for that are asked for, for people and spreadsheets. */
export async function operatedTable(db: Db, scope: Scope, wanted: Wanted, locale: Locale, now: Utc): Promise<Table> {
  const all = await db.read(scope, (tx) => operatedFor(tx, scope, now))
  const { rows } = operatedPage(all, { ...wanted, limit: all.length })
  return { name: 'operated', columns, ...ownedRows(onePage(rows), cells, ({ organisation }) => organisation.id), locale }
}

const cells = (row: Operated) => [
  row.organisation.name,
  row.findings,
  row.unsettled,
  ...severities.map((severity) => row.bySeverity[severity] ?? 0),
  row.unanswered,
  row.overdue,
  row.nextDue,
  row.told,
  row.silent,
  row.lastToldAt,
]
