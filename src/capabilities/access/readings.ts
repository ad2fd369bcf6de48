import type { z } from 'zod'
import { findOrganisation } from '#capabilities/members/index.ts'
import type { CsvValue } from '#domain/csv.ts'
import { dayAfter, startOfDay } from '#domain/dates.ts'
import type { Count } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { isOwn, ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { type Reading, type ReadingFilter, readingsOf } from '#platform/read-log.ts'
import type { accessApi } from './contract.ts'
import { noteLook, readingsSince } from './store-delegations.ts'

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>
type Asked = Omit<Given<'exportReadings'>, 'id' | 'for'>

const filterOf = ({ from, to, ...rest }: Asked): ReadingFilter => ({
  ...rest,
  ...(from && { from: startOfDay(from) }),
  ...(to && { to: startOfDay(dayAfter(to)) }),
})

const isKnown = async (tx: Tx, scope: Scope, id: Id<'org'>): Promise<boolean> =>
  isOwn(scope, id) && (await findOrganisation(tx, id)) !== undefined

/** Who outside an organisation read what of it: to its own people, and to the team. A delegate is one of those who stand in it. */
export async function readings(tx: Tx, scope: Scope, { id, after, limit, ...asked }: Given<'readings'>) {
  return (await isKnown(tx, scope, id)) ? ok(await readingsOf(tx, id, { ...filterOf(asked), after, limit })) : no('not-found')
}

/** Counting stops here: more than this is *many*. */
const mostCounted = 100

/** How much others read of the organisations of whoever asks since they last looked there. */
export async function news(tx: Tx, scope: Scope): Promise<{ count: Count; exports: number }> {
  const found = await readingsSince(tx, ownOrganisations(scope), mostCounted + 1)
  const value = found.reduce((sum, { count }) => sum + Math.min(count, mostCounted), 0)
  return {
    count: { value, more: found.some(({ count }) => count > mostCounted) },
    exports: found.reduce((sum, { exports }) => sum + exports, 0),
  }
}

/** Notes that the person who asks has looked. */
export async function look(tx: Tx, scope: Scope, id: Id<'org'>, now: Utc) {
  if (scope.who.kind !== 'person') return no('person-needed')
  if (!(await isKnown(tx, scope, id))) return no('not-found')
  await noteLook(tx, id, now)
  return ok({})
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const sideWords: Record<Reading['side'], Texts> = {
  team: t('Responsmiljøet', 'Responsmiljøet', 'The response team'),
  delegate: t('Handler for oss', 'Handlar for oss', 'Acts for us'),
  operator: t('Drifter for oss', 'Driftar for oss', 'Operates for us'),
}
const formWords: Record<Reading['form'], Texts> = {
  read: t('Leste', 'Las', 'Read'),
  export: t('Lastet ned', 'Lasta ned', 'Downloaded'),
}
const { text, number, moment } = column
const columns = {
  at: moment('Når', 'Når', 'When'),
  who: text('Hvem', 'Kven', 'Who'),
  side: text('Side', 'Side', 'Side', sideWords),
  through: text('På vegne av', 'På vegner av', 'On behalf of'),
  form: text('Hvordan', 'Korleis', 'How', formWords),
  object: text('Hva', 'Kva', 'What'),
  rows: number('Rader om oss', 'Rader om oss', 'Rows about us'),
  why: text('Fra hvilken side eller oppgave', 'Frå kva side eller oppgåve', 'From which page or task'),
} as const
const cells = (row: Reading): CsvValue[] => [row.at, row.who, row.side, row.through, row.form, row.object, row.rows, row.why]

const rowsAtOnce = 1_000

/** The read log of an organisation for people and spreadsheets, newest first. */
export async function readingsTable(
  db: Db,
  scope: Scope,
  id: Id<'org'>,
  asked: Asked,
  locale: Locale,
): Promise<Result<Table, 'not-found'>> {
  if (!(await db.read(scope, (tx) => isKnown(tx, scope, id)))) return no('not-found')
  return ok({ name: 'read-log', columns, ...ownedRows(pages(db, scope, id, filterOf(asked)), cells, () => id), locale })
}

async function* pages(db: Db, scope: Scope, id: Id<'org'>, filter: ReadingFilter) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, (tx) => readingsOf(tx, id, { ...filter, after, limit: rowsAtOnce }))
    yield page.rows
    after = page.next
    more = after !== undefined
  }
}
