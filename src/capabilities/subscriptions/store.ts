import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { column, empty, jsonText, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Choice, Hit, Rhythm } from './contract.ts'

/** The first wall: rows of organisations that the scope acts for. The policies of the database are the second. */
const own = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`

type Letters = Exclude<Rhythm, 'portal'>

/** A choice as it is kept. */
export interface SubscriptionRow {
  id: string
  organisation: Id<'org'>
  /** Null: that of the organisation. */
  contact: Id<'con'> | null
  choice: Choice
  changedAt: Utc
  changedBy: string
}

interface StoredSubscription {
  id: string
  organisation_id: string
  contact_id: string | null
  choice: Choice
  changed_at: Utc
  changed_name: string
}

const columns = sql`id, organisation_id, contact_id, choice, changed_at, changed_name`

const toSubscription = (row: StoredSubscription): SubscriptionRow => ({
  id: row.id,
  organisation: toId('org', row.organisation_id),
  contact: row.contact_id ? toId('con', row.contact_id) : null,
  choice: row.choice,
  changedAt: row.changed_at,
  changedBy: row.changed_name,
})

/** What these organisations have chosen, for themselves and for their contacts. */
export async function subscriptionsOf(tx: Tx, scope: Scope, organisations: readonly Id<'org'>[]): Promise<SubscriptionRow[]> {
  const rows = await tx.rows<StoredSubscription>(sql`
    select ${columns} from subscription where organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and ${own(scope)}`)
  return rows.map(toSubscription)
}

/** One page of everybody's choices, last changed first. */
export async function subscriptionPage(
  tx: Tx,
  scope: Scope,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<SubscriptionRow[]> {
  const [at, id] = after?.split('~') ?? []
  const rows = await tx.rows<StoredSubscription>(sql`
    select ${columns} from subscription
    where ${own(scope)} ${at ? sql`and (changed_at, id) < (${at}::timestamptz, ${id}::uuid)` : empty}
    order by changed_at desc, id desc limit ${limit}`)
  return rows.map(toSubscription)
}

interface Whose {
  organisation: Id<'org'>
  contact: Id<'con'> | null
}

const contactOf = ({ contact }: Whose) => (contact ? uuidOf(contact) : null)

/** What stands for one of them, held until the end of the transaction. */
export async function heldChoice(tx: Tx, scope: Scope, whose: Whose): Promise<Choice | null> {
  const row = await tx.one<{ choice: Choice }>(sql`
    select choice from subscription where organisation_id = ${uuidOf(whose.organisation)}::uuid
      and contact_id is not distinct from ${contactOf(whose)}::uuid and ${own(scope)} for update`)
  return row?.choice ?? null
}

/** Writes a choice down, or takes it away. */
export async function saveChoice(tx: Tx, scope: Scope, whose: Whose, choice: Choice | null, now: Utc): Promise<void> {
  const organisation = uuidOf(whose.organisation)
  if (choice === null) {
    await tx.run(sql`
      delete from subscription where organisation_id = ${organisation}::uuid and contact_id is not distinct from ${contactOf(whose)}::uuid and ${own(scope)}`)
    return
  }
  await tx.run(sql`
    insert into subscription (id, organisation_id, contact_id, choice, changed_at, changed_name)
    values (gen_random_uuid(), ${organisation}, ${contactOf(whose)}, ${jsonText(choice)}::jsonb, ${now}, ${scope.who.name})
    on conflict on constraint subscription_of do update set choice = excluded.choice, changed_at = excluded.changed_at, changed_name = excluded.changed_name`)
}

/** One change as it was made. */
export interface StepRow extends Whose {
  id: string
  at: Utc
  what: 'set' | 'undone' | 'unsubscribed'
  by: string
  as: 'member' | 'team' | 'link'
  reason: string
  before: Choice | null
  after: Choice | null
  undone: boolean
}

type StoredStep = Omit<StepRow, 'organisation' | 'contact'> & { organisation: string; contact: string | null }

/** What was changed at an organisation, newest first. */
export async function stepsOf(tx: Tx, scope: Scope, organisation: Id<'org'>, limit: number): Promise<StepRow[]> {
  const rows = await tx.rows<StoredStep>(sql`
    select id::text as id, organisation_id as organisation, contact_id as contact, at, what, by_name as by, as_who as "as", reason, before, after, undone
    from subscription_step where organisation_id = ${uuidOf(organisation)}::uuid and ${own(scope)} order by subscription_step.id desc limit ${limit}`)
  return rows.map((row) => ({
    ...row,
    organisation: toId('org', row.organisation),
    contact: row.contact ? toId('con', row.contact) : null,
  }))
}

export const addStep = (tx: Tx, scope: Scope, step: Omit<StepRow, 'id' | 'at' | 'by' | 'undone'>, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into subscription_step (organisation_id, contact_id, at, what, by_name, as_who, reason, before, after)
    values (${uuidOf(step.organisation)}, ${contactOf(step)}, ${now}, ${step.what}, ${scope.who.name}, ${step.as}, ${step.reason},
      ${step.before && jsonText(step.before)}::jsonb, ${step.after && jsonText(step.after)}::jsonb)`)

export const markUndone = (tx: Tx, scope: Scope, id: string): Promise<number> =>
  tx.run(sql`update subscription_step set undone = true where id = ${id}::bigint and ${own(scope)}`)

/** A warning that an organisation is told of. */
export interface Item {
  organisation: Id<'org'>
  advisory: Id<'adv'>
  version: number
  /** Addressed to it, for information, or the news that what was addressed to it is over. */
  kind: 'addressed' | 'information' | 'over'
  why: Hit | null
  atOnce: boolean
  addedAt: Utc
}

/** Notes that organisations are told of a version. Returns those for whom it was not noted before. */
export async function addItems(tx: Tx, scope: Scope, items: readonly Omit<Item, 'addedAt'>[], now: Utc): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into subscription_item (organisation_id, advisory_id, version, kind, why, at_once, added_at)
    select organisation, advisory, version, kind, why, at_once, ${now}::timestamptz
    from unnest(${items.map(({ organisation }) => uuidOf(organisation))}::uuid[], ${items.map(({ advisory }) => uuidOf(advisory))}::uuid[],
      ${items.map(({ version }) => version)}::int[], ${items.map(({ kind }) => kind)}::text[],
      ${column(
        items.map(({ why }) => why && jsonText(why)),
        'jsonb',
      )}, ${items.map(({ atOnce }) => atOnce)}::boolean[])
      as one (organisation, advisory, version, kind, why, at_once)
    where ${scope.team}::boolean on conflict do nothing returning organisation_id as id`)
  return rows.map(({ id }) => toId('org', id))
}

interface StoredItem {
  organisation_id: string
  advisory_id: string
  version: number
  kind: Item['kind']
  why: Hit | null
  at_once: boolean
  added_at: Utc
}

const itemColumns = sql`organisation_id, advisory_id, version, kind, why, at_once, added_at`

const toItem = (row: StoredItem): Item => ({
  organisation: toId('org', row.organisation_id),
  advisory: toId('adv', row.advisory_id),
  version: row.version,
  kind: row.kind,
  why: row.why,
  atOnce: row.at_once,
  addedAt: row.added_at,
})

const mostInLetter = 500

/** What organisations were to be told of after a moment and until another, oldest first. */
export async function itemsBetween(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  { since, until }: { since: Utc; until: Utc },
): Promise<Item[]> {
  const rows = await tx.rows<StoredItem>(sql`
    select ${itemColumns} from subscription_item
    where organisation_id = ${uuidOf(organisation)}::uuid and added_at > ${since}::timestamptz and added_at <= ${until}::timestamptz and ${own(scope)}
    order by added_at, advisory_id, version limit ${mostInLetter}`)
  return rows.map(toItem)
}

/** Organisations that were told of a warning for information, at once or by a letter that a server took, and not yet that it is over. */
export async function informedOf(tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<Item[]> {
  const rows = await tx.rows<StoredItem>(sql`
    select distinct on (organisation_id) ${itemColumns} from subscription_item i
    where advisory_id = ${uuidOf(advisory)}::uuid and kind = 'information' and ${scope.team}::boolean
      and (at_once or exists (select from subscription_letter l
        where l.organisation_id = i.organisation_id and l.sent_at is not null and l.since < i.added_at and l.until >= i.added_at))
      and not exists (select from subscription_item o
        where o.organisation_id = i.organisation_id and o.advisory_id = i.advisory_id and o.kind = 'over')
    order by organisation_id, version desc`)
  return rows.map(toItem)
}

/** The first wall where nobody but a member asks: the team has no information of its own. */
const ours = (scope: Scope): Sql => sql`organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** One page of what the organisations of a scope were told of for information, each warning in its newest version, newest first. */
export async function informationPage(
  tx: Tx,
  scope: Scope,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Item[]> {
  const [at, id] = after?.split('~') ?? []
  const rows = await tx.rows<StoredItem>(sql`
    select ${itemColumns} from subscription_item i
    where ${ours(scope)} and kind = 'information'
      and not exists (select from subscription_item n where n.organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])
        and n.advisory_id = i.advisory_id and n.kind = 'information' and (n.version, n.organisation_id) > (i.version, i.organisation_id))
      ${at ? sql`and (added_at, advisory_id) < (${at}::timestamptz, ${id}::uuid)` : empty}
    order by added_at desc, advisory_id desc limit ${limit}`)
  return rows.map(toItem)
}

/** The newest version of a warning that the organisations of a scope were told of for information. */
export async function informationItem(tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<Item | undefined> {
  const row = await tx.one<StoredItem>(sql`
    select ${itemColumns} from subscription_item
    where ${ours(scope)} and advisory_id = ${uuidOf(advisory)}::uuid and kind = 'information'
    order by version desc, organisation_id limit 1`)
  return row && toItem(row)
}

/** Organisations that were told of something between two moments, by id. */
export async function organisationsTold(
  tx: Tx,
  scope: Scope,
  { since, until }: { since: Utc; until: Utc },
  { after, limit }: { after: Id<'org'> | null; limit: number },
): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct organisation_id as id from subscription_item
    where added_at > ${since}::timestamptz and added_at <= ${until}::timestamptz and ${scope.team}::boolean
      ${after ? sql`and organisation_id > ${uuidOf(after)}::uuid` : empty}
    order by organisation_id limit ${limit}`)
  return rows.map(({ id }) => toId('org', id))
}

/** Until when each of these contacts has been told by letters of a rhythm. */
export async function toldUntil(
  tx: Tx,
  scope: Scope,
  contacts: readonly Id<'con'>[],
  rhythm: Letters,
): Promise<Map<Id<'con'>, Utc>> {
  const rows = await tx.rows<{ id: string; until: Utc }>(sql`
    select contact_id as id, max(until) as until from subscription_letter
    where contact_id = any (${contacts.map(uuidOf)}::uuid[]) and rhythm = ${rhythm} and ${own(scope)} group by contact_id`)
  return new Map(rows.map(({ id, until }) => [toId('con', id), until]))
}

/** A letter as it was made. */
export interface LetterRow {
  id: Id<'dgl'>
  organisation: Id<'org'>
  contact: Id<'con'>
  rhythm: Letters
  due: Utc
  since: Utc
  until: Utc
  /** Those in it that were addressed to the organisation. */
  advisories: Id<'adv'>[]
}

/** Keeps a letter; false when there is one for that contact and day already. */
export const addLetter = async (tx: Tx, scope: Scope, letter: LetterRow, now: Utc): Promise<boolean> =>
  (await tx.run(sql`
    insert into subscription_letter (id, organisation_id, contact_id, rhythm, due, since, until, advisories, made_at)
    select ${uuidOf(letter.id)}::uuid, ${uuidOf(letter.organisation)}::uuid, ${uuidOf(letter.contact)}::uuid, ${letter.rhythm}::text,
      ${letter.due}::timestamptz, ${letter.since}::timestamptz, ${letter.until}::timestamptz, ${jsonText(letter.advisories)}::jsonb, ${now}::timestamptz
    where ${scope.team}::boolean on conflict do nothing`)) > 0

/** Notes what came of a letter; of one that was sent, what it told of, the first time: what was addressed, and what was for information. */
export async function settleLetter(
  tx: Tx,
  scope: Scope,
  id: Id<'dgl'>,
  { sentAt, reply }: { sentAt: Utc | null; reply: string },
): Promise<{ organisation: Id<'org'>; advisories: Id<'adv'>[]; information: Id<'adv'>[] } | undefined> {
  const row = await tx.one<{ organisation: string; advisories: Id<'adv'>[]; information: string[] }>(sql`
    update subscription_letter l set sent_at = ${sentAt}, reply = ${reply}
    where id = ${uuidOf(id)}::uuid and sent_at is null and ${scope.team}::boolean
    returning organisation_id as organisation, advisories, array(select distinct i.advisory_id from subscription_item i
      where i.organisation_id = l.organisation_id and i.kind = 'information' and i.added_at > l.since and i.added_at <= l.until) as information`)
  return (
    row && {
      organisation: toId('org', row.organisation),
      advisories: row.advisories,
      information: row.information.map((one) => toId('adv', one)),
    }
  )
}
