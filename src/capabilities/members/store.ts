import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type {
  Constituency,
  Gap,
  HoldingForm,
  HoldingProof,
  Membership,
  Organisation,
  OrganisationKind,
  OutsiderPolicy,
  Relation,
} from './contract.ts'
import {
  type ContactRow,
  contactColumns,
  type HoldingRow,
  holdingColumns,
  type OrganisationRow,
  organisationColumns,
  reached,
  type StoredContact,
  type StoredHolding,
  type StoredOrganisation,
  toContactRow,
  toHoldingRow,
  toOrganisationRow,
} from './store-shapes.ts'

export type { ContactRow, HoldingRow, OrganisationRow } from './store-shapes.ts'

/** The first wall: what the scope may see, by the column that holds the organisation. The policies of the database are the second. */
const within = (scope: Scope, column: 'id' | 'o.id' | 'organisation_id' | 'organisation.id' | 'holding.organisation_id'): Sql =>
  scope.team ? sql`true` : sql`${raw(column)} = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** One organisation as it is kept, or nothing that this scope may know of. */
export async function organisationRow(tx: Tx, scope: Scope, id: Id<'org'>): Promise<OrganisationRow | undefined> {
  const row = await tx.one<StoredOrganisation>(
    sql`select ${organisationColumns} from organisation where id = ${uuidOf(id)} and ${within(scope, 'id')}`,
  )
  return row && toOrganisationRow(row)
}

/** Those of these organisations that the scope may know of. */
export async function organisationRows(tx: Tx, scope: Scope, ids: readonly Id<'org'>[]): Promise<OrganisationRow[]> {
  const rows = await tx.rows<StoredOrganisation>(
    sql`select ${organisationColumns} from organisation where id = any (${ids.map(uuidOf)}::uuid[]) and ${within(scope, 'id')}`,
  )
  return rows.map(toOrganisationRow)
}

/** Every organisation of the register, for an import to compare with. */
export async function allOrganisationRows(tx: Tx, scope: Scope): Promise<OrganisationRow[]> {
  const rows = await tx.rows<StoredOrganisation>(
    sql`select ${organisationColumns} from organisation where withdrawn_at is null and ${within(scope, 'id')} order by id`,
  )
  return rows.map(toOrganisationRow)
}

export async function organisationWithNumber(tx: Tx, scope: Scope, number: string): Promise<Id<'org'> | undefined> {
  const row = await tx.one<{ id: string }>(sql`select id from organisation where number = ${number} and ${within(scope, 'id')}`)
  return row && toId('org', row.id)
}

/** The parents above an organisation, itself first. */
export async function lineOf(tx: Tx, scope: Scope, id: Id<'org'>, levels: number): Promise<Map<Id<'org'>, Id<'org'> | null>> {
  const rows = await tx.rows<{ id: string; parent_id: string | null }>(
    sql`with recursive line as (
          select id, parent_id, 1 as level from organisation where id = ${uuidOf(id)} and ${within(scope, 'id')}
          union all
          select organisation.id, organisation.parent_id, level + 1 from organisation join line on organisation.id = line.parent_id
          where level < ${levels} and ${within(scope, 'organisation.id')})
        select id, parent_id from line`,
  )
  return new Map(rows.map((row) => [toId('org', row.id), row.parent_id === null ? null : toId('org', row.parent_id)]))
}

type Listed = Organisation & { holdings: number; contacts: number }

const shownColumns = (at: Utc) => sql`${organisationColumns}, changed_at, parent_name_of(id) as parent_name,
  (select count(*) from holding where organisation_id = organisation.id and valid_from <= ${at} and (valid_to is null or valid_to > ${at})) as holdings,
  (select count(*) from contact where organisation_id = organisation.id and ended_at is null) as contacts`

type Shown = StoredOrganisation & { changed_at: Utc; parent_name: string | null; holdings: number; contacts: number }

function toListed(row: Shown): Listed {
  const { parentId, externalKey: _, ...rest } = toOrganisationRow(row)
  return {
    ...rest,
    parent: parentId === null || row.parent_name === null ? null : { id: parentId, name: row.parent_name },
    changedAt: row.changed_at,
    holdings: row.holdings,
    contacts: row.contacts,
  }
}

/** Which organisations of the register are wanted. `held` are the canonical holdings that would cover what was searched for. */
export interface OrganisationFilter {
  words: readonly string[]
  held?: { form: HoldingForm; values: readonly string[] } | undefined
  kinds?: readonly OrganisationKind[] | undefined
  constituency?: Constituency | undefined
  membership?: Membership | undefined
  county?: string | undefined
  gone?: boolean | undefined
  gap?: Gap | undefined
}

const likeWord = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

function filtered(scope: Scope, filter: OrganisationFilter, at: Utc): Sql {
  const named = filter.words.map((word) => sql`(search like ${likeWord(word)} or former like ${likeWord(word)})`)
  const holds =
    filter.held &&
    sql`id in (select organisation_id from holding where form = ${filter.held.form} and value = any (${[...filter.held.values]}::text[])
               and valid_from <= ${at} and (valid_to is null or valid_to > ${at}) and ${within(scope, 'organisation_id')})`
  const found = named.length === 0 ? sql`true` : join(named, ' and ')
  const conditions = [
    within(scope, 'id'),
    holds ? sql`((${found}) or ${holds})` : found,
    ...(filter.kinds?.length ? [sql`kinds && ${[...filter.kinds]}::text[]`] : []),
    ...(filter.constituency ? [sql`${filter.constituency} = any (constituencies)`] : []),
    ...(filter.membership ? [sql`membership = ${filter.membership}`] : []),
    ...(filter.county ? [sql`county = ${filter.county}`] : []),
    ...(filter.gone === undefined ? [] : [filter.gone ? sql`gone_at is not null` : sql`gone_at is null`]),
    ...(filter.gap === undefined
      ? []
      : [
          sql`gone_at is null and ${filter.gap === 'member' ? sql`membership <> 'member'` : sql`not ${reached(raw('organisation'), at)}`}`,
        ]),
    sql`withdrawn_at is null`,
  ]
  return join(conditions, ' and ')
}

/** One page of organisations by name; `after` is the last one of the page before. */
export async function organisationPage(
  tx: Tx,
  scope: Scope,
  filter: OrganisationFilter,
  at: Utc,
  page: { after?: Id<'org'> | undefined; limit: number },
): Promise<Listed[]> {
  const rows = await tx.rows<Shown>(
    sql`select ${shownColumns(at)} from (
          select * from organisation where ${filtered(scope, filter, at)} ${afterName(page.after)}
          order by lower(name), id limit ${page.limit}) organisation
        order by lower(name), id`,
  )
  return rows.map(toListed)
}

const afterName = (after: Id<'org'> | undefined): Sql =>
  after === undefined
    ? empty
    : sql`and (lower(name), id) > (select lower(name), id from organisation where id = ${uuidOf(after)})`

/** The organisations that fit best: who is called exactly so, then whose name begins so, then the others by name. */
export async function bestFits(
  tx: Tx,
  scope: Scope,
  filter: OrganisationFilter,
  at: Utc,
  name: string,
  limit: number,
): Promise<{ id: Id<'org'>; name: string; number: string | null }[]> {
  const wanted = name.trim().toLowerCase()
  const rows = await tx.rows<{ id: string; name: string; number: string | null }>(
    sql`select id, name, number from organisation where ${filtered(scope, filter, at)}
        order by lower(name) <> ${wanted}, not starts_with(lower(name), ${wanted}), lower(name), id limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, id: toId('org', row.id) }))
}

export async function countOrganisations(
  tx: Tx,
  scope: Scope,
  filter: OrganisationFilter,
  at: Utc,
  most: number,
): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*) as count from (select from organisation where ${filtered(scope, filter, at)} limit ${most}) found`,
  )
  return row!.count
}

export async function shownOrganisation(tx: Tx, scope: Scope, id: Id<'org'>, at: Utc): Promise<Listed | undefined> {
  const row = await tx.one<Shown>(
    sql`select ${shownColumns(at)} from organisation where id = ${uuidOf(id)} and ${within(scope, 'id')}`,
  )
  return row && toListed(row)
}

/** The organisations directly below one, by name. */
export async function partsOf(tx: Tx, scope: Scope, id: Id<'org'>, most: number): Promise<{ id: Id<'org'>; name: string }[]> {
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from organisation where parent_id = ${uuidOf(id)} and gone_at is null and ${within(scope, 'id')}
        order by lower(name), id limit ${most}`,
  )
  return rows.map((row) => ({ id: toId('org', row.id), name: row.name }))
}

export async function namesOf(tx: Tx, scope: Scope, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from organisation where id = any (${ids.map(uuidOf)}::uuid[]) and ${within(scope, 'id')}`,
  )
  return new Map(rows.map((row) => [toId('org', row.id), row.name]))
}

/** What a search looks in: the names in all languages and the number, lower case. */
const searchText = (row: OrganisationRow): string =>
  [row.name, ...Object.values(row.names), row.number ?? ''].join(' ').toLowerCase()

const organisationValues = (rows: readonly OrganisationRow[]): Sql =>
  sql`unnest(${rows.map((row) => uuidOf(row.id))}::uuid[], ${rows.map((row) => row.number)}::text[], ${rows.map((row) => row.name)}::text[],
        ${rows.map((row) => JSON.stringify(row.names))}::text[], ${rows.map((row) => row.kinds.join(','))}::text[],
        ${rows.map((row) => row.constituencies.join(','))}::text[], ${rows.map((row) => row.parentId && uuidOf(row.parentId))}::uuid[],
        ${rows.map((row) => row.county)}::text[], ${rows.map((row) => row.municipality)}::text[], ${rows.map((row) => row.language)}::text[],
        ${rows.map((row) => row.membership)}::text[], ${rows.map((row) => row.memberSince)}::date[], ${rows.map((row) => row.membershipSource)}::text[], ${rows.map((row) => row.outsiderPolicy)}::text[],
        ${rows.map((row) => row.externalKey)}::text[], ${rows.map((row) => row.source)}::text[], ${rows.map((row) => row.gone)}::boolean[],
        ${rows.map(searchText)}::text[])
      as r (id, number, name, names, kinds, constituencies, parent_id, county, municipality, language, membership, member_since, membership_source,
            outsider_policy, external_key, source, gone, search)`

/** Adds organisations. Their parents are set by `saveOrganisations` afterwards: a parent may come later in the same list. */
export const addOrganisations = (tx: Tx, scope: Scope, rows: readonly OrganisationRow[], now: Utc): Promise<number> =>
  tx.run(
    sql`insert into organisation (id, number, name, names, kinds, constituencies, county, municipality, language, membership, member_since,
          membership_source, outsider_policy, external_key, source, created_at, changed_at, search)
        select id, number, name, names::jsonb, string_to_array(kinds, ','), string_to_array(constituencies, ','), county, municipality, language,
          membership, member_since, membership_source, outsider_policy, external_key, source, ${now}, ${now}, search from ${organisationValues(rows)}
        where ${within(scope, 'id')}`,
  )

/** Writes what organisations are now. A name or number that is another than before stays with the period in which it was so. */
export const saveOrganisations = (tx: Tx, scope: Scope, rows: readonly OrganisationRow[], now: Utc): Promise<number> =>
  tx.run(
    sql`with past as (
          insert into organisation_former (id, organisation_id, form, value, valid_from, valid_to, recorded_at)
          select gen_random_uuid(), o.id, was.form, was.value, since.at, ${now}, ${now}
          from ${organisationValues(rows)} join organisation o on o.id = r.id
            cross join lateral (values ('name', o.name, o.name <> r.name), ('number', o.number, o.number is distinct from r.number)) was (form, value, changed)
            cross join lateral (select coalesce(max(valid_to), o.created_at) as at from organisation_former f where f.organisation_id = o.id and f.form = was.form) since
          where was.changed and was.value is not null and since.at < ${now} and ${within(scope, 'o.id')})
        update organisation set number = r.number, name = r.name, names = r.names::jsonb, kinds = string_to_array(r.kinds, ','),
          constituencies = string_to_array(r.constituencies, ','), parent_id = r.parent_id, county = r.county, municipality = r.municipality,
          language = r.language, membership = r.membership, member_since = r.member_since, membership_source = r.membership_source,
          outsider_policy = r.outsider_policy,
          external_key = r.external_key, search = r.search, changed_at = ${now},
          former = concat_ws(' ', nullif(organisation.former, ''), case when organisation.name <> r.name then lower(organisation.name) end,
            case when organisation.number is distinct from r.number then organisation.number end),
          gone_at = case when r.gone then coalesce(organisation.gone_at, ${now}::timestamptz) end
        from ${organisationValues(rows)} where organisation.id = r.id and ${within(scope, 'organisation.id')}`,
  )

/** The contacts of these organisations, by role and name. */
export async function contactsOf(tx: Tx, scope: Scope, ids: readonly Id<'org'>[]): Promise<ContactRow[]> {
  const rows = await tx.rows<StoredContact>(
    sql`select ${contactColumns} from contact where organisation_id = any (${ids.map(uuidOf)}::uuid[]) and ended_at is null and ${within(scope, 'organisation_id')}
        order by role, place, name`,
  )
  return rows.map(toContactRow)
}

/** How a contact is reached, or a part of it: the beginning of a mail address, or the last digits of a telephone number. */
export type Way = { mail: string } | { digits: string }

/** Contacts who are reached so, the shortest address first. */
export async function contactsReached(
  tx: Tx,
  scope: Scope,
  way: Way,
  limit: number,
): Promise<(ContactRow & { organisationName: string })[]> {
  const rows = await tx.rows<StoredContact & { organisation_name: string }>(
    sql`select c.*, o.name as organisation_name from (
          select ${contactColumns} from contact where ${
            'mail' in way
              ? sql`starts_with(lower(email), ${way.mail.toLowerCase()})`
              : sql`regexp_replace(telephone, '[^0-9]', '', 'g') like '%' || ${way.digits}`
          } and ended_at is null and ${within(scope, 'organisation_id')}
        ) c join organisation o on o.id = c.organisation_id
        where o.gone_at is null order by length(email), email, o.name, c.id limit ${limit}`,
  )
  return rows.map((row) => ({ ...toContactRow(row), organisationName: row.organisation_name }))
}

export async function contactRow(tx: Tx, scope: Scope, id: Id<'con'>): Promise<ContactRow | undefined> {
  const row = await tx.one<StoredContact>(
    sql`select ${contactColumns} from contact where id = ${uuidOf(id)} and ended_at is null and ${within(scope, 'organisation_id')}`,
  )
  return row && toContactRow(row)
}

/** Adds contacts; one with the same organisation, role and name takes on what is new. */
export async function putContacts(tx: Tx, scope: Scope, rows: readonly ContactRow[], now: Utc): Promise<Id<'con'>[]> {
  const ids = await tx.rows<{ id: string }>(
    sql`insert into contact (id, organisation_id, role, name, email, telephone, pgp_key, language, confirmed_at, created_at, changed_at)
        select id, organisation_id, role, name, email, telephone, pgp_key, language, confirmed_at, ${now}, ${now}
        from unnest(${rows.map((row) => uuidOf(row.id))}::uuid[], ${rows.map((row) => uuidOf(row.organisationId))}::uuid[],
          ${rows.map((row) => row.role)}::text[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.email)}::text[],
          ${rows.map((row) => row.telephone)}::text[], ${rows.map((row) => row.pgpKey)}::text[], ${rows.map((row) => row.language)}::text[],
          ${rows.map((row) => row.confirmedAt)}::timestamptz[])
        as r (id, organisation_id, role, name, email, telephone, pgp_key, language, confirmed_at)
        where ${within(scope, 'organisation_id')}
        on conflict (organisation_id, role, name) where ended_at is null do update set email = excluded.email, telephone = excluded.telephone,
          pgp_key = excluded.pgp_key, language = excluded.language, confirmed_at = excluded.confirmed_at, changed_at = excluded.changed_at
        returning id`,
  )
  return ids.map((row) => toId('con', row.id))
}

/** A contact is one no more; who answered there and what came back stays. */
export const endContact = (tx: Tx, scope: Scope, id: Id<'con'>, now: Utc): Promise<number> =>
  tx.run(
    sql`update contact set ended_at = ${now}, pgp_key = null where id = ${uuidOf(id)} and ended_at is null and ${within(scope, 'organisation_id')}`,
  )

export async function holdingRow(tx: Tx, scope: Scope, id: Id<'hol'>): Promise<HoldingRow | undefined> {
  const row = await tx.one<StoredHolding>(
    sql`select ${holdingColumns} from holding where id = ${uuidOf(id)} and ${within(scope, 'holding.organisation_id')}`,
  )
  return row && toHoldingRow(row)
}

/** All periods of all that these organisations hold. */
export async function holdingsOf(tx: Tx, scope: Scope, ids: readonly Id<'org'>[]): Promise<HoldingRow[]> {
  const rows = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from holding where organisation_id = any (${ids.map(uuidOf)}::uuid[])
          and ${within(scope, 'holding.organisation_id')} order by id`,
  )
  return rows.map(toHoldingRow)
}

/** These holdings, whoever has them. */
export async function holdingRows(tx: Tx, scope: Scope, ids: readonly Id<'hol'>[]): Promise<HoldingRow[]> {
  const rows = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from holding where id = any (${ids.map(uuidOf)}::uuid[]) and ${within(scope, 'holding.organisation_id')}`,
  )
  return rows.map(toHoldingRow)
}

/** All that these organisations operate for others at a moment. */
export async function operatedAt(tx: Tx, scope: Scope, operators: readonly Id<'org'>[], at: Utc): Promise<HoldingRow[]> {
  const rows = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from holding where organisation_id = any (${operators.map(uuidOf)}::uuid[]) and relation = 'operates'
          and valid_from <= ${at} and (valid_to is null or valid_to > ${at}) and ${within(scope, 'holding.organisation_id')} order by id`,
  )
  return rows.map(toHoldingRow)
}

/** Every period in which an organisation has held this one thing. */
export async function periodsOf(
  tx: Tx,
  scope: Scope,
  held: Pick<HoldingRow, 'organisationId' | 'relation' | 'form' | 'value'>,
): Promise<HoldingRow[]> {
  const rows = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from holding where organisation_id = ${uuidOf(held.organisationId)} and relation = ${held.relation}
          and form = ${held.form} and value = ${held.value} and ${within(scope, 'holding.organisation_id')}`,
  )
  return rows.map(toHoldingRow)
}

/** One page of what an organisation holds, newest first; with `ended` also what it no longer holds. */
export async function holdingPage(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  filter: { form?: HoldingForm | undefined; ended?: boolean | undefined; at: Utc; after?: Id<'hol'> | undefined; limit: number },
): Promise<HoldingRow[]> {
  const rows = await tx.rows<StoredHolding>(
    sql`select ${holdingColumns} from holding where organisation_id = ${uuidOf(id)} and ${within(scope, 'holding.organisation_id')}
          ${filter.form ? sql`and form = ${filter.form}` : empty}
          ${filter.ended ? empty : sql`and (valid_to is null or valid_to > ${filter.at})`}
          ${filter.after ? sql`and id < ${uuidOf(filter.after)}` : empty}
        order by id desc limit ${filter.limit}`,
  )
  return rows.map(toHoldingRow)
}

/** What is held at a moment among these canonical values, with the name of its organisation. */
export async function heldAt(
  tx: Tx,
  scope: Scope,
  form: HoldingForm,
  values: readonly string[],
  at: Utc,
): Promise<(HoldingRow & { organisationName: string })[]> {
  const rows = await tx.rows<StoredHolding & { organisation_name: string }>(
    sql`select ${holdingColumns}, organisation.name as organisation_name from holding join organisation on organisation.id = holding.organisation_id
        where form = ${form} and value = any (${[...values]}::text[]) and valid_from <= ${at} and (valid_to is null or valid_to > ${at})
          and ${within(scope, 'holding.organisation_id')}
        order by holding.id limit 1000`,
  )
  return rows.map((row) => ({ ...toHoldingRow(row), organisationName: row.organisation_name }))
}

/** What was ever held among these canonical values, what is held now first, then what was given up last. */
export async function everHeld(
  tx: Tx,
  scope: Scope,
  form: HoldingForm,
  values: readonly string[],
  limit: number,
): Promise<(HoldingRow & { organisationName: string })[]> {
  const rows = await tx.rows<StoredHolding & { organisation_name: string }>(
    sql`select ${holdingColumns}, organisation.name as organisation_name from holding join organisation on organisation.id = holding.organisation_id
        where form = ${form} and value = any (${[...values]}::text[]) and ${within(scope, 'holding.organisation_id')}
        order by valid_to desc nulls first, array_position(${[...values]}::text[], value), holding.id limit ${limit}`,
  )
  return rows.map((row) => ({ ...toHoldingRow(row), organisationName: row.organisation_name }))
}

export const addHoldings = (tx: Tx, scope: Scope, rows: readonly HoldingRow[], now: Utc): Promise<number> =>
  tx.run(
    sql`insert into holding (id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, created_at, changed_at)
        select id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, ${now}, ${now}
        from unnest(${rows.map((row) => uuidOf(row.id))}::uuid[], ${rows.map((row) => uuidOf(row.organisationId))}::uuid[],
          ${rows.map((row) => row.relation)}::text[], ${rows.map((row) => row.form)}::text[], ${rows.map((row) => row.value)}::text[],
          ${rows.map((row) => row.from)}::timestamptz[], ${rows.map((row) => row.to)}::timestamptz[], ${rows.map((row) => row.proof)}::text[],
          ${rows.map((row) => row.criticality)}::smallint[], ${rows.map((row) => row.source)}::text[], ${rows.map((row) => row.confirmedAt)}::timestamptz[])
        as r (id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at)
        where ${within(scope, 'organisation_id')}`,
  )

/** Writes period, proof and confirmation of holdings; what is held and by whom never changes. */
export const saveHoldings = (tx: Tx, scope: Scope, rows: readonly HoldingRow[], now: Utc): Promise<number> =>
  tx.run(
    sql`update holding set valid_from = r.valid_from, valid_to = r.valid_to, proof = r.proof, criticality = r.criticality, source = r.source,
          confirmed_at = r.confirmed_at, changed_at = ${now}
        from unnest(${rows.map((row) => uuidOf(row.id))}::uuid[], ${rows.map((row) => row.from)}::timestamptz[],
          ${rows.map((row) => row.to)}::timestamptz[], ${rows.map((row) => row.proof)}::text[],
          ${rows.map((row) => row.criticality)}::smallint[], ${rows.map((row) => row.source)}::text[], ${rows.map((row) => row.confirmedAt)}::timestamptz[]) as r (id, valid_from, valid_to, proof, criticality, source, confirmed_at)
        where holding.id = r.id and ${within(scope, 'holding.organisation_id')}`,
  )

/** A holding with what attribution asks of its organisation. */
export interface AttributionHolding {
  id: Id<'hol'>
  organisationId: Id<'org'>
  organisationName: string
  member: boolean
  outsiderPolicy: OutsiderPolicy | null
  relation: Relation
  form: HoldingForm
  value: string
  /** Milliseconds since 1970; it holds from here up to but not including `to`. */
  from: number
  to: number | null
  proof: HoldingProof
  criticality: number
  confirmedAt: Utc
}

/** What attribution asks of an organisation, by its key in the database: read once, shared by all that it holds. */
export type AttributionOwner = Pick<AttributionHolding, 'organisationId' | 'organisationName' | 'member' | 'outsiderPolicy'>

export async function attributionOwners(tx: Tx, scope: Scope): Promise<Map<string, AttributionOwner>> {
  const rows = await tx.rows<{ id: string; name: string; member: boolean; policy: OutsiderPolicy | null }>(
    sql`select id, name, membership = 'member' as member, outsider_policy as policy from organisation where ${within(scope, 'id')}`,
  )
  return new Map(
    rows.map(({ id, name, member, policy }) => [
      id,
      { organisationId: toId('org', id), organisationName: name, member, outsiderPolicy: policy },
    ]),
  )
}

/** One page of all holdings, by key. Periods that were never true are left out. */
export async function attributionPage(
  tx: Tx,
  scope: Scope,
  owners: ReadonlyMap<string, AttributionOwner>,
  after: Id<'hol'> | undefined,
  limit: number,
): Promise<AttributionHolding[]> {
  const rows = await tx.rows<Omit<AttributionHolding, keyof AttributionOwner> & { organisation: string }>(
    sql`select 'hol_' || replace(id::text, '-', '') as id, organisation_id as organisation, relation, form, value,
          (extract(epoch from valid_from) * 1000)::float8 as from, (extract(epoch from valid_to) * 1000)::float8 as to, proof, criticality,
          to_char(confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "confirmedAt"
        from holding where holding.id > ${after ? uuidOf(after) : '00000000-0000-0000-0000-000000000000'}
          and (valid_to is null or valid_to > valid_from) and ${within(scope, 'organisation_id')}
        order by holding.id limit ${limit}`,
  )
  return rows.flatMap(({ organisation, ...row }) => {
    const owner = owners.get(organisation)
    // Who came after the owners were read has raised the version: everything is read again.
    return owner ? [{ ...row, ...owner }] : []
  })
}

/** Who is told about these organisations when they are not members, where they have a policy of their own. */
export async function outsiderPoliciesOf(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'org'>[],
): Promise<Map<Id<'org'>, OutsiderPolicy>> {
  const rows = await tx.rows<{ id: string; policy: OutsiderPolicy }>(
    sql`select id, outsider_policy as policy from organisation where id = any (${ids.map(uuidOf)}::uuid[]) and outsider_policy is not null
          and ${within(scope, 'id')}`,
  )
  return new Map(rows.map((row) => [toId('org', row.id), row.policy]))
}

/** How much there is of everything, as far as the scope sees. */
export async function countRegister(
  tx: Tx,
  scope: Scope,
): Promise<{ organisations: number; members: number; holdings: number; contacts: number }> {
  const row = await tx.one<{ organisations: number; members: number; holdings: number; contacts: number }>(
    sql`select (select count(*) from organisation where withdrawn_at is null and ${within(scope, 'id')}) as organisations,
          (select count(*) from organisation where membership = 'member' and gone_at is null and ${within(scope, 'id')}) as members,
          (select count(*) from holding where ${within(scope, 'organisation_id')}) as holdings,
          (select count(*) from contact where ended_at is null and ${within(scope, 'organisation_id')}) as contacts`,
  )
  return row!
}

/** Rises with every change that attribution must know of: who holds what, who is a member, what they are called. */
export async function registerVersion(tx: Tx): Promise<number> {
  const row = await tx.one<{ version: number }>(sql`select version from register_version`)
  return row!.version
}

/** Lets only this transaction change the register until it ends, so that what it decides on stays true. */
export const holdRegister = (tx: Tx): Promise<unknown> => tx.one(sql`select version from register_version for update`)

export const raiseVersion = (tx: Tx): Promise<number> => tx.run(sql`update register_version set version = version + 1`)

/** One page of organisations with all that a member list says of them: what they hold and who is reached there. */
export async function exportPage(
  tx: Tx,
  scope: Scope,
  filter: OrganisationFilter,
  at: Utc,
  page: { after?: Id<'org'> | undefined; limit: number },
) {
  const rows = await tx.rows<StoredOrganisation & { parent_number: string | null }>(
    sql`select ${organisationColumns},
          (select number from organisation parent where parent.id = found.parent_id and ${scope.team ? sql`true` : sql`parent.id = any (${scope.organisations.map(uuidOf)}::uuid[])`}) as parent_number
        from (select * from organisation where ${filtered(scope, filter, at)} ${afterName(page.after)} order by lower(name), id limit ${page.limit}) found
        order by lower(name), id`,
  )
  const ids = rows.map((row) => toId('org', row.id))
  const holdings = Map.groupBy(await holdingsOf(tx, scope, ids), (row) => row.organisationId)
  const contacts = Map.groupBy(await contactsOf(tx, scope, ids), (row) => row.organisationId)
  return rows.map(toOrganisationRow).map((row, index) => ({
    ...row,
    parentNumber: rows[index]!.parent_number,
    holdings: holdings.get(row.id) ?? [],
    contacts: contacts.get(row.id) ?? [],
  }))
}
