import { organisationNames } from '#capabilities/members/index.ts'
import type { CsvValue } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit, auditPage, readingsOf } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, type Table } from '#platform/documents/table.ts'
import { actionWords } from './action-words.ts'
import { accountNames } from './store.ts'
import { accountsIn, thingOf } from './things.ts'

type Line = Awaited<ReturnType<typeof auditPage>>['rows'][number]

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const whoWords: Record<Scope['who']['kind'], Texts> = {
  person: t('Person', 'Person', 'Person'),
  key: t('Nøkkel', 'Nøkkel', 'Key'),
  link: t('Svarlenke', 'Svarlenkje', 'Answer link'),
  system: t('Tjenesten', 'Tenesta', 'The service'),
}
/** With its code, so that a line is found again in the trail. */
const actionsWithCode = Object.fromEntries(
  Object.entries(actionWords).map(([code, { nb, nn, en }]) => [code, t(`${nb} (${code})`, `${nn} (${code})`, `${en} (${code})`)]),
)
const { text, number, moment } = column

const columns = {
  position: number('Nr.', 'Nr.', 'No.'),
  at: moment('Når', 'Når', 'When'),
  who_kind: text('Slag', 'Slag', 'Form', whoWords),
  who: text('Konto', 'Konto', 'Account'),
  who_name: text('Hvem', 'Kven', 'Who'),
  action: text('Handling', 'Handling', 'Action', actionsWithCode),
  object: text('Gjelder', 'Gjeld', 'About'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  detail: text('Detaljer', 'Detaljar', 'Details'),
  hash: text('Segl', 'Segl', 'Seal'),
} as const
const cells = (line: Line): CsvValue[] => [
  line.position,
  line.at,
  line.who.kind,
  line.who.id,
  line.who.name,
  line.action,
  line.object,
  line.organisation,
  JSON.stringify(line.detail),
  line.hash,
]

/** The trail for people and spreadsheets, newest first. */
export const trailAsTable = (db: Db, scope: Scope, organisation: Id<'org'> | undefined, locale: Locale, now: Utc): Table => ({
  name: 'audit',
  columns,
  pages: exportPages(db, scope, organisation, now),
  locale,
})

/** A page at a time, each in a transaction of its own, so that a slow reader holds nothing. That it was exported stands in the trail first. */
async function* exportPages(db: Db, scope: Scope, organisation: Id<'org'> | undefined, now: Utc) {
  await db.in(scope, (tx) => audit(tx, { action: 'audit.exported', object: 'audit', organisation }, now))
  let after: string | undefined
  do {
    const page = await db.read(scope, (tx) => auditPage(tx, { after, limit: 1_000, organisation }))
    yield page.rows.map(cells)
    after = page.next
  } while (after !== undefined)
}

/** Who of the team read what of an organisation: to the team, and to who acts for it. */
export async function readings(tx: Tx, organisation: Id<'org'>, page: { after?: string | undefined; limit: number }) {
  const known = await organisationNames(tx, [organisation])
  return known.size === 0 ? no('not-found') : ok(await readingsOf(tx, organisation, page))
}

/** One page of the trail in the reader's words. */
export async function trail(tx: Tx, filter: Parameters<typeof auditPage>[1], locale: Locale) {
  const page = await auditPage(tx, filter)
  const organisations = await organisationNames(
    tx,
    page.rows.flatMap(({ organisation }) => organisation ?? []),
  )
  const accounts = await accountNames(tx, tx.scope, accountsIn(page.rows))
  return {
    ...page,
    rows: page.rows.map((line) => ({
      ...line,
      words: actionWords[line.action]?.[locale] ?? line.action,
      thing: thingOf(line, { organisations, accounts }, locale),
    })),
  }
}
