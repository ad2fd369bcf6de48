import { beforeEach, describe, expect, it } from 'vitest'
import { judge, takeBack as takeAnswerBack } from '#capabilities/findings/answers.ts'
import { findingWithdrawn } from '#capabilities/findings/contract.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { readingsOf } from '#platform/audit.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { analyst, memberOf, team, toldHouse } from './fixtures/told.ts'

const house = toldHouse()
beforeEach(async () => {
  await house.react()
  await house.rows(sql`delete from untold`)
})
const flowing = (text: string) => text.replaceAll(/\s+/g, ' ')
let net = 0

/** A member that was sent one notice of so many critical findings, each of a report of its own. */
async function told(count: number, { isSent = true } = {}) {
  net += 1
  const member = await house.member(`Kommune ${net}`, `198.18.${net}.0/24`)
  const ips = Array.from({ length: count }, (_, index) => `198.18.${net}.${index + 1}`)
  const reports: string[] = []
  for (const ip of ips) reports.push(await house.see([{ ...member, ip, severity: 'critical' }]))
  await house.tell()
  const [notice] = await house.notices(member.organisation)
  if (isSent) await house.sent(notice!.id)
  const findings: Id<'fnd'>[] = []
  for (const ip of ips) findings.push(await house.finding(ip))
  return { ...member, ips, reports, findings, notice: notice!, id: toId('ntc', notice!.id) }
}

const noticeOf = async (id: Id<'ntc'>) =>
  (
    await house.rows<{
      state: string
      answered: number
      done: number
      done_at: string | null
      opened_at: string | null
      opened_by: string | null
      answer_by: string | null
    }>(sql`select * from notice where id = ${uuidOf(id)}`)
  )[0]!

describe('what was wrong is taken back', () => {
  it('whoever was told gets a correction that names the notice and says why', async () => {
    const member = await told(2)
    await house.withdraw(member.reports[0]!)
    expect(await house.tell()).toEqual({ notices: 1, findings: 1, capped: 0 })
    const [, correction] = await house.notices(member.organisation)
    expect(correction).toMatchObject({ topic: 'correction', corrects_id: member.notice.id, findings: 1, tlp: 'TLP:AMBER' })
    const text = flowing(correction!.text)
    expect(text).toContain(flowing(member.notice.subject))
    expect(text).toContain('Rapporten som varselet bygde på, var feil og er trukket tilbake.')
    expect(text).toContain(member.ips[0])
    expect(text).not.toContain(member.ips[1])
    await house.react()
    expect(await house.tell()).toMatchObject({ notices: 0 })
  })

  it('what is withdrawn asks nothing more, and is never counted as answered', async () => {
    const member = await told(2)
    for (const report of member.reports) await house.withdraw(report)
    await house.react()
    expect(await noticeOf(member.id)).toMatchObject({ state: 'answered', answered: 0, settled: 2, done: 2 })
    const { body } = await house.ask(analyst, 'GET', '/notices/silence?limit=200&days=365&all=true')
    const row = body.rows.find((row: { organisation: { id: string } }) => row.organisation.id === member.organisation)
    expect(row).toMatchObject({ unanswered: 0, answeredAt: null })
  })

  it('what was taken back once is not taken back again, when it came and went without being told', async () => {
    const member = await told(1)
    await house.withdraw(member.reports[0]!)
    await house.tell()
    house.pass(3_600_000)
    const report = await house.see([{ ...member, ip: member.ips[0]!, severity: 'critical' }])
    await house.withdraw(report)
    expect(await house.tell()).toEqual({ notices: 0, findings: 0, capped: 0 })
    const findings = member.findings.map((id) => ({ id, organisation: member.organisation, severity: 4 }))
    await house.db.in(team, (tx) => emit(tx, findingWithdrawn, { findings }, house.clock.now()))
    expect(await house.tell()).toEqual({ notices: 0, findings: 0, capped: 0 })
  })

  it('a correction goes also when the day is full, and does not count', async () => {
    const member = await told(1)
    const choice = { digestHour: 8, atOnceFrom: 'critical', dailyCap: 1 }
    await house.ask(analyst, 'PUT', `/organisations/${member.organisation}/notice-preference`, choice)
    await house.withdraw(member.reports[0]!)
    expect(await house.tell()).toEqual({ notices: 1, findings: 1, capped: 0 })
  })

  it('a dispute that is upheld is taken back from the operator and from the owner', async () => {
    const member = await told(1)
    await house.answer(member.findings, 'not-ours')
    await house.db.in(team, (tx) =>
      judge(tx, { ids: member.findings, upheld: true, reason: 'adressen er en annens' }, house.clock.now()),
    )
    await house.tell()
    const [, correction] = await house.notices(member.organisation)
    expect(flowing(correction!.text)).toContain('meldte at det var feil, og vi er enige.')
  })

  it('a dispute that is not upheld is told again', async () => {
    const member = await told(1)
    await house.answer(member.findings, 'not-ours')
    await house.db.in(team, (tx) =>
      judge(tx, { ids: member.findings, upheld: false, reason: 'registeret er klart' }, house.clock.now()),
    )
    expect(await house.tell()).toEqual({ notices: 1, findings: 1, capped: 0 })
    expect((await house.notices(member.organisation)).map(({ topic }) => topic)).toEqual(['findings', 'findings'])
  })

  it('what nobody has been told vanishes without a word', async () => {
    net += 1
    const member = await house.member(`Taus ${net}`, `198.18.${net}.0/24`)
    const report = await house.see([{ ...member, ip: `198.18.${net}.1`, severity: 'critical' }])
    await house.react()
    await house.withdraw(report)
    await house.react()
    expect(await house.untold(member.organisation)).toEqual([])
    expect(await house.tell()).toMatchObject({ notices: 0 })
  })

  it('a notice that waits to be sent is cancelled with its deliveries when all of it is withdrawn', async () => {
    const member = await told(1, { isSent: false })
    expect(await house.rows(sql`select state from delivery where notice_id = ${member.notice.id}`)).toEqual([{ state: 'queued' }])
    await house.withdraw(member.reports[0]!)
    expect(await house.tell()).toMatchObject({ notices: 0 })
    expect((await noticeOf(member.id)).state).toBe('cancelled')
    expect(await house.rows(sql`select state from delivery where notice_id = ${member.notice.id}`)).toEqual([
      { state: 'cancelled' },
    ])
    const { body } = await house.ask(analyst, 'GET', `/notices/${member.id}`)
    expect(body.steps.map(({ what }: { what: string }) => what)).toEqual(['queued', 'cancelled'])
    const cancelled = (await house.events('notice.cancelled')).filter(({ payload }) => payload.notice === member.id)
    expect(cancelled.map(({ payload }) => payload.recipient)).toEqual([member.organisation])
  })

  it('of a notice that waits and is withdrawn in part the rest is told anew', async () => {
    const member = await told(3, { isSent: false })
    await house.withdraw(member.reports[1]!)
    expect(await house.tell()).toEqual({ notices: 1, findings: 2, capped: 0 })
    const [old, fresh] = await house.notices(member.organisation)
    expect([old!.state, fresh!.state]).toEqual(['cancelled', 'queued'])
    expect(fresh!.text).toContain(member.ips[2])
    expect(fresh!.text).not.toContain(`${member.ips[1]}:`)
  })

  it('what is being sent just now is taken back as if it had been, though its finding is gone altogether', async () => {
    const member = await told(1, { isSent: false })
    await house.rows(sql`update delivery set state = 'sending' where notice_id = ${member.notice.id}`)
    await house.withdraw(member.reports[0]!)
    expect(await house.rows(sql`select from finding where id = ${uuidOf(member.findings[0]!)}`)).toEqual([])
    expect(await house.tell()).toEqual({ notices: 1, findings: 1, capped: 0 })
    const [first, correction] = await house.notices(member.organisation)
    expect([first!.state, correction!.topic]).not.toContain('cancelled')
    expect(correction!.text).toContain(member.ips[0])
  })
})

describe('what is answered', () => {
  it('a notice is answered when all that it asked about is, and that is told', async () => {
    const member = await told(2)
    await house.answer([member.findings[0]!], 'working')
    await house.react()
    expect(await noticeOf(member.id)).toMatchObject({ state: 'sent', answered: 1 })
    await house.answer([member.findings[1]!], 'fixed')
    await house.react()
    expect(await noticeOf(member.id)).toMatchObject({ state: 'answered', answered: 2, done: 0 })
    const settled = (await house.events('notice.settled')).filter(({ payload }) => payload.notice === member.id)
    expect(settled).toHaveLength(1)
    const { body } = await house.ask(memberOf(member.organisation), 'GET', `/notices/${member.id}/findings`)
    expect(body.rows.map(({ answer }: { answer: string }) => answer)).toEqual(['working', 'fixed'])
  })

  it('an answer that is taken back is waited for again', async () => {
    const member = await told(1)
    await house.answer(member.findings, 'working')
    await house.react()
    await house.db.in(team, (tx) => takeAnswerBack(tx, member.findings, house.clock.now()))
    await house.react()
    const notice = await noticeOf(member.id)
    expect(notice).toMatchObject({ state: 'sent', answered: 0 })
    expect(notice.answer_by).not.toBeNull()
  })

  it('a claim that is seen again is told again, and says what was claimed', async () => {
    const member = await told(1)
    await house.answer(member.findings, 'fixed')
    await house.react()
    house.pass(3_600_000)
    await house.see([{ ...member, ip: member.ips[0]!, severity: 'critical' }])
    expect(await house.tell()).toEqual({ notices: 1, findings: 1, capped: 0 })
    const [first, again] = await house.notices(member.organisation)
    expect(first!.state).toBe('answered')
    expect(flowing(again!.text)).toMatch(/Meldt rettet .*, men sett på nytt/)
  })
})

describe('what is read', () => {
  it('a member that reads its notice has opened it, once, and has read of its findings', async () => {
    const member = await told(1)
    const reader = memberOf(member.organisation, 'member-reader')
    const { body } = await house.ask(reader, 'GET', `/notices/${member.id}`)
    expect(body).toMatchObject({ notice: { state: 'opened' }, text: member.notice.text })
    house.pass(60_000)
    await house.ask(reader, 'GET', `/notices/${member.id}`)
    expect((await house.events('notice.opened')).filter(({ payload }) => payload.notice === member.id)).toHaveLength(1)
    await house.react()
    const [finding] = await house.rows<{ read_at: string | null }>(
      sql`select read_at from finding where id = ${uuidOf(member.findings[0]!)}`,
    )
    expect(finding!.read_at).not.toBeNull()
    expect((await noticeOf(member.id)).opened_by).toBe('Medlem')
  })

  it('the team that reads it has not opened it, and the member sees who read', async () => {
    const member = await told(1)
    await house.ask(analyst, 'GET', `/notices/${member.id}`)
    expect((await noticeOf(member.id)).opened_at).toBeNull()
    const reader = memberOf(member.organisation)
    const { rows } = await house.db.read(reader, (tx) => readingsOf(tx, member.organisation, { limit: 10 }))
    expect(rows).toMatchObject([{ who: 'Vakt', object: member.id }])
  })

  it('nobody else finds it, opens it or counts it', async () => {
    const member = await told(1)
    const stranger = memberOf((await house.member('Fremmed', '198.51.100.0/24')).organisation)
    for (const path of [`/notices/${member.id}`, `/notices/${member.id}/findings`, `/organisations/${member.organisation}/told`])
      expect((await house.ask(stranger, 'GET', path)).status).toBe(404)
    expect((await house.ask(stranger, 'GET', '/notices')).body.rows).toEqual([])
    expect((await house.ask(stranger, 'GET', '/notices/count')).body.count.value).toBe(0)
    expect((await house.ask(stranger, 'GET', '/notices.csv')).text.trim().split('\r\n')).toHaveLength(1)
    const opened = await house.db.in(stranger, (tx) =>
      tx.one<{ first: boolean }>(sql`select open_notice(${member.notice.id}::uuid, now(), 'x') as first`),
    )
    expect(opened).toEqual({ first: false })
    expect((await noticeOf(member.id)).opened_at).toBeNull()
  })

  it('lists, counts and exports by state, organisation, finding and words', async () => {
    const member = await told(1)
    const find = async (query: string) =>
      (await house.ask(analyst, 'GET', `/notices?limit=200&${query}`)).body.rows.map(({ id }: { id: string }) => id)
    expect(await find(`organisation=${member.organisation}`)).toEqual([member.id])
    expect(await find(`finding=${member.findings[0]}`)).toEqual([member.id])
    expect(await find(`q=${member.id}`)).toEqual([member.id])
    expect(await find(`organisation=${member.organisation}&state=queued`)).toEqual([])
    expect(await find(`organisation=${member.organisation}&severity=critical&topic=findings`)).toEqual([member.id])
    const { body } = await house.ask(analyst, 'GET', `/notices/count?organisation=${member.organisation}`)
    expect(body).toEqual({ count: { value: 1, more: false }, byState: { sent: 1 } })
    expect((await house.ask(analyst, 'GET', `/notices.csv?organisation=${member.organisation}`)).text).toContain(member.id)
  })

  it('pages through all notices once', async () => {
    const all = (await house.ask(analyst, 'GET', '/notices?limit=200')).body.rows.map(({ id }: { id: string }) => id)
    const seen: string[] = []
    for (let after = ''; ; ) {
      const { body } = await house.ask(analyst, 'GET', `/notices?limit=3${after}`)
      seen.push(...body.rows.map(({ id }: { id: string }) => id))
      if (!body.next) break
      after = `&after=${body.next}`
    }
    expect(seen).toEqual(all)
  })
})

describe('silence', () => {
  it('shows who was told and has not answered, the longest silence first', async () => {
    const early = await told(2)
    house.pass(60_000)
    const late = await told(1)
    await house.answer([early.findings[0]!], 'fixed')
    await house.react()
    const { body } = await house.ask(analyst, 'GET', '/notices/silence?limit=200&days=365')
    const rows = body.rows.filter((row: { organisation: { id: string } }) =>
      [early, late].some(({ organisation }) => organisation === row.organisation.id),
    )
    expect(rows).toMatchObject([
      {
        organisation: { id: early.organisation },
        notices: 1,
        findings: 2,
        unanswered: 1,
        worst: 'critical',
        contacts: 1,
        answeredAt: null,
      },
      { organisation: { id: late.organisation }, unanswered: 1, openedAt: null },
    ])
    expect(rows[0].call).toBeNull()
    await house.rows(sql`update contact set telephone = '+47 22 00 00 00' where organisation_id = ${uuidOf(early.organisation)}`)
    const rung = await house.ask(analyst, 'GET', '/notices/silence?limit=200&days=365')
    expect(
      rung.body.rows.find((row: { organisation: { id: string } }) => row.organisation.id === early.organisation).call,
    ).toEqual({
      name: expect.any(String),
      telephone: '+47 22 00 00 00',
      sureness: { state: expect.any(String), words: expect.stringMatching(/[Bb]ekreftet/) },
    })
    await house.answer([early.findings[1]!], 'fixed')
    await house.react()
    const loud = await house.ask(analyst, 'GET', '/notices/silence?limit=200&days=365')
    expect(loud.text).not.toContain(early.organisation)
    house.pass(14 * 86_400_000)
    const newer = await told(1)
    const fortnight = await house.ask(analyst, 'GET', '/notices/silence?limit=200&quiet=14')
    expect(fortnight.text).toContain(late.organisation)
    expect(fortnight.text).not.toContain(newer.organisation)
    const all = await house.ask(analyst, 'GET', '/notices/silence?limit=200&days=365&all=true')
    expect(all.text).toContain(early.organisation)
    const silent = fortnight.body.sum.unanswered
    expect(fortnight.body.sum).toEqual({ told: all.body.rows.length, unanswered: silent, unread: expect.any(Number) })
    expect(silent).toBe(fortnight.body.rows.length)
    // However few are shown, the sums are of all.
    const first = await house.ask(analyst, 'GET', '/notices/silence?limit=1&quiet=14')
    expect(first.body.sum).toEqual(fortnight.body.sum)
  })

  it('a recipient is said to have read what it has not answered, not what came before', async () => {
    const member = await told(1)
    const [first] = await house.notices(member.organisation)
    await house.ask(memberOf(member.organisation), 'GET', `/notices/${first!.id}`)
    await house.answer(member.findings, 'fixed')
    await house.react()
    house.pass(86_400_000)
    await house.see([{ ...member, ip: member.ips[0]!.replace(/1$/, '9'), severity: 'critical' }])
    await house.tell()
    const { body } = await house.ask(analyst, 'GET', '/notices/silence?limit=200')
    const row = body.rows.find(({ organisation }: { organisation: { id: string } }) => organisation.id === member.organisation)
    expect(row).toMatchObject({ unanswered: 1, openedAt: null })
  })
})

describe('a preview', () => {
  it('is worded as it would be and changes nothing', async () => {
    net += 1
    const member = await house.member(`Fremsyn ${net}`, `198.18.${net}.0/24`)
    await house.see([{ ...member, ip: `198.18.${net}.1` }])
    await house.react()
    const path = `/organisations/${member.organisation}/notices/preview`
    const { body } = await house.ask(analyst, 'GET', `${path}?locale=en`)
    expect(body.text).toContain(`198.18.${net}.1`)
    expect(body.subject).toContain('TLP:AMBER')
    expect(await house.untold(member.organisation)).toHaveLength(1)
    expect(await house.notices(member.organisation)).toEqual([])
    await house.rows(sql`delete from untold`)
    expect((await house.ask(analyst, 'GET', path)).body.code).toBe('nothing-to-tell')
  })
})
