import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { readImport, replay, withdraw } from './actions.ts'
import { at, type History, openHistory, team } from './fixtures/history.ts'
import { noteSilent } from './silence.ts'

const asset = '198.18.0.1'
let history: History
beforeEach(async () => {
  history = await openHistory()
})
afterEach(() => history.close())

/** Brings a report with the asset on day 0, and enough others that the provider has habits. */
const seenOnDayNought = () => history.bring(0, [asset])

describe('A source that no longer names an asset', () => {
  it('closes the finding after exactly three deliveries without it, and says since when, by whom and what was claimed', async () => {
    await seenOnDayNought()
    await history.deliver(0, 3)
    await history.prove(4)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })

    await history.rows(sql`update finding set state = 'answered', answer = 'fixed', answered_at = ${at(1, 9)} returning 1`)
    const [{ id } = { id: '' }] = await history.rows<{ id: string }>(sql`select id from finding`)
    await history.rows(sql`
      with told as (update finding set steps = 2 where id = ${id}::uuid)
      insert into finding_step (finding_id, number, at, what, who_kind, who, because) values (${id}, 2, ${at(1, 9)}, 'answered', 'person', 'Kari', '{"answer":"fixed"}') returning 1`)
    const proved = await history.prove(5)
    expect(proved).toMatchObject({ closed: 1, held: 0 })
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed', closed_by: 'absence', closed_at: at(5, 12) })
    expect((await history.stepsOf(asset)).at(-1)).toMatchObject({
      what: 'fixed',
      who: 'feeds',
      because: {
        by: 'absence',
        source: 'shadowserver',
        lastSeen: at(0, 10),
        since: at(1),
        windows: 3,
        claim: { answeredAt: at(1, 9), by: 'Kari' },
      },
    })
    expect(await history.events('finding.fixed')).toEqual([
      { findings: [expect.objectContaining({ id: expect.stringMatching(/^fnd_/), severity: 3 })] },
    ])
  })

  it('is believed when it sends no file of that type at all, as long as its provider delivers', async () => {
    await seenOnDayNought()
    await history.deliver(0, 3)
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('is believed by what another source of the same provider delivers', async () => {
    await history.source('shadowserver-two')
    await seenOnDayNought()
    await history.deliver(1, 3, { source: 'shadowserver-two' })
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('is believed by the same report without rows each day, once none is usual', async () => {
    for (let days = -10; days <= 0; days += 1) await history.bring(days, [asset])
    for (let days = 1; days <= 30; days += 1) {
      await history.bring(days, [])
      await history.db.in(team, (tx) => noteSilent(tx, at(days + 1, 12)))
      if (days === 9) await history.prove(days + 1)
      if (days === 9) expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    }
    await history.prove(31)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed', closed_by: 'absence' })
    expect(await history.events('feeds.source-silent')).toEqual([])
    expect(await history.rows(sql`select last_file_at from source`)).toEqual([{ last_file_at: at(31, 6) }])
  })

  it('is asked for as many deliveries as its settings say', async () => {
    await history.rows(sql`update source set absence_exposure = 5 returning 1`)
    await seenOnDayNought()
    await history.deliver(0, 5)
    await history.prove(6)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    await history.prove(7)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('needs seven deliveries for what happens at moments', async () => {
    await history.bring(0, [asset], { type: 'event4_sinkhole' })
    await history.deliver(0, 7)
    await history.prove(8)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    await history.prove(9)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('counts a day only when it ended a day ago, so that late files have come', async () => {
    await seenOnDayNought()
    await history.deliver(0, 3)
    history.clock.set(at(4, 23))
    await history.prove(4)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('says nothing while a file of its provider waits to be read', async () => {
    await seenOnDayNought()
    await history.deliver(0, 3)
    await history.rows(
      sql`update import set state = 'received' where report_type = 'scan_ssh' and received_at = ${at(4, 6)} returning 1`,
    )
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('says nothing of days on which it was paused or failing', async () => {
    await history.source('shadowserver-two')
    await seenOnDayNought()
    await history.rows(sql`update source set listening_since = ${at(2)} where name = 'shadowserver' returning 1`)
    await history.deliver(1, 4, { source: 'shadowserver-two' })
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    await history.prove(6)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })
})

describe('Nothing is proved', () => {
  const fiveDaysOfRows = async (rows: number) => {
    for (let days = -5; days <= 0; days += 1)
      await history.bring(
        days,
        Array.from({ length: rows }, (_, place) => (place === 0 ? asset : `198.19.1.${place}`)),
      )
  }
  /** All days are delivered, and that on days 1 to 3 there is a report of the type that is given. */
  const afterwards = async (bring: (days: number) => Promise<unknown>) => {
    await history.deliver(-5, 3)
    for (const days of [1, 2, 3]) await bring(days)
    await history.prove(5)
    return history.finding(asset)
  }
  const others = Array.from({ length: 10 }, (_, place) => `198.19.1.${place + 1}`)

  it('by a report that is whole and of the usual size it is', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others))).toMatchObject({ state: 'fixed' })
  })

  it('by a report that ends in the middle of a row', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others, { text: (whole) => whole.slice(0, -30) }))).toMatchObject({
      state: 'open',
    })
    expect(
      await history.rows(sql`select distinct truncated from import where received_at > ${at(2)} and report_type = 'scan_rdp'`),
    ).toEqual([{ truncated: true }])
  })

  it('by a report that was cut between two rows, so that its last line has no end', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others, { text: (whole) => whole.trimEnd() }))).toMatchObject({
      state: 'open',
    })
  })

  it('by a report with under half of its usual rows', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others.slice(0, 4)))).toMatchObject({ state: 'open' })
  })

  it('by a report with half of its usual rows it is', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others.slice(0, 5)))).toMatchObject({ state: 'fixed' })
  })

  it('by a report that cannot be read', async () => {
    await fiveDaysOfRows(10)
    expect(await afterwards((days) => history.bring(days, others, { text: () => `\u0001${days}` }))).toMatchObject({
      state: 'open',
    })
  })

  it('by another type than the one that carries the kind, when that one is cut off', async () => {
    await fiveDaysOfRows(10)
    expect(
      await afterwards((days) => history.bring(days, others, { type: 'scan_ssh', text: (whole) => whole.slice(0, -30) })),
    ).toMatchObject({ state: 'fixed' })
  })

  it('by a provider that delivers nothing', async () => {
    await seenOnDayNought()
    await history.deliver(0, 0)
    await history.prove(20)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('by a source that has gone silent while another provider delivers', async () => {
    await history.source('abuse', { provider: 'abuse.ch' })
    await seenOnDayNought()
    await history.deliver(1, 10, { source: 'abuse' })
    await history.prove(12)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('by a source that is told to be silent, whatever another of its provider delivers, nor afterwards when it is back', async () => {
    await history.source('shadowserver-two')
    for (let days = -10; days <= 0; days += 1) {
      await history.bring(days, [asset])
      await history.deliver(days, days, { source: 'shadowserver-two' })
    }
    for (let days = 1; days <= 8; days += 1) {
      await history.deliver(days, days, { source: 'shadowserver-two' })
      await history.db.in(team, (tx) => noteSilent(tx, at(days + 1, 12)))
      await history.prove(days + 1)
    }
    expect(await history.events('feeds.source-silent')).toMatchObject([{ name: 'shadowserver' }])
    expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: at(4, 12) })
    await history.deliver(9)
    await history.prove(11)
    expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: null })
    await history.deliver(10, 11)
    await history.prove(13)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('by days on which fewer than half of the usual files came', async () => {
    for (let days = -5; days <= 0; days += 1)
      for (const type of ['scan_ssh', 'scan_ftp', 'scan_telnet', 'scan_smb']) await history.deliver(days, days, { type })
    await seenOnDayNought()
    await history.deliver(1, 3)
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('by a source that another source outlived: it saw the thing more than a day later', async () => {
    await history.source('abuse', { provider: 'abuse.ch', rhythmHours: null })
    await seenOnDayNought()
    await history.bring(2, [asset], { source: 'abuse' })
    await history.deliver(0, 8)
    await history.prove(10)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('by a source without rhythm', async () => {
    await history.rows(sql`update source set rhythm_hours = null returning 1`)
    await seenOnDayNought()
    await history.deliver(0, 10)
    await history.prove(12)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
  })

  it('of what only the member can know: it stays answered and is shown unproven', async () => {
    await history.bring(0, ['ola@fjord.example'], { type: 'compromised_account' })
    await history.rows(sql`update finding set state = 'answered', answer = 'fixed', answered_at = ${at(1)} returning 1`)
    await history.deliver(0, 10)
    await history.prove(12)
    expect(await history.finding('ola@')).toMatchObject({ state: 'answered', unmeasured_since: at(12, 12) })
  })

  it('of what was accepted or is disputed', async () => {
    await history.bring(0, [asset, '198.18.0.2'])
    await history.rows(
      sql`update finding set state = case when asset_key like ${`${asset}:%`} then 'accepted' else 'disputed' end returning 1`,
    )
    await history.deliver(0, 10)
    await history.prove(12)
    expect(await history.states()).toEqual({ accepted: 1, disputed: 1 })
  })

  it('when the thing is still named, but belongs to another now', async () => {
    await history.bring(0, [asset, '198.18.0.2'])
    const other = await history.organisation('Vik', '198.18.0.1/32')
    await history.rows(
      sql`update holding set valid_from = ${at(0, 20)} where organisation_id = ${uuidOf(other)}::uuid returning 1`,
    )
    await history.rows(sql`update register_version set version = version + 1 returning 1`)
    for (const days of [1, 2, 3]) await history.bring(days, [asset])
    await history.prove(5)
    expect(
      await history.rows(
        sql`select organisation_id <> ${uuidOf(other)}::uuid as first, state from finding where asset_key like ${`${asset}:%`} order by 1`,
      ),
    ).toEqual([
      { first: false, state: 'open' },
      { first: true, state: 'open' },
    ])
    expect(await history.finding('198.18.0.2')).toMatchObject({ state: 'fixed' })
  })

  it('when the thing is still named, but a rule ignores it now', async () => {
    await history.bring(0, [asset, '198.18.0.2'])
    await history.rows(sql`
      insert into ignore_rule (id, network, reason, author, author_name, created_at, expires_at)
      values (gen_random_uuid(), '198.18.0.1/32', 'lab network', 'x', 'x', ${at(0)}, ${at(90)}) returning 1`)
    for (const days of [1, 2, 3]) await history.bring(days, [asset])
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    expect(await history.finding('198.18.0.2')).toMatchObject({ state: 'fixed' })
  })
})

describe('What was proved is undone', () => {
  it('by a sighting that comes late, from before the finding was closed', async () => {
    await history.source('abuse', { provider: 'abuse.ch', rhythmHours: null })
    await seenOnDayNought()
    await history.deliver(0, 3)
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
    await history.bring(2, [asset], { source: 'abuse', cameAfterHours: 90 })
    expect(await history.finding(asset)).toMatchObject({ state: 'open', closed_by: null })
    expect((await history.events('finding.reopened')).length).toBe(1)
  })

  it('never by a file that was withdrawn: a day whose report was wrong proves nothing until another one comes', async () => {
    await history.bring(0, [asset, '198.19.0.9'])
    const wrong = await history.bring(2, ['198.19.0.9'])
    for (const days of [1, 3]) await history.bring(days, ['198.19.0.9'])
    await history.deliver(0, 3)
    await withdraw(history.db, team, wrong, 'wrong list', history.clock.now())
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    await history.bring(2, ['198.19.0.8'], { cameAfterHours: 52 })
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'fixed' })
  })

  it('never while a file is read again: what it named before counts as named', async () => {
    await seenOnDayNought()
    const again = await history.bring(3, [asset])
    await history.deliver(0, 4)
    await replay(history.db, team, again, at(5, 12))
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open' })
    await readImport(history.db, history.clock, again, { maxUnpackedBytes: 1e8 })
    await history.prove(5)
    expect(await history.finding(asset)).toMatchObject({ state: 'open', last_seen: at(3, 10) })
  })

  it('F.02 never milder than it came: what the source allowed later is for what comes later', async () => {
    await seenOnDayNought()
    const owner = (tlp: string, consent: object | null) =>
      history.db.asOwner((tx) =>
        tx.run(
          sql`update source set tlp = ${tlp}, label_consent = ${consent && JSON.stringify(consent)}::jsonb where name = 'shadowserver'`,
        ),
      )
    await owner('TLP:RED', null)
    const strict = await history.bring(3, [asset])
    await owner('TLP:CLEAR', { givenBy: 'The desk of the source' })
    await replay(history.db, team, strict, at(5, 12))
    await readImport(history.db, history.clock, strict, { maxUnpackedBytes: 1e8 })
    const labels = await history.rows(sql`select distinct tlp from sighting where import_id = ${uuidOf(strict)}`)
    expect(labels).toEqual([{ tlp: 'TLP:RED' }])
  })
})

describe('Unproven', () => {
  it('is what no source measures any more, from when we know it until something measures again', async () => {
    await seenOnDayNought()
    await history.prove(2)
    expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: null })
    await history.prove(4)
    expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: at(4, 12) })
    await history.prove(6)
    expect(await history.finding(asset)).toMatchObject({ unmeasured_since: at(4, 12) })
    await history.deliver(6)
    await history.prove(7)
    expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: null })
  })

  it('is from the first day on what only a source without rhythm saw', async () => {
    await history.source('abuse', { provider: 'abuse.ch', rhythmHours: null })
    await history.bring(0, [asset], { source: 'abuse' })
    await history.deliver(0, 0)
    await history.prove(1)
    expect(await history.finding(asset)).toMatchObject({ unmeasured_since: at(1, 12) })
  })

  it('is what a paused source saw', async () => {
    await seenOnDayNought()
    await history.rows(sql`update source set paused = true returning 1`)
    await history.prove(1)
    expect(await history.finding(asset)).toMatchObject({ unmeasured_since: at(1, 12) })
  })

  it('never is what is over', async () => {
    await seenOnDayNought()
    await history.prove(9)
    await history.rows(sql`update finding set state = 'fixed', closed_by = 'team', closed_at = ${at(9)} returning 1`)
    await history.prove(10)
    expect(await history.finding(asset)).toMatchObject({ unmeasured_since: null })
  })
})

it('Two that judge at once close each finding once', async () => {
  await history.bring(
    0,
    Array.from({ length: 4 }, (_, place) => `198.18.0.${place + 1}`),
  )
  await history.deliver(0, 3)
  history.clock.set(at(5, 12))
  const proved = await Promise.all(Array.from({ length: 4 }, () => history.prove(5)))
  expect(proved.reduce((sum, { closed }) => sum + closed, 0)).toBe(4)
  expect(await history.rows(sql`select count(*)::int as n from finding_step where what = 'fixed'`)).toEqual([{ n: 4 }])
  expect((await history.events('finding.fixed')).flatMap(({ findings }) => findings)).toHaveLength(4)
})

it('A look without doing shows what would be closed and changes nothing', async () => {
  await seenOnDayNought()
  await history.deliver(0, 3)
  const { kinds } = await history.prove(5, { dryRun: true })
  expect(kinds).toMatchObject([{ kind: 'open-rdp', together: 1, tooMuch: false, absences: [{ findings: 1 }] }])
  expect(await history.finding(asset)).toMatchObject({ state: 'open', unmeasured_since: null, steps: 1 })
})
