import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Hands, openHands } from '#apps/demo/hands.ts'
import { capabilities } from '#apps/server/capabilities.ts'
import type { World } from '#apps/server/world.ts'
import { authorities } from '#capabilities/directory/authorities.data.ts'
import { answerPlace } from '#capabilities/notices/index.ts'
import type { Endpoint } from '#domain/endpoint.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { raw, type Sql, sql } from '#platform/db/db.ts'
import { advisories } from './recount-advisories.ts'
import { claims } from './recount-claims.ts'
import { partners } from './recount-partners.ts'
import { products } from './recount-products.ts'
import { publishing } from './recount-publishing.ts'
import { replies } from './recount-replies.ts'
import { services } from './recount-services.ts'
import { silences } from './recount-silence.ts'
import { vulnerabilities } from './recount-vulnerabilities.ts'
import { welcomes } from './recount-welcome.ts'

/*
 * Every figure of every page, counted once more in the plainest words over the base tables, past both walls. Nothing here is taken from
 * the product's own SQL. What an endpoint shows stands left of what was counted.
 */

/** Whoever looks: the team, or a member with the one organisation that is its own. */
interface Reader {
  name: string
  scope: Scope
  own?: string
  /** A supplier that nobody signs in for reads what it is asked; the pages of a member are read by those who have a seat. */
  only?: string
}
interface Looking {
  reader: Reader
  now: Utc
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  /** All rows of a list, page after page. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  all: (path: string) => Promise<any[]>
  rows: <Row>(query: Sql) => Promise<Row[]>
  /** How many rows there are. */
  count: (from: Sql) => Promise<number>
  /** How many rows there are of each. */
  tally: (of: Sql, from: Sql) => Promise<Record<string, number>>
}
type Figure = readonly [name: string, shown: unknown, counted: unknown]
type Recount = (looking: Looking) => Promise<Figure[]>

/** Where a figure that an endpoint gives was found to be another than what lies there. */
export interface Difference {
  endpoint: string
  reader: string
  figure: string
  shown: unknown
  counted: unknown
}

const unsettled = sql`f.state in ('open', 'told', 'answered')`
const severityWord = (column: string): Sql => sql`(array['info', 'low', 'medium', 'high', 'critical'])[${raw(column)} + 1]`
const idText = (kind: string, column: string): Sql => sql`${`${kind}_`} || replace(${raw(column)}::text, '-', '')`

/** What belongs to whoever looks: all of it for the team; for a member what it owns, and what it operates for others. */
const mine = ({ own }: Reader, table: string): Sql =>
  own ? sql`${own}::uuid in (${raw(table)}.organisation_id, ${raw(table)}.operator_id)` : sql`true`

/** How a count is written that is known to the end; the demo has more sightings than are counted. */
const countOf = (value: number, most = 100_000) => ({ value: Math.min(value, most), more: value > most })

const byKey = <Value>(rows: readonly { key: string; value: Value }[]): Record<string, Value> =>
  Object.fromEntries(rows.map(({ key, value }) => [key, value]))

/** Sightings of the findings that a list names. */
async function sightingsOf({ rows }: Looking, listed: readonly { id: string; sightings: number }[]): Promise<Figure[]> {
  const ids = listed.map(({ id }) => uuidOf(id as Id<'fnd'>))
  const counted = byKey(
    await rows<{ key: string; value: number }>(
      sql`select ${idText('fnd', 'finding_id')} as key, count(*)::int as value from sighting where finding_id = any(${ids}::uuid[]) group by 1`,
    ),
  )
  return [['sightings', byKey(listed.map(({ id, sightings }) => ({ key: id, value: sightings }))), counted]]
}

/** The figures that a count endpoint gives for each of some filters. */
async function filtered(
  filters: Readonly<Record<string, Sql>>,
  figures: (query: string, where: Sql) => Promise<readonly Figure[]>,
): Promise<Figure[]> {
  const found: Figure[] = []
  for (const [query, where] of Object.entries(filters))
    for (const [name, ...values] of await figures(query, where)) found.push([`${query} ${name}`, ...values])
  return found
}

const findings: Record<string, Recount> = {
  '/findings/count': ({ reader, now, ask, count, tally }) =>
    filtered(
      {
        '': sql`true`,
        'state=told': sql`f.state = 'told'`,
        'severity=high&severity=critical': sql`f.severity >= 3`,
        'overdue=true': sql`${unsettled} and f.due_at < ${now}`,
        'answer=fixed': sql`f.answer = 'fixed'`,
        'unproven=true': sql`${unsettled} and f.unmeasured_since is not null`,
        'kind=open-rdp': sql`f.kind = 'open-rdp'`,
        'source=shadowserver': sql`'shadowserver' = any (f.sources)`,
      },
      async (query, where) => {
        const shown = await ask(`/findings/count?${query}`)
        const from = sql`finding f where ${mine(reader, 'f')} and ${where}`
        return [
          ['count', shown.count, countOf(await count(from))],
          ['byState', shown.byState, await tally(sql`f.state`, from)],
          ['bySeverity', shown.bySeverity, await tally(severityWord('f.severity'), from)],
        ]
      },
    ),
  '/findings': async (looking) => sightingsOf(looking, (await looking.ask('/findings?limit=100')).rows),
  '/findings/changes': async (looking) => sightingsOf(looking, (await looking.ask('/findings/changes?limit=100')).rows),
  '/findings/:id': async (looking) => {
    const [first] = (await looking.ask('/findings?limit=1')).rows
    return first ? sightingsOf(looking, [(await looking.ask(`/findings/${first.id}`)).finding]) : []
  },
  '/findings/lately': async ({ reader, now, ask, count }) => {
    const { settledAt: _, ...shown } = await ask('/findings/lately')
    const from = (where: Sql) => count(sql`finding f where ${mine(reader, 'f')} and f.state <> 'withdrawn' and ${where}`)
    const since = later(now, -7 * day)
    const counted = {
      opened: await from(sql`f.opened_at >= ${since}`),
      fixed: await from(sql`f.state = 'fixed' and f.closed_at >= ${since}`),
      of: await from(sql`true`),
    }
    return [['figures', shown, counted]]
  },
  '/operated': async ({ reader: { own }, now, ask, all, rows }) => {
    const there = sql`from finding f where f.operator_id = ${own}::uuid and f.organisation_id = o.id and f.state <> 'withdrawn'`
    const n = (where: Sql) => sql`(select count(*)::int ${there} and ${where})`
    const open = (where: Sql) => n(sql`${unsettled} and ${where}`)
    const isOwner = sql`exists (select from holding mine join holding theirs on (theirs.form, theirs.value) = (mine.form, mine.value)
      where mine.organisation_id = ${own}::uuid and mine.relation = 'operates' and theirs.organisation_id = o.id and theirs.relation = 'owns'
        and ${now} >= mine.valid_from and ${now} < coalesce(mine.valid_to, 'infinity') and ${now} >= theirs.valid_from and ${now} < coalesce(theirs.valid_to, 'infinity'))`
    const counted = await rows<{ key: string; value: unknown }>(sql`
      select ${idText('org', 'o.id')} as key, jsonb_build_object('findings', ${n(sql`true`)}, 'unsettled', ${open(sql`true`)},
        'unanswered', ${open(sql`f.answer is null`)}, 'overdue', ${open(sql`f.due_at < ${now}`)}, 'told', ${open(sql`f.told_at is not null`)},
        'silent', ${open(sql`f.told_at is not null and f.read_at is null and f.answer is null`)},
        'critical', ${open(sql`f.severity = 4`)}, 'low', ${open(sql`f.severity = 1`)}) as value
      from organisation o where o.id <> ${own}::uuid and o.gone_at is null and (${isOwner} or ${open(sql`true`)} > 0)`)
    const shown = (await all('/operated')).map(
      ({ organisation, bySeverity, findings, unsettled, unanswered, overdue, told, silent }) => ({
        key: organisation.id,
        value: {
          findings,
          unsettled,
          unanswered,
          overdue,
          told,
          silent,
          critical: bySeverity.critical ?? 0,
          low: bySeverity.low ?? 0,
        },
      }),
    )
    const late = await ask('/operated?overdue=true')
    const isLate = ({ value }: { value: unknown }) => (value as { overdue: number }).overdue > 0
    return [
      ['rows', byKey(shown), byKey(counted)],
      ['count of', [late.count, late.of], [counted.filter(isLate).length, counted.length]],
    ]
  },
}

const intake: Record<string, Recount> = {
  '/unattributed/counts': ({ now, ask, count, tally }) =>
    filtered({ 'days=2': sql`2`, 'days=30': sql`30` }, async (query, days) => {
      const shown = await ask(`/unattributed/counts?${query}`)
      const from = sql`sighting s where s.seen_at >= ${now}::timestamptz - ${days} * interval '24 hours'`
      return [
        ['all', shown.all, countOf(await count(from))],
        ['byState', shown.byState, await tally(sql`s.state`, sql`${from} and s.state <> 'attributed'`)],
      ]
    }),
  '/unattributed/groups': async ({ now, ask, count }) => {
    const { groups } = await ask('/unattributed/groups?days=30')
    const figures: Figure[] = []
    for (const { key, asn, sightings, assets } of groups) {
      const place = /^[\d.:a-f]+\/\d+$/.test(key) ? sql`s.ip <<= ${key}::inet` : sql`s.ip is null and s.host = ${key}`
      const from = sql`from sighting s where s.state = 'unattributed' and s.seen_at >= ${later(now, -30 * day)} and s.asn is not distinct from ${asn}::bigint and ${place}`
      const counted = [await count(sql`(select ${from}) s`), await count(sql`(select distinct s.ip, s.host ${from}) s`)]
      figures.push([key, [sightings, assets], counted])
    }
    return figures
  },
  '/ignore-rules': async ({ all, tally }) => [
    [
      'hits',
      byKey(
        (await all('/ignore-rules?ended=true')).filter(({ hits }) => hits > 0).map(({ id, hits }) => ({ key: id, value: hits })),
      ),
      await tally(idText('ign', 's.rule_id'), sql`sighting s where s.rule_id is not null`),
    ],
  ],
}

const toldLately = (now: Utc): Sql =>
  sql`measure m where m.told_at >= ${later(now, -90 * day)} and m.told_at < ${now} and m.state <> 'withdrawn'`
const hundredth = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 100) / 100)

/** The value below which a share of sorted numbers lies, on the line between the two nearest. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return below === undefined || above === undefined ? undefined : below + (above - below) * (place % 1)
}

const measures: Record<string, Recount> = {
  '/measures/count': ({ reader, now, ask, count, tally }) =>
    filtered(
      {
        '': sql`true`,
        'state=open': sql`m.state = 'open'`,
        'severity=high': sql`m.severity = 3`,
        'overdue=true': sql`m.state in ('open', 'doing') and m.due_at < ${now}`,
      },
      async (query, where) => {
        const shown = await ask(`/measures/count?${query}`)
        const from = sql`measure m where ${mine(reader, 'm')} and ${where}`
        return [
          ['count', shown.count, countOf(await count(from))],
          ['byState', shown.byState, await tally(sql`m.state`, from)],
          ['overdue', shown.overdue, await count(sql`${from} and m.state in ('open', 'doing') and m.due_at < ${now}`)],
        ]
      },
    ),
  '/measures/effect': async ({ now, ask, rows }) => {
    const told = await rows<
      Record<'organisation_id' | 'kind' | 'channel' | 'severity' | 'told_at' | End, string | null> & {
        organisation_kinds: string[]
      }
    >(
      sql`select m.organisation_id, m.kind, m.channel, m.severity::text, m.organisation_kinds, m.told_at, m.read_at, m.answered_at, m.proved_at from ${toldLately(now)}`,
    )
    const groupsOf: Record<string, (row: (typeof told)[number]) => string[]> = {
      all: () => ['all'],
      kind: ({ kind }) => [kind!],
      channel: ({ channel }) => [channel ?? 'unknown'],
      severity: ({ severity }) => [severity!],
      'organisation-kind': ({ organisation_kinds }) => organisation_kinds,
    }
    const figures: Figure[] = []
    for (const [by, groups] of Object.entries(groupsOf)) {
      const within = Map.groupBy(
        told.flatMap((row) => groups(row).map((group) => ({ group, row }))),
        ({ group }) => group,
      )
      const counted = [...within].map(([key, members]) => {
        const span = (end: End) => {
          const known = members.filter(({ row }) => row[end] !== null)
          const hours = known.map(({ row }) => Math.max(0, (Date.parse(row[end]!) - Date.parse(row.told_at!)) / 3_600_000))
          hours.sort((one, other) => one - other)
          return {
            of: members.length,
            known: known.length,
            medianHours: hundredth(quantile(hours, 0.5)),
            p90Hours: hundredth(quantile(hours, 0.9)),
          }
        }
        const organisations = new Set(members.map(({ row }) => row.organisation_id)).size
        const value = {
          told: members.length,
          organisations,
          read: span('read_at'),
          answered: span('answered_at'),
          proved: span('proved_at'),
        }
        return { key, value }
      })
      const shown = (await ask(`/measures/effect?by=${by}`)).rows as ({ group: string; words: string } & object)[]
      const values = shown.map(({ group, words: _, ...value }) => ({ key: group, value }))
      figures.push([by, byKey(values), byKey(counted)])
    }
    return figures
  },
}
type End = 'read_at' | 'answered_at' | 'proved_at'

const present = (holding: string, now: Utc): Sql =>
  sql`${now} >= ${raw(holding)}.valid_from and ${now} < coalesce(${raw(holding)}.valid_to, 'infinity')`

/** What coverage counts of some organisations, told apart in the plainest way. */
const covered = async ({ now, count }: Looking, where: Sql) => {
  const of = (more: Sql) => count(sql`organisation o where o.gone_at is null and ${where} and ${more}`)
  return {
    organisations: await of(sql`true`),
    members: await of(sql`o.membership = 'member'`),
    former: await of(sql`o.membership = 'former'`),
    none: await of(sql`o.membership = 'none'`),
    reached: await of(
      sql`o.id in (select c.organisation_id from contact c where c.confirmed_at > ${later(now, -90 * day)} and coalesce(c.email, c.telephone) is not null)`,
    ),
  }
}

/** Members as they are reached, told apart one by one in the plainest way. */
async function reachOf({ now, rows }: Looking) {
  const listed = await rows<{ id: string; kinds: string[]; county: string | null }>(
    sql`select id, kinds, county from organisation where membership = 'member' and gone_at is null`,
  )
  const contacts = await rows<{
    id: string
    organisation_id: string
    role: string
    email: string | null
    telephone: string | null
    confirmed_at: Utc | null
    created_at: Utc
  }>(sql`select id, organisation_id, role, email, telephone, confirmed_at, created_at from contact`)
  const bounces = await rows<{ contact_id: string; address: string; at: Utc; hard: boolean }>(
    sql`select contact_id, address, at, hard from contact_bounce`,
  )
  const calls = await rows<{ contact_id: string; telephone: string; at: Utc; night: boolean; result: string }>(
    sql`select contact_id, telephone, at, night, result from contact_test_call`,
  )
  const isLost = (contact: (typeof contacts)[number]) =>
    bounces.some(
      (bounce) =>
        bounce.contact_id === contact.id &&
        bounce.hard &&
        bounce.address === contact.email?.toLowerCase() &&
        bounce.at > (contact.confirmed_at ?? ''),
    )
  return listed.map(({ id, ...rest }) => {
    const own = contacts.filter((contact) => contact.organisation_id === id)
    const security = own.filter(
      (contact) => contact.role === 'security' && (contact.telephone || (contact.email && !isLost(contact))),
    )
    const sure = security.some(({ confirmed_at }) => confirmed_at !== null && confirmed_at >= later(now, -90 * day))
    const known = security.some(({ confirmed_at, created_at }) => (confirmed_at ?? created_at) > later(now, -365 * day))
    const numbers = own.filter(({ role, telephone }) => role === 'operations-24/7' && telephone)
    const tested = numbers.filter((contact) =>
      calls.some(
        (call) =>
          call.contact_id === contact.id &&
          call.telephone === contact.telephone &&
          call.night &&
          call.result === 'answered' &&
          call.at >= later(now, -365 * day),
      ),
    )
    const state = security.length === 0 ? 'without' : sure ? 'confirmed' : known ? 'not-confirmed' : 'overdue'
    return { id, ...rest, state, night: tested.length > 0, untested: numbers.length - tested.length, numbers: numbers.length }
  })
}

const reachFigures = (of: Awaited<ReturnType<typeof reachOf>>) => ({
  members: of.length,
  confirmed: of.filter(({ state }) => state === 'confirmed').length,
  'not-confirmed': of.filter(({ state }) => state === 'not-confirmed').length,
  overdue: of.filter(({ state }) => state === 'overdue').length,
  without: of.filter(({ state }) => state === 'without').length,
  night: of.filter(({ night }) => night).length,
})

const members: Record<string, Recount> = {
  '/contacts/reachability': async (looking) => {
    const all = await reachOf(looking)
    const shown = await looking.ask('/contacts/reachability')
    const figures: Figure[] = [['total', shown.total, reachFigures(all)]]
    for (const { kind, ...of } of shown.kinds)
      figures.push([kind, of, reachFigures(all.filter(({ kinds }) => kinds.includes(kind)))])
    for (const { county, ...of } of shown.counties)
      figures.push([`county ${county}`, of, reachFigures(all.filter((one) => one.county === county))])
    return figures
  },
  '/contacts/reachability/organisations': async (looking) => {
    const all = await reachOf(looking)
    const figures: Figure[] = []
    for (const state of ['confirmed', 'not-confirmed', 'overdue', 'without']) {
      const { count } = await looking.ask(`/contacts/reachability/organisations?limit=1&state=${state}`)
      figures.push([state, count, countOf(all.filter((one) => one.state === state).length)])
    }
    return figures
  },
  '/readings/news': async ({ reader: { own }, ask, rows }) => {
    const shown = await ask('/readings/news')
    const counted = await rows<{ form: string }>(
      sql`select form from read_log where organisation_id = ${own}::uuid order by id desc limit 101`,
    )
    return [
      ['readings', shown.count, countOf(counted.length, 100)],
      ['exports', shown.exports, counted.filter(({ form }) => form === 'export').length],
    ]
  },
  '/delegations/waiting': async ({ reader: { own }, now, ask, rows }) => {
    const waits = await rows(sql`select from delegation
      where ended_at is null and ends_at > ${now} and (member_id = ${own}::uuid and consented_at is null or operator_id = ${own}::uuid and accepted_at is null)`)
    return [['delegations', (await ask('/delegations/waiting')).count, waits.length]]
  },
  '/contacts/test-calls': async (looking) => {
    const all = await reachOf(looking)
    const sum = (of: 'untested' | 'numbers') => all.reduce((total, one) => total + one[of], 0)
    const { count, of } = await looking.ask('/contacts/test-calls?limit=1')
    return [
      ['untested', count, countOf(sum('untested'))],
      ['numbers', of, sum('numbers')],
    ]
  },
  '/organisations/:id': async ({ reader, ask, rows }) => {
    const some = await rows<{ id: string }>(sql`
      select ${idText('org', 'o.id')} as id from organisation o where ${reader.own ? sql`o.id = ${reader.own}::uuid` : sql`true`}
      order by (select count(*) from contact_bounce b where b.organisation_id = o.id) desc, o.id limit 5`)
    const figures: Figure[] = []
    for (const { id } of some) {
      const { contacts } = await ask(`/organisations/${id}`)
      for (const contact of contacts as { id: Id<'con'>; email: string | null; bounces: { count: number } | null }[]) {
        const [counted] = await rows<{ count: number }>(sql`
          select count(*)::int as count from contact_bounce where contact_id = ${uuidOf(contact.id)}::uuid and address = ${contact.email?.toLowerCase() ?? ''}`)
        figures.push([contact.id, contact.bounces?.count ?? 0, counted!.count])
      }
    }
    return figures
  },
  '/coverage': async (looking) => {
    const shown = await looking.ask('/coverage')
    const figures: Figure[] = [
      ['total', shown.total, await covered(looking, sql`true`)],
      ['both', shown.both, await covered(looking, sql`cardinality(o.constituencies) > 1`)],
      ['neither', shown.neither, await covered(looking, sql`cardinality(o.constituencies) = 0`)],
    ]
    for (const { kind, ...of } of shown.kinds) figures.push([kind, of, await covered(looking, sql`${kind} = any (o.kinds)`)])
    for (const { constituency, ...of } of shown.constituencies)
      figures.push([constituency, of, await covered(looking, sql`${constituency} = any (o.constituencies)`)])
    for (const { id, kinds, now: of } of shown.references)
      figures.push([id, of, await covered(looking, kinds.length === 0 ? sql`true` : sql`o.kinds && ${kinds}::text[]`)])
    return figures
  },
  '/organisations/:id/tree': async ({ reader, ask, rows }) => {
    const parents = await rows<{ id: string; parent: string }>(sql`
      select ${idText('org', 'id')} as id, ${idText('org', 'parent_id')} as parent from organisation where parent_id is not null and gone_at is null`)
    const partsOf = (id: string): string[] => parents.filter(({ parent }) => parent === id).map((row) => row.id)
    const belowOf = (id: string): number => partsOf(id).reduce((sum, part) => sum + 1 + belowOf(part), 0)
    // A member sees nothing but its own: no part of it is shown to it.
    const asked = reader.own ? [toId('org', reader.own)] : [...new Set(parents.map(({ parent }) => parent))].slice(0, 20)
    return Promise.all(
      asked.map(async (id): Promise<Figure> => {
        const { parts, below } = await ask(`/organisations/${id}/tree`)
        return [id, { parts, below }, reader.own ? { parts: 0, below: 0 } : { parts: partsOf(id).length, below: belowOf(id) }]
      }),
    )
  },
  '/organisations/:id/parts': async ({ reader, ask, rows, count }) => {
    const [top] = await rows<{ id: string }>(sql`
      select ${idText('org', 'parent_id')} as id from organisation where parent_id is not null group by parent_id order by count(*) desc, parent_id limit 1`)
    if (reader.own || !top) return []
    const { rows: listed } = await ask(`/organisations/${top.id}/parts?limit=100`)
    return Promise.all(
      listed.map(
        async ({ id, parts }: { id: Id<'org'>; parts: number }): Promise<Figure> => [
          id,
          parts,
          await count(sql`organisation o where o.parent_id = ${uuidOf(id)}::uuid and o.gone_at is null`),
        ],
      ),
    )
  },
  '/organisations': async (looking) => {
    const { reader, now, ask, count, rows } = looking
    const visible = reader.own ? sql`o.id = ${reader.own}::uuid` : sql`true`
    const figures = await filtered(
      {
        '': sql`true`,
        'membership=none': sql`o.membership = 'none'`,
        'kind=general-practice': sql`'general-practice' = any (o.kinds)`,
        'constituency=health': sql`'health' = any (o.constituencies)`,
        'gone=false': sql`o.gone_at is null`,
        'gap=member': sql`o.gone_at is null and o.membership <> 'member'`,
        'gap=contact': sql`o.gone_at is null and not exists (select from contact c where c.organisation_id = o.id
          and c.confirmed_at > ${later(now, -90 * day)} and coalesce(c.email, c.telephone) is not null)`,
      },
      async (query, where) => {
        const shown = await ask(`/organisations?${query}`)
        return [['count', shown.count, countOf(await count(sql`organisation o where ${visible} and ${where}`))]]
      },
    )
    const listed = (await ask('/organisations?limit=100')).rows as { id: Id<'org'>; holdings: number; contacts: number }[]
    const counted = await rows<{ key: string; value: unknown }>(sql`
      select ${idText('org', 'o.id')} as key, jsonb_build_array(
        (select count(*) from holding h where h.organisation_id = o.id and ${present('h', now)}),
        (select count(*) from contact c where c.organisation_id = o.id)) as value
      from organisation o where o.id = any(${listed.map(({ id }) => uuidOf(id))}::uuid[])`)
    const shown = listed.map(({ id, holdings, contacts }) => ({ key: id, value: [holdings, contacts] }))
    return [...figures, ['holdings and contacts', byKey(shown), byKey(counted)]]
  },
}

const received = ({ own }: Reader): Sql => (own ? sql`n.recipient_id = ${own}::uuid` : sql`true`)

/** The measures that a notice of a warning asks for: none where it has no place to answer, as what is told beside the warning. */
const askedFor = sql`m.cause_id = n.about_id and m.organisation_id = n.recipient_id and position(${answerPlace} in n.text) > 0`

/** Of how many findings, at how many organisations, a notice told, and how many of these were answered. */
async function toldBy(
  { rows }: Looking,
  listed: readonly { id: Id<'ntc'>; findings: number; organisations: number; answered: number }[],
) {
  const counted = await rows<{ key: string; value: unknown }>(sql`
    select ${idText('ntc', 'notice_id')} as key, jsonb_build_array(count(finding_id), count(distinct organisation_id), count(answer)) as value
    from (
      select notice_id, finding_id, organisation_id, answer from notice_finding
      union all select n.id, m.id, n.recipient_id, nullif(m.state in ('open', 'doing'), true)::text
        from notice n left join measure m on ${askedFor} where n.topic = 'advisory'
    ) told where notice_id = any(${listed.map(({ id }) => uuidOf(id))}::uuid[]) group by 1`)
  const shown = listed.map(({ id, findings, organisations, answered }) => ({
    key: id,
    value: [findings, organisations, answered],
  }))
  return [['told', byKey(shown), byKey(counted)]] as const
}

const keys: Record<string, Recount> = {
  '/pgp-keys': ({ reader: { own }, now, ask, count }) =>
    filtered(
      {
        '': sql`true`,
        'show=used': sql`k.state = 'used'`,
        'show=waiting': sql`k.state = 'waiting'`,
        'show=expired': sql`k.state = 'used' and k.problem is null and k.expires_at <= ${now}`,
        'show=expiring': sql`k.state = 'used' and k.problem is null and k.expires_at > ${now} and k.expires_at <= ${later(now, 30 * day)}`,
      },
      async (query, where) => {
        const whose = own ? sql`k.organisation_id = ${own}::uuid` : sql`true`
        return [
          ['count', (await ask(`/pgp-keys?${query}`)).count, countOf(await count(sql`pgp_key k where ${whose} and ${where}`))],
        ]
      },
    ),
  '/organisations/:id/pgp-keys': async ({ reader: { own }, ask, count }) => {
    if (!own) return []
    const { blockCount } = await ask(`/organisations/${toId('org', own)}/pgp-keys`)
    return [['blockCount', blockCount, countOf(await count(sql`key_block where organisation_id = ${own}::uuid`))]]
  },
}

const ways: Record<string, Recount> = {
  '/sign-in/providers': async ({ reader: { own }, ask, rows }) => {
    if (own) return []
    const { providers } = await ask('/sign-in/providers')
    const counted = await rows<{ key: string; value: number }>(sql`
      select ${idText('idp', 'p.id')} as key, (select count(*)::int from person_identity i where i.provider_id = p.id) as value from identity_provider p`)
    const shown = providers.map(({ id, people }: { id: string; people: number }) => ({ key: id, value: people }))
    return [['people', byKey(shown), byKey(counted)]]
  },
  '/sign-in/policy': async ({ reader: { own }, ask, rows }) => {
    if (own) return []
    const { breakGlass } = await ask('/sign-in/policy')
    const counted = await rows<{ key: string; value: number }>(sql`
      select ${idText('usr', 'b.person_id')} as key, (select count(*)::int from passkey k where k.person_id = b.person_id) as value from break_glass b`)
    const shown = breakGlass.map(({ person, passkeys }: { person: string; passkeys: number }) => ({
      key: person,
      value: passkeys,
    }))
    return [['passkeys', byKey(shown), byKey(counted)]]
  },
}

const notices: Record<string, Recount> = {
  '/notices': async (looking) => [...(await toldBy(looking, (await looking.ask('/notices?limit=200')).rows))],
  '/notices/:id': async (looking) => {
    if (looking.reader.own) return []
    const [first] = (await looking.ask('/notices?state=answered&limit=1')).rows
    return [...(await toldBy(looking, [(await looking.ask(`/notices/${first.id}`)).notice]))]
  },
  '/notices/count': ({ reader, ask, count, tally }) =>
    filtered(
      {
        '': sql`true`,
        'state=silent': sql`n.state = 'silent'`,
        'severity=critical': sql`n.severity = 4`,
        'topic=correction': sql`n.topic = 'correction'`,
      },
      async (query, where) => {
        const shown = await ask(`/notices/count?${query}`)
        const from = sql`notice n where ${received(reader)} and ${where}`
        return [
          ['count', shown.count, countOf(await count(from))],
          ['byState', shown.byState, await tally(sql`n.state`, from)],
        ]
      },
    ),
  '/notices/waiting': async ({ all, rows }) => [
    [
      'findings',
      byKey(
        (await all('/notices/waiting')).map(({ recipient, schedule, findings, notice }) => ({
          key: `${notice ?? recipient.id} ${schedule}`,
          value: findings,
        })),
      ),
      byKey(
        await rows<{ key: string; value: number }>(sql`
          select w.key || ' ' || w.schedule as key, count(finding_id)::int as value
          from (select distinct ${idText('org', 'recipient_id')} as key, schedule, finding_id from untold
            union all select ${idText('ntc', 'n.id')}, n.schedule, f.finding_id
              from notice n join (
                select notice_id, finding_id from notice_finding
                union all select n.id, m.id from notice n left join measure m on ${askedFor} where n.topic = 'advisory'
              ) f on f.notice_id = n.id
              where exists (select from delivery d where d.notice_id = n.id and d.channel <> 'telephone'
                and d.state in ('queued', 'sending', 'unsure', 'deferred'))) w group by 1`),
      ),
    ],
  ],
  '/notices/silence': ({ now, all, rows }) =>
    filtered({ 'days=30': sql`30`, 'days=90&all=true': sql`90` }, async (query, days) => {
      const counted = await rows<{ key: string; value: number[] }>(sql`
        select ${idText('org', 'o.id')} as key, jsonb_build_array(
          (select count(*) from notice n where ${asked(now, days)} and n.recipient_id = o.id),
          (select count(*) from notice n join notice_finding f on f.notice_id = n.id where ${asked(now, days)} and n.recipient_id = o.id),
          (select count(*) from notice n join notice_finding f on f.notice_id = n.id
            where ${asked(now, days)} and n.recipient_id = o.id and f.answer is null and f.outcome is null),
          (select count(*) from contact c where c.organisation_id = o.id and c.role in ('security', 'operations-24/7', 'management')
            and coalesce(c.email, c.telephone) is not null)) as value
        from organisation o where exists (select from notice n where ${asked(now, days)} and n.recipient_id = o.id)`)
      const shown = (await all(`/notices/silence?${query}`)).map(({ organisation, notices, findings, unanswered, contacts }) => ({
        key: organisation.id,
        value: [notices, findings, unanswered, contacts],
      }))
      return [['rows', byKey(shown), byKey(counted.filter(({ value }) => query.includes('all') || value[2]! > 0))]]
    }),
  '/notices/hold': async ({ ask, all, count }) => [
    ['waiting', (await ask('/notices/hold')).hold.waiting, (await all('/notices/waiting')).length],
    [
      'calls',
      (await ask('/notices/hold')).hold.calls,
      await count(sql`delivery where channel = 'telephone' and state = 'queued'`),
    ],
  ],
}

const asked = (now: Utc, days: Sql): Sql =>
  sql`n.topic = 'findings' and n.state <> 'cancelled' and n.created_at >= ${now}::timestamptz - ${days} * interval '24 hours'`

/** Steps by which somebody had to do something again, or nobody had to any more. */
const turns = sql`(
  select s.at, f.severity, f.kind, f.organisation_id, o.county, o.constituencies,
    coalesce(s.before, '') not in ('open', 'told', 'answered') and s.after in ('open', 'told', 'answered') as opened,
    coalesce(s.before, '') in ('open', 'told', 'answered') and s.after not in ('open', 'told', 'answered') as settled
  from finding_step s join finding f on f.id = s.finding_id join organisation o on o.id = f.organisation_id where s.after is not null) t`
const dayOf = (column: string): Sql => sql`to_char(${raw(column)} at time zone 'UTC', 'YYYY-MM-DD')`

interface Line {
  part: string
  opened: number[]
  settled: number[]
  unsettled: number[]
  sightings: number[]
}

/** Where a line of a trend stands, and how it came there day by day. */
async function trendFigures({ ask, tally }: Looking, query: string, part: Sql, where: Sql): Promise<Figure[]> {
  const { trend } = await ask(`/overview/trends?${query}`)
  const { days, lines } = trend as { days: string[]; lines: Line[] }
  const byDay = (of: 'opened' | 'settled' | 'sightings') =>
    byKey(
      lines.flatMap((line) => line[of].flatMap((value, at) => (value > 0 ? [{ key: `${line.part} ${days[at]}`, value }] : []))),
    )
  const within = sql`${where} and t.at >= ${`${days[0]}T00:00:00.000Z`}::timestamptz`
  const standing = await tally(
    part,
    sql`(select f.*, o.county, o.constituencies from finding f join organisation o on o.id = f.organisation_id) t where ${where} and t.state in ('open', 'told', 'answered')`,
  )
  const sightings = sql`(select i.received_at as at, f.severity, f.kind, f.organisation_id, o.county, o.constituencies
    from sighting s join import i on i.id = s.import_id join finding f on f.id = s.finding_id join organisation o on o.id = f.organisation_id where i.state = 'done') t`
  return [
    ['opened', byDay('opened'), await tally(sql`${part} || ' ' || ${dayOf('t.at')}`, sql`${turns} where t.opened and ${within}`)],
    [
      'settled',
      byDay('settled'),
      await tally(sql`${part} || ' ' || ${dayOf('t.at')}`, sql`${turns} where t.settled and ${within}`),
    ],
    ['sightings', byDay('sightings'), await tally(sql`${part} || ' ' || ${dayOf('t.at')}`, sql`${sightings} where ${within}`)],
    [
      'unsettled',
      byKey(
        lines.filter(({ unsettled }) => unsettled.at(-1)! > 0).map((line) => ({ key: line.part, value: line.unsettled.at(-1)! })),
      ),
      standing,
    ],
  ]
}

/** Some organisations that much is known of: those with most findings, and those with most notices. */
const known = async ({ rows }: Looking): Promise<Id<'org'>[]> =>
  (
    await rows<{ id: string }>(sql`
      (select operator_id as id from finding where operator_id is not null group by 1 order by count(*) desc, 1 limit 2)
      union (select organisation_id from finding group by 1 order by count(*) desc, 1 limit 2)
      union (select recipient_id from notice where answered_at is not null group by 1 order by count(*) desc, 1 limit 2)`)
  ).map(({ id }) => toId('org', id))

interface Elsewhere {
  recipient: { id: string }
  notices: number
  findings: number
  unanswered: number
}

const overview: Record<string, Recount> = {
  '/overview/organisations/:id': async (looking) => {
    const { now, ask, count, rows } = looking
    const figures: Figure[] = []
    for (const id of await known(looking)) {
      const { operatesFor, silence } = (await ask(`/overview/organisations/${id}`)).view
      const sent = sql`n.recipient_id = ${uuidOf(id)}::uuid and n.topic = 'findings' and n.state <> 'cancelled' and n.sent_at >= ${later(now, -365 * day)}`
      const all = sql`notice n join notice_finding f on f.notice_id = n.id where ${sent}`
      const owners = sql`(select distinct theirs.organisation_id from holding mine join holding theirs on theirs.form = mine.form
        and case when mine.form = 'network' then mine.value::inet && theirs.value::inet
          else mine.value = theirs.value or mine.value like '%.' || theirs.value or theirs.value like '%.' || mine.value end
        where mine.organisation_id = ${uuidOf(id)}::uuid and mine.relation = 'operates' and theirs.relation = 'owns'
          and theirs.organisation_id <> mine.organisation_id and ${present('mine', now)} and ${present('theirs', now)}) s`
      const counted = [
        await count(owners),
        await count(sql`notice n where ${sent}`),
        await count(all),
        await count(sql`${all} and f.answer is null and f.outcome is null`),
      ]
      figures.push([id, [operatesFor.count, silence.notices, silence.findings, silence.unanswered], counted])
      const others = await rows<{ key: string; value: unknown }>(sql`
        select ${idText('org', 'n.recipient_id')} as key, jsonb_build_array(count(distinct n.id), count(*), count(*) filter (where f.answer is null and f.outcome is null)) as value
        from notice_finding f join notice n on n.id = f.notice_id where f.organisation_id = ${uuidOf(id)}::uuid and n.recipient_id <> f.organisation_id
          and n.topic = 'findings' and n.state <> 'cancelled' and n.sent_at >= ${later(now, -365 * day)} group by n.recipient_id`)
      const elsewhere = (silence.elsewhere as Elsewhere[]).map(({ recipient, notices: told, findings: of, unanswered }) => ({
        key: recipient.id,
        value: [told, of, unanswered],
      }))
      figures.push([`${id} elsewhere`, byKey(elsewhere), byKey(others)])
    }
    return figures
  },
  '/overview/trends': async (looking) => {
    const severity = severityWord('t.severity')
    const county = sql`coalesce(t.county, 'none')`
    const figures = [
      ...(await trendFigures(looking, 'days=90', severity, sql`true`)),
      ...(await trendFigures(looking, 'days=30&by=county', county, sql`true`)),
      ...(await trendFigures(looking, 'days=30&constituency=health', severity, sql`'health' = any (t.constituencies)`)),
    ]
    for (const id of await known(looking))
      figures.push(
        ...(await trendFigures(looking, `days=30&organisation=${id}`, severity, sql`t.organisation_id = ${uuidOf(id)}::uuid`)),
        ...(await likeFigures(looking, id)),
      )
    return figures
  },
}

const sizes = [0, 4, 11, 31, Number.POSITIVE_INFINITY]

/** How many organisations are like one, and the quarters of what is unsettled at them now. */
async function likeFigures({ now, ask, rows }: Looking, id: Id<'org'>): Promise<Figure[]> {
  const { like } = (await ask(`/overview/trends?days=30&organisation=${id}`)).trend
  const everybody = await rows<{ id: string; kind: string; holdings: number; unsettled: number; wanted: boolean }>(sql`
    select o.id, o.kinds[1] as kind, o.membership = 'member' and o.gone_at is null as wanted,
      (select count(*)::int from holding h where h.organisation_id = o.id and h.relation = 'owns' and ${present('h', now)}) as holdings,
      (select count(*)::int from finding f where f.organisation_id = o.id and ${unsettled}) as unsettled
    from organisation o`)
  const one = everybody.find((each) => each.id === uuidOf(id))!
  const size = (holdings: number) => sizes.findLastIndex((least) => holdings >= least)
  const alike = everybody.filter(
    (each) => each !== one && each.wanted && each.kind === one.kind && size(each.holdings) === size(one.holdings),
  )
  const standing = alike.map((each) => each.unsettled).sort((first, second) => first - second)
  if (alike.length === 0) return [['like', like, null]]
  const shown = [like?.organisations, like?.lower.at(-1), like?.median.at(-1), like?.upper.at(-1)]
  return [['like', shown, [alike.length, quantile(standing, 0.25), quantile(standing, 0.5), quantile(standing, 0.75)]]]
}

const placeOf = sql`coalesce(o.municipality, o.county, case when 'regional-health-authority' = any (o.kinds) then ${idText('org', 'o.id')} end,
  (select ${idText('org', 'p.id')} from organisation p where p.id = o.parent_id and 'regional-health-authority' = any (p.kinds)), 'none')`

/** What organisations have together, by place or each for itself. */
function figuresBy(key: Sql, now: Utc, where: Sql, finding: Sql): Sql {
  const there = (more: Sql) =>
    sql`(select count(*)::int from finding f where f.organisation_id = o.id and ${unsettled} and ${finding} and ${more})`
  const held = sql`(select count(*)::int from holding h where h.organisation_id = o.id and h.relation = 'owns' and ${present('h', now)})`
  return sql`
    select key, jsonb_build_object('organisations', count(*) filter (where here), 'covered', count(*) filter (where here and held > 0),
      'holdings', coalesce(sum(held) filter (where here), 0), 'unsettled', sum(found), 'critical', sum(critical), 'told', sum(told),
      'unanswered', sum(unanswered), 'lit', sum(lit)) as value
    from (select ${key} as key, o.gone_at is null as here, ${held} as held, ${there(sql`true`)} as found, ${there(sql`f.severity = 4`)} as critical,
      ${there(sql`f.told_at is not null`)} as told, ${there(sql`f.answer is null`)} as unanswered, ${there(sql`f.severity = 4 and f.answer is null`)} as lit
      from organisation o where ${where}) s group by key`
}

interface Figures {
  bySeverity: Record<string, number>
  [figure: string]: unknown
}
const placeFigures = ({ organisations, covered, holdings, unsettled, bySeverity, told, unanswered, lit }: Figures) => ({
  organisations,
  covered,
  holdings,
  unsettled,
  critical: bySeverity.critical,
  told,
  unanswered,
  lit,
})
const isEmpty = (value: object): boolean => Object.values(value).every((figure) => figure === 0)
const withoutEmpty = (rows: readonly { key: string; value: object }[]) => byKey(rows.filter(({ value }) => !isEmpty(value)))

const picture: Record<string, Recount> = {
  '/picture/map': ({ now, ask, rows, count }) =>
    filtered(
      {
        '': sql`true`,
        'severity=critical&severity=high': sql`f.severity >= 3`,
      },
      async (query, finding) => {
        const shown = await ask(`/picture/map?${query}`)
        const counted = await rows<{ key: string; value: Record<string, number> }>(figuresBy(placeOf, now, sql`true`, finding))
        const [total] = await rows<{ value: object }>(figuresBy(sql`'all'`, now, sql`true`, finding))
        return [
          [
            'rows',
            withoutEmpty(shown.rows.map((row: Figures) => ({ key: String(row.place), value: placeFigures(row) }))),
            withoutEmpty(counted),
          ],
          ['total', placeFigures(shown.total), total!.value],
          ['sources', shown.sources, await count(sql`source`)],
          ['live', shown.live, await count(reporting(now))],
        ]
      },
    ),
  '/picture/map/:place': async ({ now, ask, rows }) => {
    const [first] = await rows<{ place: string }>(
      sql`select ${placeOf} as place from organisation o join finding f on f.organisation_id = o.id where ${unsettled} group by 1 order by count(*) desc, 1 limit 1`,
    )
    const shown = await ask(`/picture/map/${first!.place}`)
    const here = sql`${placeOf} = ${first!.place}`
    const counted = await rows<{ key: string; value: Record<string, number> }>(
      figuresBy(idText('org', 'o.id'), now, here, sql`true`),
    )
    const [total] = await rows<{ value: object }>(figuresBy(sql`'all'`, now, here, sql`true`))
    const values = counted.map(({ key, value: { organisations: _, covered: __, ...value } }) => ({ key, value }))
    return [
      ['place', placeFigures(shown.place), total!.value],
      ['count', shown.count, counted.length],
      [
        'organisations',
        byKey(
          shown.organisations.map((row: Figures) => {
            const { organisations: _, covered: __, ...value } = placeFigures(row)
            return { key: String(row.id), value }
          }),
        ),
        byKey(values),
      ],
    ]
  },
}

/** Sources that should report and do: neither paused nor failing nor silent for more than three rhythms. */
const reporting = (now: Utc): Sql => sql`source s where not s.paused and s.last_error is null and s.last_file_at is not null
  and (s.rhythm_hours is null or s.last_file_at >= ${now}::timestamptz - 3 * s.rhythm_hours * interval '1 hour')`

/** The figures of a shift that began at a moment: of the queue, and of what happened to findings and notices since. */
async function shiftFigures({ now, count, tally }: Looking, since: Utc) {
  const left = sql`task where state <> 'done'`
  return {
    raised: await count(sql`task where created_at > ${since}`),
    done: await count(sql`task where done_at > ${since}`),
    open: await count(left),
    overdue: await count(sql`task where state in ('open', 'taken') and due_at < ${now}`),
    byKind: await tally(sql`what`, left),
    noticesSent: await count(sql`event where kind = 'finding.told' and at > ${since}`),
    opened: await count(sql`finding_step where what = 'opened' and at > ${since}`),
    fixed: await count(sql`finding_step where what = 'fixed' and at > ${since}`),
  }
}

/** A task counts what it is about and what of that is not over. */
async function aboutTasks({ rows }: Looking, listed: readonly { id: Id<'tsk'>; count: number }[]): Promise<Figure> {
  const ids = listed.map(({ id }) => uuidOf(id))
  const counted = await rows<{ key: string; value: number }>(
    sql`select ${idText('tsk', 'task_id')} as key, sum(times)::int as value from task_about where over_at is null and task_id = any(${ids}::uuid[]) group by 1`,
  )
  return ['count', byKey(listed.map(({ id, count }) => ({ key: id, value: count }))), byKey(counted)]
}

const watch: Record<string, Recount> = {
  '/watch': async (looking) => [await aboutTasks(looking, (await looking.ask('/watch?limit=200')).rows)],
  '/watch/:id': async (looking) => {
    const [first] = (await looking.ask('/watch?limit=1')).rows
    return [await aboutTasks(looking, [(await looking.ask(`/watch/${first.id}`)).task])]
  },
  '/watch/asleep': async ({ now, ask, count }) => {
    const { critical, overdue } = await ask('/watch/asleep')
    const late = sql`f.state in ('open', 'told') and f.answer is null and f.due_at < ${now}`
    const asked = sql`select from notice_finding nf join finding f on f.id = nf.finding_id
      where a.object = ${idText('ntc', 'nf.notice_id')} and nf.answer is null and nf.outcome is null and ${late}`
    const itself = sql`select from finding f where a.object = ${idText('fnd', 'f.id')} and ${late}`
    return [
      ['critical', critical, await count(sql`task where state = 'snoozed' and severity = 4`)],
      [
        'overdue',
        overdue,
        await count(sql`task t where t.state = 'snoozed' and t.severity < 4 and exists (
          select from task_about a where a.task_id = t.id and a.over_at is null and (exists (${asked}) or exists (${itself})))`),
      ],
    ]
  },
  '/watch/count': ({ now, ask, count, tally }) =>
    filtered(
      {
        '': sql`state <> 'done'`,
        'state=done': sql`state = 'done'`,
        'what=silent&what=call': sql`state <> 'done' and what in ('silent', 'call')`,
        'severity=critical': sql`state <> 'done' and severity = 4`,
      },
      async (query, where) => {
        const shown = await ask(`/watch/count?${query}`)
        const from = sql`task where ${where}`
        return [
          ['count', shown.count, countOf(await count(from))],
          ['byKind', shown.byKind, await tally(sql`what`, from)],
          ['byState', shown.byState, await tally(sql`state`, from)],
          ['overdue', shown.overdue, await count(sql`${from} and state in ('open', 'taken') and due_at < ${now}`)],
        ]
      },
    ),
  '/watch/shift': async (looking) => {
    const { since, summary, open } = await looking.ask('/watch/shift')
    return [['summary', summary, await shiftFigures(looking, since)], await aboutTasks(looking, open)]
  },
  '/watch/changes': async ({ ask, count }) => {
    const { since, ...shown } = await ask('/watch/changes')
    const steps = (what: string) => count(sql`finding_step where what = ${what} and at > ${since}`)
    const counted = {
      opened: await steps('opened'),
      reopened: await steps('reopened'),
      answered: await count(sql`finding_step a where a.what = 'answered' and a.at > ${since} and not exists (
        select from finding_step b where b.finding_id = a.finding_id and b.number > a.number and b.what = 'taken-back'
          and not exists (select from finding_step c where c.finding_id = a.finding_id and c.what = 'answered' and c.number > a.number and c.number < b.number))`),
      proved: await steps('fixed'),
    }
    return [['figures', shown, counted]]
  },
}

/** What a file came to, by the sightings that lie there and the steps that it caused. */
async function cameOf({ rows }: Looking, listed: readonly { id: Id<'imp'>; tally: Record<string, number> }[]): Promise<Figure> {
  const ids = listed.map(({ id }) => uuidOf(id))
  const n = (state: string) => sql`(select count(*) from sighting s where s.import_id = i.id and s.state = ${state})`
  const counted = await rows<{ key: string; value: unknown }>(sql`
    select ${idText('imp', 'i.id')} as key, jsonb_build_object('sightings', (select count(*) from sighting s where s.import_id = i.id),
      'attributed', ${n('attributed')}, 'unattributed', ${n('unattributed')}, 'ambiguous', ${n('ambiguous')}, 'outsiders', ${n('outsider')}, 'ignored', ${n('ignored')},
      'issues', (select count(*) from import_issue p where p.import_id = i.id)) as value
    from import i where i.id = any(${ids}::uuid[])`)
  const shown = listed.map(({ id, tally: { sightings, attributed, unattributed, ambiguous, outsiders, ignored, issues } }) => ({
    key: id,
    value: { sightings, attributed, unattributed, ambiguous, outsiders, ignored, issues },
  }))
  return ['tally', byKey(shown), byKey(counted)]
}

interface Month {
  id: Id<'src'>
  files30: number
  rows30: number
  issues30: number
}

/** What came of sources within thirty days. */
async function monthOf({ now, rows }: Looking, listed: readonly Month[]): Promise<Figure> {
  const counted = await rows<{ key: string; value: unknown }>(sql`
    select ${idText('src', 'i.source_id')} as key, jsonb_build_array(count(*), coalesce(sum(i.rows), 0),
      coalesce(sum((select count(*) from import_issue p where p.import_id = i.id)), 0)) as value
    from import i where i.received_at > ${later(now, -30 * day)} and i.source_id = any(${listed.map(({ id }) => uuidOf(id))}::uuid[]) group by 1`)
  return [
    '30 days',
    byKey(listed.map(({ id, files30, rows30, issues30 }) => ({ key: id, value: [files30, rows30, issues30] }))),
    byKey(counted),
  ]
}

const feeds: Record<string, Recount> = {
  '/sources': async (looking) => [await monthOf(looking, (await looking.ask('/sources')).sources)],
  '/sources/:id': async (looking) => {
    const [first] = (await looking.ask('/sources')).sources
    return [await monthOf(looking, [(await looking.ask(`/sources/${first.id}`)).source])]
  },
  '/sources/health': async (looking) => {
    const { now, ask, rows } = looking
    const { sources, unsettled: all } = await ask('/sources/health')
    const figures: Figure[] = [
      await monthOf(
        looking,
        sources.map(({ source }: { source: Month }) => source),
      ),
      ['unsettled', all, await looking.count(sql`finding f where ${unsettled}`)],
    ]
    const first = `${later(now, -44 * day).slice(0, 10)}T00:00:00.000Z`
    for (const { source, strip, rows: shownRows, refused, sightings, unattributed, alone, unsettled: seen } of sources) {
      const of = sql`from import i where i.source_id = ${uuidOf(source.id)}::uuid and i.received_at >= ${first} and i.state in ('done', 'unreadable', 'failed')`
      const [counted] = await rows<{ value: unknown }>(sql`select jsonb_build_array(
        (select coalesce(sum(i.rows), 0) ${of}),
        (select count(distinct (p.import_id, p.line)) from import_issue p where p.code <> 'no-rows' and p.import_id in (select i.id ${of})),
        (select count(*) from sighting s where s.import_id in (select i.id ${of})),
        (select count(*) from sighting s where s.state = 'unattributed' and s.import_id in (select i.id ${of})),
        (select count(*) from finding f where ${unsettled} and f.sources = array[${source.name}]),
        (select count(*) from finding f where ${unsettled} and ${source.name} = any (f.sources))) as value`)
      figures.push([source.name, [shownRows, refused, sightings, unattributed, alone, seen], counted!.value])
      const days = await rows<{ key: string; value: number[] }>(
        sql`select ${dayOf('i.received_at')} as key, jsonb_build_array(count(*), coalesce(sum(i.rows), 0)) as value ${of} group by 1`,
      )
      const came = (strip as { day: string; files: number; rows: number }[]).filter(({ files }) => files > 0)
      figures.push([
        `${source.name} days`,
        byKey(came.map(({ day: key, files, rows: found }) => ({ key, value: [files, found] }))),
        byKey(days),
      ])
    }
    return figures
  },
  '/imports': async (looking) => [await cameOf(looking, (await looking.ask('/imports?limit=100')).rows)],
  '/imports/:id': async (looking) => {
    const [first] = (await looking.ask('/imports?limit=1')).rows
    return [await cameOf(looking, [(await looking.ask(`/imports/${first.id}`)).import])]
  },
}

const rest: Record<string, Recount> = {
  '/audit/verification': async ({ ask, count }) => [
    ['entries', (await ask('/audit/verification')).entries, await count(sql`audit`)],
  ],
  '/search': async ({ reader, ask, count }) => {
    const own = reader.own ? sql`o.id = ${reader.own}::uuid` : sql`true`
    const figures: Figure[] = []
    const searches: [query: string, part: string, from: Sql][] = [
      ['kommune', 'organisations', sql`organisation o where o.search like '%kommune%' and ${own}`],
      ['open-rdp', 'findings', sql`finding f where f.kind = 'open-rdp' and ${mine(reader, 'f')}`],
      ['198.18.0.0/15', 'findings', sql`finding f where f.ip <<= '198.18.0.0/15' and ${mine(reader, 'f')}`],
      ...(reader.own
        ? []
        : ([['shadow', 'sources', sql`source where concat_ws(' ', name, title, provider) ilike '%shadow%'`]] as const)),
    ].map(([query, part, from]) => [query, part, from] as [string, string, Sql])
    for (const [query, part, from] of searches) {
      const { parts } = await ask(`/search?q=${encodeURIComponent(query)}`)
      const shown = parts.find((each: { part: string }) => each.part === part)?.count ?? countOf(0)
      figures.push([`${query} ${part}`, shown, countOf(await count(from), 1_000)])
    }
    return figures
  },
}

const today = (now: Utc): string => now.slice(0, 10)
const standsOn = (row: string, now: Utc): Sql =>
  sql`${raw(row)}.valid_from <= ${today(now)}::date and (${raw(row)}.valid_to is null or ${raw(row)}.valid_to > ${today(now)}::date)`

/** Who is in each group now, and who was ever. */
async function groupFigures(
  { now, rows }: Looking,
  shown: readonly { id: string; members: number; ever: number }[],
): Promise<Figure[]> {
  const counted = await rows<{ id: string; members: number; ever: number }>(sql`
    select ${idText('grp', 'g.id')} as id,
      (select count(*)::int from group_member m where m.group_id = g.id and m.removed_at is null and ${standsOn('m', now)}) as members,
      (select count(distinct coalesce(m.organisation_id::text, lower(m.name)))::int from group_member m
       where m.group_id = g.id and m.removed_at is null and m.valid_to is distinct from m.valid_from) as ever
    from stakeholder_group g where g.closed_at is null order by 1`)
  const plain = shown.map(({ id, members, ever }) => ({ id, members, ever })).sort((one, other) => one.id.localeCompare(other.id))
  return [['groups', plain, counted.filter(({ id }) => plain.some((group) => group.id === id))]]
}

const directory: Record<string, Recount> = {
  '/directory/authorities': async ({ ask }) => {
    const { rows, count } = await ask('/directory/authorities')
    return [
      ['count', count, { value: authorities.length, more: false }],
      ['rows', rows.length, authorities.length],
    ]
  },
  '/directory/groups': async (looking) =>
    looking.reader.own ? [] : groupFigures(looking, (await looking.ask('/directory/groups?limit=200')).rows),
  '/directory/groups/:id': async (looking) => {
    if (looking.reader.own) return []
    const figures: Figure[] = []
    for (const { id, rule } of (await looking.ask('/directory/groups?limit=200')).rows) {
      const { group, fits } = await looking.ask(`/directory/groups/${id}`)
      figures.push(...(await groupFigures(looking, [group])))
      const county = sql`(${rule?.county ?? null}::text is null or o.county = ${rule?.county ?? null})`
      const constituency = sql`(${rule?.constituency ?? null}::text is null or ${rule?.constituency ?? null} = any (o.constituencies))`
      const kinds = sql`(cardinality(${rule?.kinds ?? []}::text[]) = 0 or o.kinds && ${rule?.kinds ?? []}::text[])`
      const from = sql`organisation o where o.gone_at is null and ${county} and ${constituency} and ${kinds}`
      figures.push(['fits', fits, rule ? await looking.count(from) : null])
    }
    return figures
  },
  '/directory/peers': async ({ reader, now, ask, rows }) => {
    if (reader.own) return []
    const shown = (await ask('/directory/peers')).rows as { id: string; members: number; both: number; agreed: number }[]
    const counted = await rows<{ id: string; members: number; both: number; agreed: number }>(sql`
      select ${idText('crt', 'p.id')} as id, count(m.organisation_id)::int as members,
        (count(*) filter (where cardinality(o.constituencies) > 0))::int as both,
        (count(*) filter (where cardinality(o.constituencies) > 0 and exists (
          select from agreed_lead l where l.organisation_id = o.id and l.valid_from <= ${today(now)}::date)))::int as agreed
      from peer_team p left join peer_member m on m.peer_id = p.id and ${standsOn('m', now)} left join organisation o on o.id = m.organisation_id
      group by p.id order by 1`)
    const plain = shown.map(({ id, members, both, agreed }) => ({ id, members, both, agreed }))
    return [['peers', plain.sort((one, other) => one.id.localeCompare(other.id)), counted]]
  },
}

/** How each endpoint that gives counts is recounted. */
export const recounts: Readonly<Record<string, Recount>> = {
  ...claims,
  ...directory,
  ...findings,
  ...intake,
  ...measures,
  ...members,
  ...keys,
  ...ways,
  ...notices,
  ...overview,
  ...picture,
  ...watch,
  ...services,
  ...products,
  ...publishing,
  ...replies,
  ...advisories,
  ...silences,
  ...partners,
  ...vulnerabilities,
  ...welcomes,
  ...feeds,
  ...rest,
}

/** Endpoints whose figures are the record of a moment that is past, or of work on its way: what they counted is no longer as it was. */
export const records: readonly string[] = [
  '/claims/registry',
  '/organisations/:id/products/imports',
  '/product-imports/:id',
  '/closings',
  '/closings/:id',
  '/watch/handovers',
  '/watch/handovers/:id',
  '/work',
  '/vulnerabilities/imports',
  '/register-changes',
  '/organisations/:id/readings',
]

/** Numbers that count nothing that lies in a table: places in a list, settings, measurements. */
const noCounts = new Set([
  'asn',
  'port',
  'position',
  'number',
  'quantity',
  'line',
  'sizeBytes',
  'bytes',
  'criticality',
  'digestHour',
  'dailyCap',
  'rung',
  'tries',
  'failures',
  'everyHours',
  'rhythmHours',
  'lagHours',
  'absenceExposure',
  'absenceEvent',
  'usualRows',
  'without',
  'needed',
  'broken',
  'version',
  'score',
  'said',
  'percentile',
  'productsLeftOut',
  'revision',
  'hours',
  'current',
  'reminders',
])

/** Whether an answer, by its schema, has a number in it that counts something. */
function hasCounts(schema: unknown, name = ''): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if (Array.isArray(schema)) return schema.some((each) => hasCounts(each, name))
  const { type, properties = {}, ...others } = schema as { type?: string | string[]; properties?: object }
  if ([type].flat().some((each) => each === 'integer' || each === 'number')) return !noCounts.has(name)
  return (
    Object.entries(properties).some(([key, value]) => hasCounts(value, key)) ||
    Object.values(others).some((value) => typeof value === 'object' && hasCounts(value, name))
  )
}

const everyEndpoint: readonly Endpoint[] = capabilities.flatMap(({ endpoints }) => [...endpoints])

/** Endpoints that are asked for figures: those that answer in one piece and change nothing. A stream tells of changes alone. */
export const giveCounts = (): string[] =>
  everyEndpoint
    .filter(({ method, form }) => method === 'GET' && form === 'json')
    .filter(({ output }) => hasCounts(z.toJSONSchema(output, { unrepresentable: 'any', reused: 'inline' })))
    .map(({ path }) => path)

const team: Scope = {
  who: { kind: 'person', id: newId('usr'), name: 'Etterteller' },
  roles: ['admin', 'lead', 'analyst', 'duty'],
  team: true,
  organisations: [],
}

/** The team, every organisation in which somebody of the demo has a seat, and the suppliers that are asked. */
async function readers(rows: Looking['rows']): Promise<Reader[]> {
  const seats = await rows<{ id: string; name: string; supplier: boolean }>(
    sql`select o.id, o.name, o.id not in (select organisation_id from person_role where organisation_id is not null) as supplier from organisation o
      where o.id in (select organisation_id from person_role) or o.id in (select organisation_id from supplier_ask) order by o.name`,
  )
  return [
    { name: 'team', scope: team },
    ...seats.map(({ id, name, supplier }): Reader => {
      const organisation = toId('org', id)
      const seat = { organisation, role: 'member-security' } as const
      const who = { kind: 'person', id: newId('usr'), name: 'Etterteller' } as const
      return {
        name,
        own: id,
        ...(supplier && { only: '/supplier-warnings' }),
        scope: { who, roles: ['member-security'], team: false, organisations: [organisation], seats: [seat] },
      }
    }),
  ]
}

const mayAsk = (path: string, { scope, only = '' }: Reader): boolean => {
  if (!path.startsWith(only)) return false
  const { may } = everyEndpoint.find((endpoint) => endpoint.method === 'GET' && endpoint.path === path)!
  return typeof may === 'string' || scope.roles.some((role) => may.includes(role))
}

/** Every figure that is shown to somebody and is another than what lies there; and how many were compared of each endpoint. */
export async function recountPages(
  world: World,
  now: Utc,
  endpoints: readonly string[] = Object.keys(recounts),
): Promise<{ differences: Difference[]; compared: Record<string, number> }> {
  const rows: Looking['rows'] = (query) => world.db.asOwner((tx) => tx.rows(query))
  const hands = await openHands(world, now)
  const differences: Difference[] = []
  const compared: Record<string, number> = {}
  try {
    for (const reader of await readers(rows)) {
      const looking = lookingAs(reader, hands, rows, now)
      for (const endpoint of endpoints.filter((path) => mayAsk(path, reader))) {
        const figures = await recounts[endpoint]!(looking)
        compared[endpoint] = (compared[endpoint] ?? 0) + figures.length
        for (const [figure, shown, counted] of figures)
          if (!isDeepStrictEqual(shown, counted)) differences.push({ endpoint, reader: reader.name, figure, shown, counted })
      }
    }
  } finally {
    await hands.close()
  }
  return { differences, compared }
}

function lookingAs(reader: Reader, hands: Hands, rows: Looking['rows'], now: Utc): Looking {
  const ask: Looking['ask'] = (path) => hands.ask(reader.scope, 'GET', path)
  const tally: Looking['tally'] = async (of, from) =>
    byKey(await rows<{ key: string; value: number }>(sql`select ${of} as key, count(*)::int as value from ${from} group by 1`))
  return {
    reader,
    now,
    ask,
    rows,
    tally,
    count: async (from) => (await rows<{ n: number }>(sql`select count(*)::int as n from ${from}`))[0]!.n,
    all: async (path) => {
      const found: unknown[] = []
      for (let after: string | undefined, more = true; more; ) {
        const page = await ask(
          `${path}${path.includes('?') ? '&' : '?'}limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`,
        )
        found.push(...page.rows)
        after = page.next
        more = after !== undefined
      }
      return found
    },
  }
}
