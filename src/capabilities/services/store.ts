import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { BulkDeed, ServiceId, Subject, TermsBody } from './contract.ts'
import type { Facts } from './rules.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall; the policies of the database are the second. */
const within = (scope: Scope, column: string): Sql =>
  scope.team ? sql`true` : sql`${raw(column)} = any (${uuids(scope.organisations)}::uuid[])`

// --- terms ----------------------------------------------------------------------------------------------------------

export interface TermsRow {
  subject: Subject
  version: number
  body: TermsBody
  changed: Record<Locale, string>
  validFrom: Utc
  publishedAt: Utc
  publishedBy: string
}

const termsColumns = raw(
  'subject, version, body, changed, valid_from as "validFrom", published_at as "publishedAt", published_by as "publishedBy"',
)

/** All versions of the terms of one subject, the oldest first. */
export const termsOf = (tx: Tx, subject: Subject): Promise<TermsRow[]> =>
  tx.rows<TermsRow>(sql`select ${termsColumns} from service_terms where subject = ${subject} order by version`)

/** Every version that counts at a moment or later, of all subjects. */
export const termsFrom = (tx: Tx, now: Utc): Promise<TermsRow[]> =>
  tx.rows<TermsRow>(
    sql`select ${termsColumns} from service_terms t
        where valid_from > ${now} or version = (select max(version) from service_terms where subject = t.subject and valid_from <= ${now})
        order by subject, version`,
  )

export const addTerms = (tx: Tx, row: TermsRow): Promise<number> =>
  tx.run(
    sql`insert into service_terms (subject, version, body, changed, valid_from, published_at, published_by)
        values (${row.subject}, ${row.version}, ${JSON.stringify(row.body)}, ${JSON.stringify(row.changed)}, ${row.validFrom}, ${row.publishedAt}, ${row.publishedBy})`,
  )

/** So that nobody says yes to a version while the next one is published; who says yes does not wait for others who do. */
export const holdTerms = (tx: Tx, subject: Subject, how: 'to-publish' | 'to-consent'): Promise<unknown> =>
  tx.one(
    how === 'to-publish'
      ? sql`select pg_advisory_xact_lock(hashtext('service-terms'), hashtext(${subject}))`
      : sql`select pg_advisory_xact_lock_shared(hashtext('service-terms'), hashtext(${subject}))`,
  )

// --- consents -------------------------------------------------------------------------------------------------------

export interface ConsentRow {
  organisation: Id<'org'>
  subject: Subject
  version: number
  signatory: string
  givenAt: Utc
  by: string
  withdrawnAt: Utc | null
}

/** Consents of one organisation, the newest first. */
export async function consentsOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<ConsentRow[]> {
  const rows = await tx.rows<Omit<ConsentRow, 'organisation'>>(
    sql`select subject, version, signatory, given_at as "givenAt", given_by_name as by, withdrawn_at as "withdrawnAt"
        from service_consent where organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope, 'organisation_id')}
        order by given_at desc, id desc`,
  )
  return rows.map((row) => ({ ...row, organisation }))
}

/** Writes a consent in the name of whoever acts. One that stands already stays as it is. */
export const addConsents = (
  tx: Tx,
  scope: Scope,
  consents: readonly { organisation: Id<'org'>; subject: Subject; version: number; signatory: string }[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into service_consent (id, organisation_id, subject, version, signatory, given_at, given_by, given_by_name)
    select c.id, c.organisation, c.subject, c.version, c.signatory, ${now}, ${scope.who.id}, ${scope.who.name}
    from unnest(${consents.map(() => uuidOf(newId('cst')))}::uuid[], ${uuids(consents.map(({ organisation }) => organisation))}::uuid[],
      ${consents.map(({ subject }) => subject)}::text[], ${consents.map(({ version }) => version)}::int[],
      ${consents.map(({ signatory }) => signatory)}::text[]) as c (id, organisation, subject, version, signatory)
    on conflict (organisation_id, subject, version) where withdrawn_at is null do nothing`)

/** Takes back every consent of an organisation to one subject; returns of how many versions. */
export const withdrawConsents = (tx: Tx, scope: Scope, organisation: Id<'org'>, subject: Subject, now: Utc): Promise<number> =>
  tx.run(sql`
    update service_consent set withdrawn_at = greatest(${now}::timestamptz, given_at), withdrawn_by = ${scope.who.name}
    where organisation_id = ${uuidOf(organisation)}::uuid and subject = ${subject} and withdrawn_at is null and ${within(scope, 'organisation_id')}`)

/** How many have said yes to a version and not taken it back. */
export const consentingTo = async (tx: Tx, subject: Subject, version: number): Promise<number> =>
  (await tx.one<{ n: number }>(
    sql`select count(*)::int as n from service_consent where subject = ${subject} and version = ${version} and withdrawn_at is null`,
  ))!.n

// --- enrolments -----------------------------------------------------------------------------------------------------

/** What is known of one member and subject; `version` is the newest that stands. */
export interface EnrolmentRow extends Facts {
  organisation: Id<'org'>
  subject: Subject
  contact: Id<'con'> | null
  approvedBy: string | null
  pauseReason: string | null
  version: number | null
  waitingTargets: number
  changedAt: Utc
}

const current = (now: Utc): Sql =>
  sql`(select distinct on (subject) subject, version from service_terms where valid_from <= ${now} order by subject, version desc)`

// What was offered anew after its end is asked for anew; taken back, it has ended as before.
const anew = 'coalesce(e.offered_at > e.ended_at, false)'
const factColumns = raw(`e.organisation_id as organisation, e.service as subject,
  e.offered_at is not null as offered, e.wanted_at is not null and not ${anew} as wanted,
  e.approved_at is not null and not ${anew} as approved,
  e.paused_at is not null as paused, e.ended_at is not null and not ${anew} as ended, c.id is not null as consented, a.id is not null as agreed,
  coalesce(t.usable, 0) as usable, coalesce(t.waiting, 0) as "waitingTargets"`)

/** The enrolments of one subject, of one organisation, or of both. */
export interface Which {
  subject?: Subject | undefined
  organisation?: Id<'org'> | undefined
}

const of =
  ({ organisation }: Which) =>
  (column: string): Sql =>
    organisation ? sql`${raw(column)} = ${uuidOf(organisation)}::uuid` : sql`true`

/** The newest version that each has said yes to and not taken back. */
const newestYes = (scope: Scope, filter: Which): Sql => sql`
  left join (
    select organisation_id, subject, max(version) as version from service_consent
    where withdrawn_at is null and ${filter.subject ? sql`subject = ${filter.subject}` : sql`true`} and ${of(filter)('organisation_id')}
      and ${within(scope, 'organisation_id')}
    group by 1, 2
  ) v on v.organisation_id = e.organisation_id and v.subject = e.service`

/** What each enrolment stands on. Every side is read once: a hash join over a country, an index at one organisation. */
const facts = (scope: Scope, filter: Which, proven: readonly Id<'tgt'>[], now: Utc, more: Sql = empty): Sql => {
  const one = of(filter)
  return sql`
    service_enrolment e
    left join ${current(now)} now_service on now_service.subject = e.service
    left join ${current(now)} now_agreement on now_agreement.subject = 'membership'
    left join service_consent c on c.organisation_id = e.organisation_id and c.subject = e.service
      and c.version = now_service.version and c.withdrawn_at is null
    left join service_consent a on a.organisation_id = e.organisation_id and a.subject = 'membership'
      and a.version = now_agreement.version and a.withdrawn_at is null
    left join (
      select organisation_id, service, (count(*) filter (where decision = 'approved' or (decision is null and id = any (${uuids(proven)}::uuid[]))))::int as usable,
        (count(*) filter (where decision is null and id <> all (${uuids(proven)}::uuid[])))::int as waiting
      from service_target where ${one('organisation_id')} and ${within(scope, 'organisation_id')} group by 1, 2
    ) t on t.organisation_id = e.organisation_id and t.service = e.service
    ${more}
    where ${filter.subject ? sql`e.service = ${filter.subject}` : sql`true`} and ${one('e.organisation_id')} and ${within(scope, 'e.organisation_id')}`
}

/** Enrolments, with which of their undecided targets are proved. */
export async function enrolments(
  tx: Tx,
  scope: Scope,
  filter: Which,
  proven: readonly Id<'tgt'>[],
  now: Utc,
): Promise<EnrolmentRow[]> {
  const rows = await tx.rows<Omit<EnrolmentRow, 'organisation' | 'contact'> & { organisation: string; contact: string | null }>(
    sql`select ${factColumns}, e.contact_id as contact, e.approved_by as "approvedBy", e.pause_reason as "pauseReason",
          e.changed_at as "changedAt", v.version
        from ${facts(scope, filter, proven, now, newestYes(scope, filter))}`,
  )
  return rows.map((row) => ({
    ...row,
    organisation: toId('org', row.organisation),
    contact: row.contact === null ? null : toId('con', row.contact),
  }))
}

/** How many of these organisations have the same facts, subject by subject. */
export const tallies = (
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  proven: readonly Id<'tgt'>[],
  now: Utc,
): Promise<(Facts & { subject: Subject; n: number })[]> =>
  tx.rows(sql`
    select subject, offered, wanted, approved, paused, ended, consented, agreed, least(usable, 1) as usable, count(*)::int as n
    from (select ${factColumns} from ${facts(scope, {}, proven, now)}) each
    where organisation = any (${uuids(organisations)}::uuid[])
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`)

/** A member asks for subjects, or says yes anew: what was approved before its end counts no more. */
export const want = (
  tx: Tx,
  rows: readonly { organisation: Id<'org'>; subject: Subject; contact: Id<'con'> | null }[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into service_enrolment as e (organisation_id, service, contact_id, wanted_at, changed_at)
    select w.organisation, w.subject, w.contact, ${now}, ${now}
    from unnest(${uuids(rows.map(({ organisation }) => organisation))}::uuid[], ${rows.map(({ subject }) => subject)}::text[],
      ${rows.map(({ contact }) => (contact ? uuidOf(contact) : null))}::uuid[]) as w (organisation, subject, contact)
    on conflict (organisation_id, service) do update set
      wanted_at = case when e.ended_at is null then coalesce(e.wanted_at, excluded.wanted_at) else excluded.wanted_at end,
      approved_at = case when e.ended_at is null then e.approved_at end,
      approved_by = case when e.ended_at is null then e.approved_by end,
      contact_id = coalesce(excluded.contact_id, e.contact_id), ended_at = null, changed_at = excluded.changed_at`)

export const endEnrolment = (tx: Tx, scope: Scope, organisation: Id<'org'>, subject: Subject, now: Utc): Promise<number> =>
  tx.run(sql`
    update service_enrolment set ended_at = ${now}, changed_at = ${now}
    where organisation_id = ${uuidOf(organisation)}::uuid and service = ${subject} and ended_at is null and ${within(scope, 'organisation_id')}`)

export const setContact = (
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  service: ServiceId,
  contact: Id<'con'> | null,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update service_enrolment set contact_id = ${contact ? uuidOf(contact) : null}::uuid, changed_at = ${now}
    where organisation_id = ${uuidOf(organisation)}::uuid and service = ${service} and ${within(scope, 'organisation_id')}`)

const deeds: Readonly<Record<Exclude<BulkDeed, 'offer'>, (scope: Scope, reason: string, now: Utc) => Sql>> = {
  unoffer: () => sql`offered_at = null`,
  approve: ({ who }, _, now) => sql`approved_at = ${now}, approved_by = ${who.name}`,
  unapprove: () => sql`approved_at = null, approved_by = null`,
  pause: (_scope, reason, now) => sql`paused_at = ${now}, pause_reason = ${reason}`,
  resume: () => sql`paused_at = null, pause_reason = null`,
}

/** What the team does with a subject of these organisations; for the team. */
export const carryOut = (
  tx: Tx,
  scope: Scope,
  deed: BulkDeed,
  subject: Subject,
  organisations: readonly Id<'org'>[],
  reason: string,
  now: Utc,
): Promise<number> =>
  tx.run(
    deed === 'offer'
      ? sql`insert into service_enrolment as e (organisation_id, service, offered_at, changed_at)
            select organisation, ${subject}, ${now}, ${now} from unnest(${uuids(organisations)}::uuid[]) organisation
            on conflict (organisation_id, service) do update set offered_at = excluded.offered_at, changed_at = excluded.changed_at`
      : sql`update service_enrolment set ${deeds[deed](scope, reason, now)}, changed_at = ${now}
            where service = ${subject} and organisation_id = any (${uuids(organisations)}::uuid[]) and ${scope.team}::boolean`,
  )

// --- targets --------------------------------------------------------------------------------------------------------

export interface TargetRow {
  id: Id<'tgt'>
  organisation: Id<'org'>
  service: ServiceId
  form: 'network' | 'domain'
  value: string
  verified: boolean
  decision: 'approved' | 'refused' | null
  decidedBy: string | null
  reason: string | null
  addedAt: Utc
}

const targetColumns =
  raw(`id, organisation_id as organisation, service, form, value, verified, decision, decided_by as "decidedBy",
  reason, added_at as "addedAt"`)
type StoredTarget = Omit<TargetRow, 'id' | 'organisation'> & { id: string; organisation: string }
const toTarget = (row: StoredTarget): TargetRow => ({
  ...row,
  id: toId('tgt', row.id),
  organisation: toId('org', row.organisation),
})

export async function targetsOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<TargetRow[]> {
  const rows = await tx.rows<StoredTarget>(
    sql`select ${targetColumns} from service_target
        where organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope, 'organisation_id')} order by form, value, service`,
  )
  return rows.map(toTarget)
}

/** The targets of which nobody has decided. */
export async function undecidedTargets(tx: Tx, scope: Scope, filter: Which): Promise<TargetRow[]> {
  const rows = await tx.rows<StoredTarget>(
    sql`select ${targetColumns} from service_target where decision is null and ${of(filter)('organisation_id')}
          and ${filter.subject ? sql`service = ${filter.subject}` : sql`true`} and ${within(scope, 'organisation_id')}`,
  )
  return rows.map(toTarget)
}

export async function target(tx: Tx, scope: Scope, id: Id<'tgt'>): Promise<TargetRow | undefined> {
  const row = await tx.one<StoredTarget>(
    sql`select ${targetColumns} from service_target where id = ${uuidOf(id)}::uuid and ${within(scope, 'organisation_id')}`,
  )
  return row && toTarget(row)
}

/** Adds targets; one that is there already keeps what was decided of it. Returns those that are new. */
export async function addTargets(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  service: ServiceId,
  targets: readonly { form: 'network' | 'domain'; value: string; verified: boolean }[],
  now: Utc,
): Promise<TargetRow[]> {
  const rows = await tx.rows<StoredTarget>(sql`
    insert into service_target (id, organisation_id, service, form, value, verified, added_at, added_by)
    select t.id, ${uuidOf(organisation)}::uuid, ${service}, t.form, t.value, t.verified, ${now}, ${scope.who.name}
    from unnest(${targets.map(() => uuidOf(newId('tgt')))}::uuid[], ${targets.map(({ form }) => form)}::text[],
      ${targets.map(({ value }) => value)}::text[], ${targets.map(({ verified }) => verified)}::boolean[]) as t (id, form, value, verified)
    on conflict (organisation_id, service, form, value) do nothing
    returning ${targetColumns}`)
  return rows.map(toTarget)
}

/** Targets of many members at once that the team knows to be theirs; for the team. */
export const addApprovedTargets = (
  tx: Tx,
  scope: Scope,
  service: ServiceId,
  targets: readonly { organisation: Id<'org'>; form: 'network' | 'domain'; value: string }[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into service_target (id, organisation_id, service, form, value, verified, decision, decided_at, decided_by, added_at, added_by)
    select t.id, t.organisation, ${service}, t.form, t.value, false, 'approved', ${now}, ${scope.who.name}, ${now}, ${scope.who.name}
    from unnest(${targets.map(() => uuidOf(newId('tgt')))}::uuid[], ${uuids(targets.map(({ organisation }) => organisation))}::uuid[],
      ${targets.map(({ form }) => form)}::text[], ${targets.map(({ value }) => value)}::text[]) as t (id, organisation, form, value)
    on conflict (organisation_id, service, form, value) do nothing`)

export const removeTarget = (tx: Tx, scope: Scope, id: Id<'tgt'>): Promise<number> =>
  tx.run(sql`delete from service_target where id = ${uuidOf(id)}::uuid and ${within(scope, 'organisation_id')}`)

export const decideTarget = (
  tx: Tx,
  scope: Scope,
  id: Id<'tgt'>,
  decision: 'approved' | 'refused' | null,
  reason: string,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update service_target set decision = ${decision}, decided_at = ${now}, decided_by = ${scope.who.name}, reason = ${reason}
    where id = ${uuidOf(id)}::uuid and ${scope.team}::boolean`)

/** What the team approved for a service that has ended is approved no more; what it refused stays refused. */
export const forgetApprovals = (tx: Tx, scope: Scope, organisation: Id<'org'>, service: Subject): Promise<number> =>
  tx.run(sql`
    update service_target set decision = null, decided_at = null, decided_by = null, reason = null
    where organisation_id = ${uuidOf(organisation)}::uuid and service = ${service} and decision = 'approved' and ${within(scope, 'organisation_id')}`)

// --- history --------------------------------------------------------------------------------------------------------

export interface StepRow {
  subject: Subject
  at: Utc
  what: string
  version: number | null
  who: string
  text: string
}

export const addSteps = (
  tx: Tx,
  scope: Scope,
  steps: readonly { organisation: Id<'org'>; subject: Subject; what: string; version?: number; text?: string }[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into service_step (organisation_id, subject, at, what, version, who, text)
    select s.organisation, s.subject, ${now}, s.what, s.version, ${scope.who.name}, s.text
    from unnest(${uuids(steps.map(({ organisation }) => organisation))}::uuid[], ${steps.map(({ subject }) => subject)}::text[],
      ${steps.map(({ what }) => what)}::text[], ${steps.map(({ version }) => version ?? null)}::int[],
      ${steps.map(({ text }) => text ?? '')}::text[]) as s (organisation, subject, what, version, text)`)

/** Whether anybody was written to about a version. */
export const wasTold = async (tx: Tx, scope: Scope, subject: Subject, version: number): Promise<boolean> =>
  (await tx.one(sql`
    select 1 from service_step
    where subject = ${subject} and version = ${version} and what = 'terms-told' and ${within(scope, 'organisation_id')} limit 1`)) !==
  undefined

/** What has happened with each subject of one organisation, the newest first, at most `most` of each. */
export const stepsOf = (tx: Tx, scope: Scope, organisation: Id<'org'>, most: number): Promise<StepRow[]> =>
  tx.rows<StepRow>(sql`
    select subject, at, what, version, who, text from (
      select *, row_number() over (partition by subject order by id desc) as place from service_step
      where organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope, 'organisation_id')}) step
    where place <= ${most} order by id desc`)
