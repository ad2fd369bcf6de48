import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { type Column, column, ownedRows, type Table } from '#platform/documents/table.ts'
import { contactNames } from './import-rules.ts'
import { heldColumns, listColumns } from './list.ts'
import { holdsAt } from './rules.ts'
import * as store from './store.ts'
import { constituencyWords, membershipWords, organisationKindWords } from './words.ts'

const rowsPerPage = 500

const { text, day } = column

const columns: Record<(typeof listColumns)[number], Column> = {
  number: text('Organisasjonsnummer', 'Organisasjonsnummer', 'Organisation number'),
  name: text('Navn', 'Namn', 'Name'),
  kinds: text('Type', 'Type', 'Kind', organisationKindWords),
  constituencies: text('Ansvarsområde', 'Ansvarsområde', 'Constituency', constituencyWords),
  parent_number: text('Overordnet', 'Overordna', 'Parent'),
  county: text('Fylke', 'Fylke', 'County'),
  municipality: text('Kommunenummer', 'Kommunenummer', 'Municipality number'),
  language: text('Språk', 'Språk', 'Language', {
    nb: { nb: 'Bokmål', nn: 'Bokmål', en: 'Bokmål' },
    nn: { nb: 'Nynorsk', nn: 'Nynorsk', en: 'Nynorsk' },
    en: { nb: 'Engelsk', nn: 'Engelsk', en: 'English' },
  }),
  membership: text('Medlemskap', 'Medlemskap', 'Membership', membershipWords),
  member_since: day('Medlem siden', 'Medlem sidan', 'Member since'),
  networks: text('Nett', 'Nett', 'Networks'),
  asns: text('AS-numre', 'AS-nummer', 'AS numbers'),
  domains: text('Domener', 'Domene', 'Domains'),
  operated_networks: text('Nett de drifter', 'Nett dei driftar', 'Networks they operate'),
  operated_domains: text('Domener de drifter', 'Domene dei driftar', 'Domains they operate'),
  valid_from: text('Gjelder fra', 'Gjeld frå', 'Valid from'),
  security_email: text('Sikkerhetskontakt, e-post', 'Tryggleikskontakt, e-post', 'Security contact, mail'),
  security_telephone: text('Sikkerhetskontakt, telefon', 'Tryggleikskontakt, telefon', 'Security contact, telephone'),
  operations_email: text('Driftsvakt, e-post', 'Driftsvakt, e-post', 'Operations, mail'),
  operations_telephone: text('Driftsvakt, telefon', 'Driftsvakt, telefon', 'Operations, telephone'),
  external_key: text('Nøkkel i eget system', 'Nøkkel i eige system', 'Key in another system'),
}

/**
 * The organisations that the scope may see, as a member list that can be imported again: what they hold at this moment,
 * without its beginning.
 */
export const asTable = (db: Db, scope: Scope, filter: store.OrganisationFilter, locale: Locale, now: Utc): Table => ({
  name: 'organisations',
  columns,
  ...ownedRows(
    exportPages(db, scope, filter, now),
    (row) => lineOf(row, now),
    ({ id }) => id,
  ),
  locale,
  comesBack: true,
})

/** Each page is a transaction of its own, so that a slow reader holds nothing. */
async function* exportPages(db: Db, scope: Scope, filter: store.OrganisationFilter, now: Utc) {
  let after: Id<'org'> | undefined
  for (;;) {
    const page = await db.read(scope, (tx) =>
      store.exportPage(tx, scope, { ...filter, gone: false }, now, { after, limit: rowsPerPage }),
    )
    yield page
    if (page.length < rowsPerPage) return
    after = page.at(-1)!.id
  }
}

type Exported = Awaited<ReturnType<typeof store.exportPage>>[number]

function lineOf(row: Exported, now: Utc) {
  const cells = cellsOf(row, now)
  return listColumns.map((column) => cells[column])
}

function cellsOf(row: Exported, now: Utc): Partial<Record<(typeof listColumns)[number], string | null>> {
  const held = Object.entries(heldColumns).map(([column, { relation, form }]) => {
    const values = row.holdings.filter((one) => one.relation === relation && one.form === form && holdsAt(one, now))
    return [column, values.map(({ value }) => value).join(' ')]
  })
  const contact = (role: store.ContactRow['role']) =>
    row.contacts.find((one) => one.role === role && Object.values(contactNames[role] ?? {}).includes(one.name))
  const [security, operations] = [contact('security'), contact('operations-24/7')]
  return {
    number: row.number,
    name: row.name,
    kinds: row.kinds.join(' '),
    constituencies: row.constituencies.join(' '),
    parent_number: row.parentNumber,
    county: row.county,
    municipality: row.municipality,
    language: row.language,
    membership: row.membership,
    member_since: row.memberSince,
    ...Object.fromEntries(held),
    security_email: security?.email ?? null,
    security_telephone: security?.telephone ?? null,
    operations_email: operations?.email ?? null,
    operations_telephone: operations?.telephone ?? null,
    external_key: row.externalKey,
  }
}
