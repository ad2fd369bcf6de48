import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { type Column, column, ownedRows, type Table } from '#platform/documents/table.ts'
import { problemAt } from './rules.ts'
import * as store from './store-keys.ts'
import { keyProblemWords, keyStateWords } from './words.ts'

const rowsPerPage = 500
const { text, moment } = column

const columns: Record<string, Column> = {
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  contact: text('Kontakt', 'Kontakt', 'Contact'),
  address: text('E-post', 'E-post', 'Mail'),
  fingerprint: text('Fingeravtrykk', 'Fingeravtrykk', 'Fingerprint'),
  algorithms: text('Algoritmer', 'Algoritmar', 'Algorithms'),
  made_at: moment('Laget', 'Laga', 'Made'),
  expires_at: moment('Utløper', 'Går ut', 'Expires'),
  state: text('Bruk', 'Bruk', 'Use', keyStateWords),
  problem: text('Hinder', 'Hinder', 'Obstacle', keyProblemWords),
  added_at: moment('Lagt inn', 'Lagt inn', 'Added'),
  added_by: text('Lagt inn av', 'Lagt inn av', 'Added by'),
}

/** The keys that the scope may see, newest first. */
export const keysAsTable = (db: Db, scope: Scope, filter: store.KeyFilter, locale: Locale, now: Utc): Table => ({
  name: 'pgp-keys',
  columns,
  ...ownedRows(
    pagesOf(db, scope, filter, now),
    ({ name, row }) => [
      name,
      row.contact,
      row.address,
      row.fingerprint,
      row.algorithms,
      row.madeAt,
      row.expiresAt,
      row.state,
      problemAt(row, now),
      row.addedAt,
      row.addedBy,
    ],
    ({ row }) => row.organisationId,
  ),
  locale,
})

/** Each page is a transaction of its own, so that a slow reader holds nothing. */
async function* pagesOf(db: Db, scope: Scope, filter: store.KeyFilter, now: Utc) {
  let after: Id<'pgp'> | undefined
  for (;;) {
    const { rows, names } = await db.read(scope, async (tx) => {
      const rows = await store.keyPage(tx, scope, filter, now, { after: after && uuidOf(after), limit: rowsPerPage })
      return { rows, names: await organisationNames(tx, [...new Set(rows.map((row) => row.organisationId))]) }
    })
    yield rows.map((row) => ({ row, name: names.get(row.organisationId) ?? '' }))
    if (rows.length < rowsPerPage) return
    after = rows.at(-1)!.id
  }
}
