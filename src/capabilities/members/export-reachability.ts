import { uuidOf } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import type { NightState, ReachState } from './contract.ts'
import { type Reached, type ReachFilter, reachPage } from './store-reachability.ts'
import { organisationKindWords } from './words.ts'

const rowsPerPage = 500
const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const stateWords: Record<ReachState, Texts> = {
  confirmed: t('Bekreftet', 'Stadfesta', 'Confirmed'),
  'not-confirmed': t('Ikke bekreftet', 'Ikkje stadfesta', 'Not confirmed'),
  overdue: t('Over ett år', 'Over eitt år', 'Over a year'),
  without: t('Ingen kontakt', 'Ingen kontakt', 'No contact'),
}
const nightWords: Record<NightState, Texts> = {
  tested: t('Prøvd', 'Prøvd', 'Tested'),
  'not-tested': t('Ikke prøvd', 'Ikkje prøvd', 'Not tested'),
  'no-number': t('Ikke noe nummer', 'Ikkje noko nummer', 'No number'),
}

const { text, moment } = column

const columns = {
  name: text('Navn', 'Namn', 'Name'),
  kinds: text('Type', 'Type', 'Kind', organisationKindWords),
  county: text('Fylke', 'Fylke', 'County'),
  state: text('Sikkerhetskontakt', 'Tryggleikskontakt', 'Security contact', stateWords),
  confirmed_at: moment('Bekreftet', 'Stadfesta', 'Confirmed'),
  night: text('Telefon hele døgnet', 'Telefon heile døgnet', 'Telephone day and night', nightWords),
}

/** The members behind a figure of reachability. */
export const reachTable = (db: Db, scope: Scope, filter: ReachFilter, locale: Locale, now: Utc): Table => ({
  name: 'reachability',
  columns,
  locale,
  ...ownedRows(pages(db, scope, filter, now), cellsOf, ({ organisation }) => organisation.id),
})

const cellsOf = ({ organisation, kinds, county, state, confirmedAt, night }: Reached) => [
  organisation.name,
  kinds.join(' '),
  county,
  state,
  confirmedAt,
  night,
]

/** Each page is a transaction of its own, so that a slow reader holds nothing. */
async function* pages(db: Db, scope: Scope, filter: ReachFilter, now: Utc) {
  let after: string | undefined
  for (;;) {
    const page = await db.read(scope, (tx) => reachPage(tx, scope, filter, now, { after, limit: rowsPerPage }))
    yield page
    if (page.length < rowsPerPage) return
    after = uuidOf(page.at(-1)!.organisation.id)
  }
}
