import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { column, onePage, ownedRows, type Table } from '#platform/documents/table.ts'
import type { Authority, GroupMember, Relation } from './contract.ts'
import { relationsShown } from './relations.ts'
import { type AsOf, memberPage } from './store-groups.ts'
import { authorityKindWords, certaintyWords, relationWords } from './words.ts'

const { text, day, moment, yesNo } = column
const rowsAtOnce = 500

const bareUuid = (id: string): string => id.replace(/^[a-z]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Pages of a list whose rows have ids, each read in a transaction of its own. */
async function* pagesBy<Row extends { id: string }>(ask: (after: string | undefined) => Promise<Row[]>) {
  for (let after: string | undefined; ; ) {
    const page = await ask(after)
    yield page
    if (page.length < rowsAtOnce) return
    after = bareUuid(page.at(-1)!.id)
  }
}

const relationColumns = {
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  outward: yesNo('Gjør det selv for den andre', 'Gjer det sjølv for den andre', 'Does it for the other'),
  type: text('Relasjon', 'Relasjon', 'Relation', relationWords),
  other: text('Den andre', 'Den andre', 'The other'),
  other_number: text('Den andres nummer', 'Nummeret til den andre', 'Number of the other'),
  service: text('Tjeneste', 'Teneste', 'Service'),
  from: day('Fra', 'Frå', 'From'),
  to: day('Til', 'Til', 'To'),
  source: text('Kilde', 'Kjelde', 'Source'),
  registered_by: text('Registrert av', 'Registrert av', 'Registered by'),
}

/** The relations of an organisation, of a day or of all. */
export const relationTable = (db: Db, scope: Scope, id: Id<'org'>, at: Day | undefined, locale: Locale): Table => ({
  name: 'relations',
  columns: relationColumns,
  locale,
  ...ownedRows(
    pagesBy((after) =>
      db.read(scope, async (tx) => (await relationsShown(tx, scope, id, { at, after, limit: rowsAtOnce })) ?? []),
    ),
    (row: Relation) => [
      row.organisation.name,
      row.outward,
      row.type,
      row.other.name,
      row.other.number,
      row.service?.name,
      row.from,
      row.to,
      row.source,
      row.who,
    ],
    (row) => row.organisation.id,
  ),
})

const memberColumns = {
  name: text('Navn', 'Namn', 'Name'),
  in_register: yesNo('I registeret', 'I registeret', 'In the register'),
  from: day('Med fra', 'Med frå', 'From'),
  to: day('Med til', 'Med til', 'To'),
  entered_at: moment('Skrevet inn', 'Skriven inn', 'Entered'),
  entered_by: text('Skrevet inn av', 'Skriven inn av', 'Entered by'),
}

/** A group on a day, as it was known on another. */
export const groupTable = (db: Db, scope: Scope, id: Id<'grp'>, asOf: AsOf, locale: Locale): Table => ({
  name: `group-${asOf.at}`,
  columns: memberColumns,
  locale,
  ...ownedRows(
    pagesBy((after) => db.read(scope, (tx) => memberPage(tx, scope, id, asOf, { after, limit: rowsAtOnce }))),
    (row: GroupMember) => [row.name, row.organisation !== null, row.from, row.to, row.enteredAt, row.enteredBy],
    (row) => row.organisation,
  ),
})

const stateWords: Record<Authority['state'], Texts> = {
  active: { nb: 'Finnes', nn: 'Finst', en: 'Exists' },
  merged: { nb: 'Slått sammen med en annen', nn: 'Slått saman med ein annan', en: 'Merged into another' },
  'not-yet': { nb: 'Ikke opprettet ennå', nn: 'Ikkje oppretta enno', en: 'Not founded yet' },
}

const authorityColumns = {
  name: text('Navn', 'Namn', 'Name'),
  short: text('Forkortelse', 'Forkorting', 'Short name'),
  english: text('Engelsk navn', 'Engelsk namn', 'English name'),
  kind: text('Type', 'Type', 'Kind', authorityKindWords),
  under: text('Under', 'Under', 'Under'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  now: text('Oppgavene er nå hos', 'Oppgåvene er no hos', 'Tasks are now with'),
  former_names: text('Tidligere navn', 'Tidlegare namn', 'Former names'),
  mandate: text('Mandat', 'Mandat', 'Mandate'),
  basis: text('Hjemmel', 'Heimel', 'Legal basis'),
  certainty: text('Sikkerhet', 'Visse', 'Certainty', certaintyWords),
  contact: text('Kontaktfunksjon', 'Kontaktfunksjon', 'Contact function'),
  source: text('Kilde', 'Kjelde', 'Source'),
}

/** Public bodies, a line a mandate. They belong to nobody in the register. */
export const authorityTable = (rows: readonly Authority[], locale: Locale): Table => ({
  name: 'authorities',
  columns: authorityColumns,
  locale,
  owners: 'nobody',
  pages: onePage(
    rows.flatMap((row) =>
      row.mandates.map((mandate) => [
        row.name,
        row.short,
        row.english,
        row.kind,
        row.under,
        row.state,
        row.now?.name,
        row.names
          .map(({ name }) => name)
          .filter((name) => name !== row.name)
          .join(', '),
        mandate.text,
        mandate.basis,
        mandate.certainty,
        row.contact,
        row.source,
      ]),
    ),
  ),
})
