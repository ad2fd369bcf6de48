import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, sql, type Tx } from '#platform/db/db.ts'

export type StepKind = 'provider' | 'passkey' | 'new-passkey' | 'code' | 'link'

/** A sign-in that has begun: in one browser, or with the link of a letter. */
export interface Step {
  tokenHash: string
  kind: StepKind
  person: Id<'usr'> | null
  provider: Id<'idp'> | null
  sealed: string
  expiresAt: Utc
}

/** Keeps what a sign-in needs when its answer comes, and forgets those that never came; the team (sign-in). */
export async function insertStep(tx: Tx, scope: Scope, step: Step, now: Utc): Promise<void> {
  await tx.run(sql`delete from sign_in_step where expires_at < ${now} and ${scope.team}::boolean`)
  await tx.run(sql`
    insert into sign_in_step (token_hash, kind, person_id, provider_id, sealed, created_at, expires_at)
    select ${step.tokenHash}, ${step.kind}, ${step.person && uuidOf(step.person)}::uuid, ${step.provider && uuidOf(step.provider)}::uuid,
           ${step.sealed}, ${now}::timestamptz, ${step.expiresAt}::timestamptz
    where ${scope.team}::boolean`)
}

interface StepRow {
  person_id: string | null
  provider_id: string | null
  sealed: string
  expires_at: Utc
}

/** Takes a step that is not too old, so that nobody takes it twice; the team (sign-in). */
export async function takeStep(tx: Tx, scope: Scope, tokenHash: string, kind: StepKind, now: Utc): Promise<Step | undefined> {
  const row = await tx.one<StepRow>(sql`
    delete from sign_in_step where token_hash = ${tokenHash} and kind = ${kind} and expires_at > ${now} and ${scope.team}::boolean
    returning person_id, provider_id, sealed, expires_at`)
  return (
    row && {
      tokenHash,
      kind,
      person: row.person_id === null ? null : toId('usr', row.person_id),
      provider: row.provider_id === null ? null : toId('idp', row.provider_id),
      sealed: row.sealed,
      expiresAt: row.expires_at,
    }
  )
}

/** Whose a link of a letter is, while it is good; the team (sign-in). */
export async function personOfLink(tx: Tx, scope: Scope, tokenHash: string, now: Utc): Promise<Id<'usr'> | undefined> {
  const row = await tx.one<{ person_id: string }>(sql`
    select person_id from sign_in_step where token_hash = ${tokenHash} and kind = 'link' and expires_at > ${now} and ${scope.team}::boolean`)
  return row && toId('usr', row.person_id)
}

/** Takes back the links that were sent to a person; the team. */
export const deleteLinksOf = (tx: Tx, scope: Scope, person: Id<'usr'>) =>
  tx.run(sql`delete from sign_in_step where kind = 'link' and person_id = ${uuidOf(person)} and ${scope.team}::boolean`)

/** Notes that something is used; false when it was used before and is still good. The team (sign-in). */
export async function useOnce(tx: Tx, scope: Scope, hash: string, until: Utc, now: Utc): Promise<boolean> {
  await tx.run(sql`delete from used_once where until < ${now} and ${scope.team}::boolean`)
  const noted = await tx.run(sql`
    insert into used_once (hash, until) select ${hash}, ${until}::timestamptz where ${scope.team}::boolean on conflict (hash) do nothing`)
  return noted === 1
}

export interface Policy {
  passwordFor: 'everybody' | 'break-glass'
  /** The mailbox of a function that is told when a break-glass account was used. */
  alarmMail: string | null
  changedAt: Utc | null
  changedBy: string | null
}

const policyColumns = sql`password_for as "passwordFor", alarm_mail as "alarmMail", changed_at as "changedAt", changed_by as "changedBy"`

/** Who may sign in with a password; to the team (sign-in runs as the team). `hold` keeps it until the transaction ends. */
export async function policy(tx: Tx, scope: Scope, hold = false): Promise<Policy> {
  const row = await tx.one<Policy>(
    sql`select ${policyColumns} from sign_in_policy where ${scope.team}::boolean ${hold ? sql`for update` : empty}`,
  )
  return row ?? { passwordFor: 'everybody', alarmMail: null, changedAt: null, changedBy: null }
}

/** Says who may sign in with a password, and who is told; the team. */
export const setPolicy = (
  tx: Tx,
  scope: Scope,
  { passwordFor, alarmMail }: Pick<Policy, 'passwordFor' | 'alarmMail'>,
  now: Utc,
) =>
  tx.run(sql`
    update sign_in_policy set password_for = ${passwordFor}, alarm_mail = ${alarmMail}, changed_at = ${now}, changed_by = ${scope.who.name}
    where ${scope.team}::boolean`)

/** An account for the day on which nothing outside answers. */
export interface BreakGlass {
  person: Id<'usr'>
  name: string
  displayName: string
  administrator: boolean
  disabled: boolean
  /** Those that are on one device alone: a copy that its maker keeps is out of reach on that day. */
  passkeys: number
  markedAt: Utc
  markedBy: string
  usedAt: Utc | null
  remindedAt: Utc | null
}

interface BreakGlassRow extends Omit<BreakGlass, 'person'> {
  id: string
}

/** The break-glass accounts, by name; to the team. */
export async function breakGlassAccounts(tx: Tx, scope: Scope): Promise<BreakGlass[]> {
  const rows = await tx.rows<BreakGlassRow>(sql`
    select p.id, p.name, p.display_name as "displayName", 'admin' = any (p.team_roles) as administrator,
      p.disabled_at is not null as disabled, (select count(*)::int from passkey k where k.person_id = p.id and k.device = 'one') as passkeys,
      b.marked_at as "markedAt", b.marked_by as "markedBy", b.used_at as "usedAt", b.reminded_at as "remindedAt"
    from break_glass b join person p on p.id = b.person_id where ${scope.team}::boolean order by p.name`)
  return rows.map(({ id, ...row }) => ({ person: toId('usr', id), ...row }))
}

/** The accounts of administrators that are open, by name; to the team. */
export const administrators = (tx: Tx, scope: Scope): Promise<{ name: string; displayName: string; locale: Locale }[]> =>
  tx.rows(sql`
    select name, display_name as "displayName", locale from person
    where 'admin' = any (team_roles) and disabled_at is null and ${scope.team}::boolean order by name`)

/** How many accounts are open, and how many of these nobody comes in with once passwords are off; to the team. */
export async function lockedOutWithoutPassword(tx: Tx, scope: Scope): Promise<{ of: number; lockedOut: number }> {
  const row = await tx.one<{ of: number; lockedOut: number }>(sql`
    select count(*)::int as of, count(*) filter (where
      not exists (select from passkey k where k.person_id = p.id) and not exists (select from break_glass b where b.person_id = p.id)
      and not exists (select from person_identity i join identity_provider v on v.id = i.provider_id where i.person_id = p.id and v.enabled)
    )::int as "lockedOut"
    from person p where p.disabled_at is null and ${scope.team}::boolean`)
  return row!
}

/** Whether an account is for the day on which nothing outside answers; to the team (sign-in). */
export const isBreakGlass = async (tx: Tx, scope: Scope, person: Id<'usr'>): Promise<boolean> =>
  (await tx.one(sql`select 1 from break_glass where person_id = ${uuidOf(person)} and ${scope.team}::boolean`)) !== undefined

/** Marks an account; the team. Gives whether it was not before. */
export const markBreakGlass = async (tx: Tx, scope: Scope, person: Id<'usr'>, now: Utc): Promise<boolean> =>
  (await tx.run(sql`
    insert into break_glass (person_id, marked_at, marked_by)
    select ${uuidOf(person)}::uuid, ${now}::timestamptz, ${scope.who.name} where ${scope.team}::boolean on conflict do nothing`)) ===
  1

/** Makes an account one like all others; the team. Gives whether it was one before. */
export const unmarkBreakGlass = async (tx: Tx, scope: Scope, person: Id<'usr'>): Promise<boolean> =>
  (await tx.run(sql`delete from break_glass where person_id = ${uuidOf(person)} and ${scope.team}::boolean`)) === 1

/** Notes that a break-glass account came in; the team (sign-in). */
export const touchBreakGlass = (tx: Tx, scope: Scope, person: Id<'usr'>, now: Utc) =>
  tx.run(
    sql`update break_glass set used_at = ${now}, reminded_at = null where person_id = ${uuidOf(person)} and ${scope.team}::boolean`,
  )

/** The accounts that nobody has tried since a moment and nobody was reminded of since; they count as reminded from now. The team. */
export async function remindOfUntested(tx: Tx, scope: Scope, since: Utc, now: Utc): Promise<{ id: Id<'usr'>; name: string }[]> {
  const rows = await tx.rows<{ id: string; name: string }>(sql`
    update break_glass b set reminded_at = ${now} from person p
    where p.id = b.person_id and p.disabled_at is null and coalesce(b.used_at, b.marked_at) < ${since}
      and (b.reminded_at is null or b.reminded_at < ${since}) and ${scope.team}::boolean
    returning p.id, p.display_name as name`)
  return rows.map(({ id, name }) => ({ id: toId('usr', id), name }))
}
