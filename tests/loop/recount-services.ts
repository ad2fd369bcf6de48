import { uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  reader: { own?: string }
  now: Utc
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
}

/** Every subject, with whether the team must approve it and whether it looks at networks and domains. */
const subjects = sql`(values ('membership', false, false), ('information-sharing', false, false), ('advice', false, false),
  ('incident-handling', false, false), ('scanning', false, true), ('pentests', true, true), ('sensors', true, false),
  ('detection', true, false), ('blocklists', false, false)) s (subject, approved, looks)`

/** Whether a member owns and has proved, at a moment, what a target of its own lies in. */
const proved = (
  now: Utc,
): Sql => sql`exists (select from holding h where h.organisation_id = t.organisation_id and h.relation = 'owns'
  and h.proof <> 'declared' and h.form = t.form and h.valid_from <= ${now} and (h.valid_to is null or h.valid_to > ${now})
  and case t.form when 'domain' then t.value = h.value or right(t.value, length(h.value) + 1) = '.' || h.value
    else t.value::cidr <<= h.value::cidr end)`

/** Every member with every subject and where it stands, one question after the other. */
const standing = (now: Utc): Sql => {
  const counts = (subject: Sql) =>
    sql`(select version from service_terms t where t.subject = ${subject} and t.valid_from <= ${now} order by version desc limit 1)`
  const saidYes = (
    subject: Sql,
  ) => sql`exists (select from service_consent c where c.organisation_id = o.id and c.subject = ${subject}
    and c.withdrawn_at is null and c.version = ${counts(subject)})`
  return sql`(select o.*, s.subject, case
      when e.service is null or (e.ended_at is null and e.wanted_at is null and e.offered_at is null) then 'none'
      when e.ended_at is not null then 'ended'
      when e.wanted_at is null then 'asked'
      when e.paused_at is not null then 'paused'
      when not ${saidYes(sql`'membership'`)} or not ${saidYes(sql`s.subject`)} then 'lacks'
      when s.approved and e.approved_at is null then 'waiting'
      when s.looks and not exists (select from service_target t where t.organisation_id = o.id and t.service = s.subject
        and (t.decision = 'approved' or (t.decision is null and ${proved(now)}))) then 'waiting'
      else 'on' end as stands
    from organisation o cross join ${subjects} left join service_enrolment e on e.organisation_id = o.id and e.service = s.subject
    where o.membership = 'member' and o.gone_at is null)`
}

const states = ['none', 'asked', 'waiting', 'on', 'paused', 'ended']

/** The figures of a standing, from how many stand where. */
const figuresOf = (tally: readonly { stands: string; n: number }[]) => {
  const of = (stands: string) => tally.find((each) => each.stands === stands)?.n ?? 0
  return {
    of: tally.reduce((sum, { n }) => sum + n, 0),
    byState: Object.fromEntries(states.map((state) => [state, of(state) + (state === 'paused' ? of('lacks') : 0)])),
    lack: of('lacks'),
  }
}

const tallied = ({ rows, now }: Looking, where: Sql) =>
  rows<{ subject: string; stands: string; n: number }>(
    sql`select m.subject, m.stands, count(*)::int as n from ${standing(now)} m where ${where} group by 1, 2`,
  )

export const services: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/services': async (looking) => {
    const { standings } = await looking.ask('/services')
    if (!standings) return []
    const all = await tallied(looking, sql`true`)
    return Object.entries(standings).map(
      ([subject, shown]): Figure => [subject, shown, figuresOf(all.filter((each) => each.subject === subject))],
    )
  },
  '/services/due': async (looking) => {
    if (!looking.reader.own) return []
    const { count } = await looking.ask('/services/due')
    const [counted] = await looking.rows<{ n: number }>(sql`
      select count(*)::int as n from ${standing(looking.now)} m where m.id = ${looking.reader.own}::uuid and (
        (m.subject = 'membership' and m.stands in ('none', 'asked') and exists (select from service_terms where subject = 'membership' and valid_from <= ${looking.now}))
        or (m.stands = 'lacks' and not exists (select from service_consent c where c.organisation_id = m.id and c.subject = m.subject and c.withdrawn_at is null
          and c.version = (select version from service_terms t where t.subject = m.subject and t.valid_from <= ${looking.now} order by version desc limit 1))
          and (m.subject = 'membership' or exists (select from service_consent c where c.organisation_id = m.id and c.subject = 'membership' and c.withdrawn_at is null
          and c.version = (select version from service_terms t where t.subject = 'membership' and t.valid_from <= ${looking.now} order by version desc limit 1)))))`)
    return [['count', count, counted!.n]]
  },
  '/services/members/:id': async (looking) => {
    const figures: Figure[] = []
    const filters: [path: string, where: Sql, stands: string[]][] = [
      ['scanning', sql`m.subject = 'scanning'`, []],
      ['sensors?state=waiting', sql`m.subject = 'sensors'`, ['waiting']],
      ['membership?why=terms&county=46', sql`m.subject = 'membership' and m.county = '46'`, ['lacks']],
      ['advice?kind=municipality&state=on', sql`m.subject = 'advice' and 'municipality' = any (m.kinds)`, ['on']],
    ]
    for (const [path, where, stands] of filters) {
      const shown = await looking.ask(`/services/members/${path}`)
      const counted = await tallied(looking, where)
      const wanted = counted.filter((each) => stands.length === 0 || stands.includes(each.stands))
      figures.push([`${path} standing`, shown.standing, figuresOf(counted)])
      figures.push([`${path} count`, shown.count, wanted.reduce((sum, { n }) => sum + n, 0)])
    }
    const { rows: listed } = await looking.ask('/services/members/scanning?state=on&limit=100')
    const waiting = await looking.rows<{ id: string; n: number }>(sql`
      select organisation_id as id, count(*)::int as n from service_target t where service = 'scanning' and decision is null and not ${proved(looking.now)}
        and organisation_id = any (${listed.map(({ id }: { id: string }) => uuidOf(id))}::uuid[]) group by 1`)
    const known = Object.fromEntries(waiting.map(({ id, n }) => [id, n]))
    const shown = listed.map(({ id, waitingTargets }: { id: string; waitingTargets: number }) => [uuidOf(id), waitingTargets])
    figures.push(['targets', Object.fromEntries(shown), Object.fromEntries(shown.map(([id]: [string]) => [id, known[id] ?? 0]))])
    return figures
  },
  '/services/map/:id': async (looking) => {
    const { rows: shown, elsewhere } = await looking.ask('/services/map/scanning')
    const counted = await looking.rows<{ place: string; value: number[] }>(sql`
      select coalesce(m.municipality, '') as place, jsonb_build_array(count(*), count(*) filter (where m.stands = 'on'),
        count(*) filter (where m.stands = 'waiting')) as value from ${standing(looking.now)} m where m.subject = 'scanning' group by 1`)
    const given = [...shown, elsewhere].filter(({ members }) => members > 0)
    return [
      [
        'places',
        Object.fromEntries(given.map(({ place, members, on, waiting }) => [place, [members, on, waiting]])),
        Object.fromEntries(counted.map(({ place, value }) => [place, value])),
      ],
    ]
  },
  '/organisations/:id/demands': async ({ reader, ask, rows }) => {
    const [first] = await rows<{ id: string; met: number }>(sql`
      select o.id, (select count(*)::int from demand_answer d where d.organisation_id = o.id and d.answer = 'met') as met from organisation o
      where ${reader.own ? sql`o.id = ${reader.own}::uuid` : sql`o.id in (select organisation_id from demand_answer)`} order by 2 desc limit 1`)
    if (!first) return []
    const { met, of } = await ask(`/organisations/org_${first.id.replaceAll('-', '')}/demands`)
    return [['met', [met, of], [first.met, 9]]]
  },
}
