import { parse } from 'csv-parse/sync'
import { v7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerFindings, close, judge, takeBack } from '#capabilities/findings/answers.ts'
import { analyst, now, person } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { severities } from '#domain/severity.ts'
import { type Day, day, hour, later, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { countSightings, forgetVanished, isNew, repair, sightingDays } from './actions.ts'
import { overviewCapability } from './capability.ts'
import type { Trend, TrendLine } from './contract.ts'
import { figures } from './store.ts'

const test = following(overviewCapability)
const start: Utc = later(now, -60 * day)
let fjord: Id<'org'>
let dal: Id<'org'>

const place = (id: Id<'org'>, county: string | null, constituencies: string[]) =>
  test.rows(
    sql`update organisation set county = ${county}, constituencies = ${constituencies}::text[] where id = ${uuidOf(id)}::uuid`,
  )

const trend = async (query = ''): Promise<Trend> => {
  const { status, json } = await test.call(analyst, 'GET', `/overview/trends?${query}`)
  expect(status).toBe(200)
  return json.trend
}

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal legekontor')
  await place(fjord, '46', ['municipal'])
  await place(dal, null, ['health', 'municipal'])
})
beforeEach(() => test.clock.set(now))

/** Random numbers that are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** Lets things happen to findings of two organisations, day by day. */
async function live(seed: number, days: number): Promise<void> {
  const roll = dice(seed)
  const ids: Id<'fnd'>[] = []
  for (let passed = 0; passed < days; passed += 1) {
    const moment = later(start, passed * day + roll(20) * hour)
    test.clock.set(moment)
    const owner = roll(3) === 0 ? dal : fjord
    const severity = severities[roll(5)]!
    const { ids: seen } = await test.see({ owner, ip: `198.18.${seed}.${roll(12)}`, at: later(moment, -hour), severity })
    ids.push(...seen)
    const id = ids[roll(ids.length)]!
    await test.as(analyst, async (tx) => {
      switch (roll(7)) {
        case 0:
          return answerFindings(tx, { ids: [id] }, { answer: 'fixed' }, moment)
        case 1:
          return answerFindings(
            tx,
            { ids: [id] },
            { answer: 'accepted', until: later(moment, 5 * day), reason: 'Avtalt' },
            moment,
          )
        case 2:
          return answerFindings(tx, { ids: [id] }, { answer: 'false-alarm', reason: 'En felle' }, moment)
        case 3:
          return close(tx, { ids: [id], reason: 'Avtalt på telefon' }, moment)
        case 4:
          return judge(tx, { ids: [id], upheld: roll(2) === 0, reason: 'Vi har sett etter' }, moment)
        case 5:
          return takeBack(tx, [id], moment)
      }
    })
    if (roll(4) === 0) await test.react()
  }
  await test.react()
  test.clock.set(now)
}

interface Turn {
  finding: string
  organisation: string
  severity: number
  at: Utc
  after: string
}

/** Walks every story, as slowly as it can be done, and counts what somebody had to do with. */
async function naive(which: (turn: Turn) => boolean, days: readonly Day[]) {
  const turns = await test.rows<Turn>(sql`
    select s.finding_id as finding, 'org_' || replace(f.organisation_id::text, '-', '') as organisation, f.severity, s.at, s.after
    from finding_step s join finding f on f.id = s.finding_id where s.after is not null order by s.finding_id, s.number`)
  const isOpen = (state: string | undefined) => state === 'open' || state === 'told' || state === 'answered'
  return days.map((day) => {
    const counts = { opened: 0, settled: 0, unsettled: 0 }
    for (const story of Map.groupBy(turns.filter(which), ({ finding }) => finding).values()) {
      story.forEach(({ at, after }, index) => {
        const was = isOpen(story[index - 1]?.after)
        if (at.slice(0, 10) !== day) return
        if (!was && isOpen(after)) counts.opened += 1
        if (was && !isOpen(after)) counts.settled += 1
      })
      if (isOpen(story.findLast(({ at }) => at.slice(0, 10) <= day)?.after)) counts.unsettled += 1
    }
    return counts
  })
}

const daily = (line: TrendLine | undefined, days: readonly Day[]) =>
  days.map((_, index) => ({
    opened: line?.opened[index] ?? 0,
    settled: line?.settled[index] ?? 0,
    unsettled: line?.unsettled[index] ?? 0,
  }))

const total = (lines: readonly TrendLine[], days: readonly Day[]) =>
  days.map((_, index) => ({
    opened: lines.reduce((sum, { opened }) => sum + opened[index]!, 0),
    settled: lines.reduce((sum, { settled }) => sum + settled[index]!, 0),
    unsettled: lines.reduce((sum, { unsettled }) => sum + unsettled[index]!, 0),
  }))

async function expectRecount(): Promise<void> {
  const all = await trend('days=90')
  for (const [place, severity] of severities.entries())
    expect(
      daily(
        all.lines.find(({ part }) => part === severity),
        all.days,
      ),
      severity,
    ).toEqual(await naive((turn) => turn.severity === 4 - place, all.days))
  const everything = await naive(() => true, all.days)
  expect(total((await trend('days=90&by=family')).lines, all.days)).toEqual(everything)
  const counties = await trend('days=90&by=county')
  expect(total(counties.lines, all.days)).toEqual(everything)
  expect(
    daily(
      counties.lines.find(({ part }) => part === '46'),
      all.days,
    ),
  ).toEqual(await naive(({ organisation }) => organisation === fjord, all.days))
  expect(total((await trend('days=90&constituency=health')).lines, all.days)).toEqual(
    await naive(({ organisation }) => organisation === dal, all.days),
  )
  expect(total((await trend(`days=30&organisation=${fjord}`)).lines, all.days.slice(-30))).toEqual(
    await naive(({ organisation }) => organisation === fjord, all.days.slice(-30)),
  )
}

describe('the counts of days', () => {
  it.each([1, 2, 3, 4])(
    'equal a recount of every story, whatever happened in it (%i)',
    async (seed) => {
      await live(seed, 45)
      await expectRecount()
    },
    60_000,
  )

  it('stay the same when events come twice, and when all is counted anew', async () => {
    const before = await trend('days=365')
    expect(await repair(test.db)).toBe(0)
    const ids = (
      await test.rows<{ id: string }>(sql`select 'fnd_' || replace(id::text, '-', '') as id from finding limit 20`)
    ).map(({ id }) => ({ id }))
    await test.as(analyst, (tx) => emit(tx, 'finding.fixed', { findings: ids }, now))
    await test.react()
    expect((await trend('days=365')).lines).toEqual(before.lines)
  })

  it('are mended at night when an organisation moved, and made where there were none', async () => {
    await place(fjord, '15', ['municipal'])
    expect(await repair(test.db)).toBeGreaterThan(0)
    expect((await trend('by=county')).lines.map(({ part }) => part)).toContain('15')
    await place(fjord, '46', ['municipal'])
    await repair(test.db)
    await test.rows(sql`truncate overview_finding, overview_count`)
    expect(await isNew(test.db)).toBe(true)
    await repair(test.db)
    expect(await isNew(test.db)).toBe(false)
    await expectRecount()
  }, 60_000)

  it('forget a finding that vanished', async () => {
    const { ids } = await test.see({ owner: dal, ip: '198.18.90.1' })
    await test.react()
    const [{ unsettled } = { unsettled: 0 }] = [await test.db.read(analyst, figures)]
    await test.rows(sql`delete from finding_step where finding_id = ${uuidOf(ids[0]!)}::uuid`)
    await test.rows(sql`delete from finding where id = ${uuidOf(ids[0]!)}::uuid`)
    expect(await forgetVanished(test.db)).toBe(1)
    expect(await test.db.read(analyst, figures)).toMatchObject({ unsettled: unsettled - 1, summed: unsettled - 1 })
  })

  it('sum to what the doctor counts', async () => {
    const { unsettled, summed } = await test.db.read(analyst, figures)
    const [{ n } = { n: -1 }] = await test.rows<{ n: number }>(
      sql`select count(*)::int as n from finding where state in ('open', 'told', 'answered')`,
    )
    expect([unsettled, summed]).toEqual([n, n])
  })
})

describe('days', () => {
  const source = v7()
  beforeAll(() =>
    test.rows(
      sql`insert into source (id, name, title, provider, format, created_at) values (${source}::uuid, 'scan', 'Skanning', 'x', 'csv', ${start})`,
    ),
  )
  const received = async (at: Utc): Promise<Id<'imp'>> => {
    const id = newId('imp')
    await test.rows(sql`
      insert into import (id, source_id, file_name, sha256, size_bytes, state, received_at, received_by)
      values (${uuidOf(id)}::uuid, ${source}::uuid, 'f', ${id}, 1, 'done', ${at}, 'test')`)
    return id
  }

  it('are known when a file came, and sightings are those of its day', async () => {
    const moment = later(now, -3 * day)
    const id = await received(moment)
    await test.see(
      { owner: fjord, ip: '198.18.91.1', at: later(moment, -day), import: uuidOf(id) },
      { owner: dal, ip: '198.18.91.2', at: later(moment, -2 * day), import: uuidOf(id) },
    )
    await test.as(analyst, (tx) =>
      emit(tx, 'feeds.import-ended', { import: id, source: `src_${source.replaceAll('-', '')}`, state: 'done' }, now),
    )
    await test.react()
    expect(test.asked).toContain('overview.sightings')
    await countSightings(test.db, await sightingDays(test.db, now))
    const { days, known, lines } = await trend('days=30')
    const place = days.indexOf(moment.slice(0, 10))
    expect(known[place]).toBe(true)
    expect(known[place - 1]).toBe(false)
    const sightings = (at: number) => lines.reduce((sum, line) => sum + line.sightings[at]!, 0)
    expect([sightings(place), sightings(place - 1)]).toEqual([2, 0])
    await test.rows(sql`delete from import where id = ${uuidOf(id)}::uuid`)
    await countSightings(test.db, await sightingDays(test.db, now))
    expect((await trend('days=30')).lines.flatMap((line) => line.sightings).every((number) => number === 0)).toBe(true)
  })

  it('of which nothing is known are empty in the CSV, but for what stood at their end', async () => {
    const { status, text } = await test.call(analyst, 'GET', '/overview/trends.csv?days=30&locale=en')
    expect(status).toBe(200)
    const rows = parse(text, { columns: true }) as Record<string, string>[]
    expect(rows.length).toBeGreaterThan(29)
    for (const row of rows.filter(({ known }) => known === 'false'))
      expect([row.opened, row.settled, row.sightings]).toEqual(['', '', ''])
    expect(rows.every((row) => /^\d+$/.test(row.unsettled_at_end!))).toBe(true)
  })

  it('have what explains a bend of the line, each once', async () => {
    const heard = { source: `src_${source.replaceAll('-', '')}`, name: 'scan', title: 'Skanning', since: start, rhythmHours: 24 }
    const closing = newId('clo')
    await test.as(analyst, async (tx) => {
      await emit(tx, 'feeds.source-silent', heard, later(now, -2 * day))
      await emit(
        tx,
        'feeds.closing-decided',
        { closing, source: 'scan', kind: 'open-rdp', findings: 1_200, of: 2_000, state: 'released' },
        later(now, -day),
      )
      await emit(
        tx,
        'feeds.closing-decided',
        { closing, source: 'scan', kind: 'open-rdp', findings: 9, of: 10, state: 'refused' },
        now,
      )
    })
    await test.react()
    expect((await trend('days=30')).events.map(({ words, link }) => [words.replaceAll(/\s/g, ' '), link])).toEqual([
      ['Skanning ble stille', `/sources/${heard.source}`],
      [expect.stringMatching(/^1 200 funn ble lukket: /), `/closings/${closing}`],
    ])

    // Of one organisation only what concerns it is shown, with how many of its own were closed.
    const theirs = await test.rows<{ id: string }>(
      sql`select id from finding where organisation_id = ${uuidOf(fjord)}::uuid limit 2`,
    )
    for (const { id } of theirs)
      await test.rows(sql`
        insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
        values (${id}, 90, ${now}, 'fixed', 'told', 'fixed', 'system', 'test', ${JSON.stringify({ by: 'absence', released: closing })}::jsonb)`)
    const there = await trend(`days=30&organisation=${fjord}`)
    expect(there).toMatchObject({ happened: 2, events: [{ kind: 'feeds.source-silent' }, { link: `/closings/${closing}` }] })
    expect(there.events[1]!.words).toMatch(/^2 funn ble lukket: /)
    const elsewhere = await trend(`days=30&organisation=${dal}`)
    expect(elsewhere.events.map(({ kind }) => kind)).toEqual(['feeds.source-silent'])
    await test.rows(sql`update finding set sources = '{other}' where organisation_id = ${uuidOf(dal)}::uuid`)
    expect(await trend(`days=30&organisation=${dal}`)).toMatchObject({ happened: 0, events: [] })
  })
})

describe('like members', () => {
  it('are of the same kind and about the same size; their quarters are those of a recount', async () => {
    const others: Id<'org'>[] = []
    for (let number = 0; number < 6; number += 1) others.push(await test.add(`Liten kommune ${number}`))
    for (const [number, owner] of others.entries())
      for (let ip = 0; ip < number; ip += 1) await test.see({ owner, ip: `198.18.${100 + number}.${ip}` })
    const big = await test.add('Stor kommune')
    await test.rows(sql`
      insert into holding (id, organisation_id, relation, form, value, valid_from, proof, source, confirmed_at, created_at, changed_at)
      select gen_random_uuid(), ${uuidOf(big)}::uuid, 'owns', 'domain', 'd' || n || '.example', ${start}, 'declared', 'manual', ${start}, ${start}, ${start}
      from generate_series(1, 5) n`)
    await test.react()
    const { like } = await trend(`days=30&organisation=${others[0]}`)
    // Fjord and Dal are as small, and municipalities too.
    expect(like).toMatchObject({ kind: 'municipality', organisations: 7, holdings: { from: 0, to: 3 } })
    const standing = await test.rows<{ n: number }>(sql`
      select count(f.id) filter (where f.state in ('open', 'told', 'answered'))::int as n from organisation o left join finding f on f.organisation_id = o.id
      where o.id <> ${uuidOf(others[0]!)}::uuid and o.id <> ${uuidOf(big)}::uuid group by o.id order by n`)
    expect(like!.median.at(-1)).toBe(standing[3]!.n)
    expect(like!.lower.at(-1)).toBe((standing[1]!.n + standing[2]!.n) / 2)
    expect((await trend(`days=30&organisation=${big}`)).like).toBeNull()
  })
})

describe('one organisation', () => {
  it('shows who operates for it, whose contacts bounced, and how long it has been silent', async () => {
    const drift = await test.add('Drift AS')
    const hold = (id: Id<'org'>, relation: string, value: string) =>
      test.rows(sql`
        insert into holding (id, organisation_id, relation, form, value, valid_from, proof, source, confirmed_at, created_at, changed_at)
        values (gen_random_uuid(), ${uuidOf(id)}::uuid, ${relation}, 'network', ${value}, ${start}, 'declared', 'manual', ${start}, ${start}, ${start})`)
    await hold(fjord, 'owns', '198.18.0.0/20')
    await hold(fjord, 'owns', '198.19.0.0/24')
    await hold(drift, 'operates', '198.18.4.0/24')
    const [notice, delivery, contact] = [v7(), v7(), newId('con')]
    await test.rows(sql`
      insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings, organisations, settled, created_at, sent_at, answered_at)
      values (${notice}::uuid, ${uuidOf(fjord)}::uuid, 'municipal', 'findings', 'daily', 'bounced', 'nb', 'TLP:AMBER', 3, 's', 't', 'h', 5, 1, 2, ${later(now, -9 * day)}, ${later(now, -8 * day)}, ${later(now, -7 * day)})`)
    await test.rows(sql`
      insert into delivery (id, notice_id, recipient_id, rung, channel, contact_id, contact_name, contact_role, address, language, state, message_id, reply, created_at, sent_at)
      values (${delivery}::uuid, ${notice}::uuid, ${uuidOf(fjord)}::uuid, 0, 'mail', ${uuidOf(contact)}::uuid, 'Vakt', 'security', 'a@b.example', 'nb', 'bounced', 'm', '550 unknown', ${later(now, -8 * day)}, ${later(now, -8 * day)})`)
    // What has not left the house was not told.
    await test.rows(sql`
      insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings, organisations, created_at)
      values (gen_random_uuid(), ${uuidOf(fjord)}::uuid, 'municipal', 'findings', 'daily', 'queued', 'nb', 'TLP:AMBER', 4, 's', 't', 'h', 9, 1, ${now})`)
    const { json } = await test.call(analyst, 'GET', `/overview/organisations/${fjord}`)
    expect(json.view).toMatchObject({
      county: 'Vestland',
      operatedBy: [{ operator: { id: drift, name: 'Drift AS' } }],
      operatesFor: { count: 0 },
      contacts: [{ id: contact, bouncedAt: later(now, -8 * day), reply: '550 unknown' }],
      silence: {
        notices: 1,
        findings: 5,
        unanswered: 3,
        unansweredSince: later(now, -8 * day),
        worst: 'high',
        lastAnswerAt: later(now, -7 * day),
        lastReadAt: null,
      },
    })
    expect((await test.call(analyst, 'GET', `/overview/organisations/${drift}`)).json.view.operatesFor).toEqual({
      count: 1,
      organisations: [{ id: fjord, name: 'Fjord kommune' }],
    })
    // Two findings of the municipality went to its operator, who answered for one.
    const toOperator = v7()
    await test.rows(sql`
      insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings, organisations, created_at, sent_at)
      values (${toOperator}::uuid, ${uuidOf(drift)}::uuid, 'municipal', 'findings', 'daily', 'sent', 'nb', 'TLP:AMBER', 3, 's', 't', 'h', 2, 1, ${later(now, -3 * day)}, ${later(now, -3 * day)})`)
    await test.rows(sql`
      insert into notice_finding (notice_id, finding_id, organisation_id, recipient_id, place, kind, asset_text, severity, first_seen, last_seen, sources, because, answer)
      select ${toOperator}::uuid, gen_random_uuid(), ${uuidOf(fjord)}::uuid, ${uuidOf(drift)}::uuid, n, 'open-rdp', 'a', 3, ${now}, ${now}, '{}', '{}', case n when 1 then 'fixed' end
      from generate_series(1, 2) n`)
    expect((await test.call(analyst, 'GET', `/overview/organisations/${fjord}`)).json.view.silence.elsewhere).toEqual([
      {
        recipient: { id: drift, name: 'Drift AS' },
        notices: 1,
        findings: 2,
        unanswered: 1,
        unansweredSince: later(now, -3 * day),
        lastSentAt: later(now, -3 * day),
      },
    ])
    expect((await test.call(analyst, 'GET', `/overview/organisations/${newId('org')}`)).status).toBe(404)
  })

  it('is the team’s to see: a member gets nothing of it', async () => {
    const member = person(['member-security'], [fjord])
    for (const path of [
      `/overview/organisations/${fjord}`,
      '/overview/trends',
      `/overview/trends?organisation=${fjord}`,
      '/overview/trends.csv',
    ])
      expect((await test.call(member, 'GET', path)).status).toBe(404)
  })
})
