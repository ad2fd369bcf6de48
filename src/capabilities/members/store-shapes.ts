import { type Id, toId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type Day, day, later, type Utc } from '#domain/time.ts'
import { raw, type Sql, sql } from '#platform/db/db.ts'
import type {
  Constituency,
  ContactRole,
  HoldingForm,
  HoldingProof,
  Membership,
  OrganisationKind,
  OutsiderPolicy,
  Relation,
} from './contract.ts'
import { confirmedDays } from './rules.ts'

/** What the register keeps of an organisation. */
export interface OrganisationRow {
  id: Id<'org'>
  number: string | null
  name: string
  names: Record<string, string>
  kinds: OrganisationKind[]
  constituencies: Constituency[]
  parentId: Id<'org'> | null
  county: string | null
  municipality: string | null
  language: Locale
  membership: Membership
  memberSince: Day | null
  membershipSource: string | null
  outsiderPolicy: OutsiderPolicy | null
  externalKey: string | null
  source: string
  gone: boolean
}

/** A contact as it is kept. */
export interface ContactRow {
  id: Id<'con'>
  organisationId: Id<'org'>
  role: ContactRole
  name: string
  email: string | null
  telephone: string | null
  pgpKey: string | null
  language: Locale
  confirmedAt: Utc | null
}

/** A holding as it is kept. */
export interface HoldingRow {
  id: Id<'hol'>
  organisationId: Id<'org'>
  relation: Relation
  form: HoldingForm
  value: string
  from: Utc
  to: Utc | null
  proof: HoldingProof
  criticality: number
  source: string
  confirmedAt: Utc
}

/** All of an `OrganisationRow`, from anything called as the columns of `organisation` are. */
export const organisationColumns = raw(`id, number, name, names, kinds, constituencies, parent_id, county, municipality, language,
  membership, member_since, membership_source, outsider_policy, external_key, source, gone_at is not null as gone`)

export interface StoredOrganisation {
  id: string
  number: string | null
  name: string
  names: Record<string, string>
  kinds: OrganisationKind[]
  constituencies: Constituency[]
  parent_id: string | null
  county: string | null
  municipality: string | null
  language: Locale
  membership: Membership
  member_since: Day | null
  membership_source: string | null
  outsider_policy: OutsiderPolicy | null
  external_key: string | null
  source: string
  gone: boolean
}

export const toOrganisationRow = (row: StoredOrganisation): OrganisationRow => ({
  id: toId('org', row.id),
  number: row.number,
  name: row.name,
  names: row.names,
  kinds: row.kinds,
  constituencies: row.constituencies,
  parentId: row.parent_id === null ? null : toId('org', row.parent_id),
  county: row.county,
  municipality: row.municipality,
  language: row.language,
  membership: row.membership,
  memberSince: row.member_since,
  membershipSource: row.membership_source,
  outsiderPolicy: row.outsider_policy,
  externalKey: row.external_key,
  source: row.source,
  gone: row.gone,
})

export interface StoredContact {
  id: string
  organisation_id: string
  role: ContactRole
  name: string
  email: string | null
  telephone: string | null
  pgp_key: string | null
  language: Locale
  confirmed_at: Utc | null
}

export const contactColumns = raw('id, organisation_id, role, name, email, telephone, pgp_key, language, confirmed_at')

export const toContactRow = (row: StoredContact): ContactRow => ({
  id: toId('con', row.id),
  organisationId: toId('org', row.organisation_id),
  role: row.role,
  name: row.name,
  email: row.email,
  telephone: row.telephone,
  pgpKey: row.pgp_key,
  language: row.language,
  confirmedAt: row.confirmed_at,
})

export interface StoredHolding {
  id: string
  organisation_id: string
  relation: Relation
  form: HoldingForm
  value: string
  valid_from: Utc
  valid_to: Utc | null
  proof: HoldingProof
  criticality: number
  source: string
  confirmed_at: Utc
}

/** The last address in a network: whatever lies inside comes after the network and not after that. */
export const lastIn = (network: Sql): Sql =>
  sql`set_masklen(broadcast(${network}), case family(${network}) when 4 then 32 else 128 end)`

export const holdingColumns =
  raw(`holding.id, holding.organisation_id, holding.relation, holding.form, holding.value, holding.valid_from,
  holding.valid_to, holding.proof, holding.criticality, holding.source, holding.confirmed_at`)

export const toHoldingRow = (row: StoredHolding): HoldingRow => ({
  id: toId('hol', row.id),
  organisationId: toId('org', row.organisation_id),
  relation: row.relation,
  form: row.form,
  value: row.value,
  from: row.valid_from,
  to: row.valid_to,
  proof: row.proof,
  criticality: row.criticality,
  source: row.source,
  confirmedAt: row.confirmed_at,
})

/** Whether somebody there can be reached who was confirmed lately; `organisation` is a row of that table. */
export const reached = (organisation: Sql, at: Utc): Sql =>
  sql`exists (select from contact where contact.organisation_id = ${organisation}.id and ended_at is null and confirmed_at > ${later(at, -confirmedDays * day)}
    and (email is not null or telephone is not null))`
