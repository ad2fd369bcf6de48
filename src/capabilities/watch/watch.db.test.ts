import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addPerson } from '#capabilities/access/index.ts'
import { answerFindings, judge, lapse, takeBack } from '#capabilities/findings/answers.ts'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { readStory } from '#capabilities/findings/index.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { type Event, emit } from '#platform/events.ts'
import { createLog } from '#platform/log.ts'
import { hear } from './actions.ts'
import { watchCapability } from './capability.ts'
import type { Script, Task } from './contract.ts'
import { live } from './live.ts'
import { wakeJob } from './reactions.ts'

const test = following(watchCapability)
const log = createLog('silent')
let fjord: Id<'org'>
let last = 0
const fresh = (): string => {
  last += 1
  return `198.18.${last >> 8}.${last & 255}`
}
const kari = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Kari' } }
const ola = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Ola' } }

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
})
beforeEach(async () => {
  test.clock.set(now)
  await test.react()
  await test.db.in(system, (tx) => tx.run(sql`delete from task`))
  await test.db.in(system, (tx) => tx.run(sql`delete from task_about`))
})

const happen = async (kind: string, payload: object, at: Utc = test.clock.now()) => {
  await test.as(system, (tx) => emit(tx, kind, payload, at))
  await test.react()
}
const queue = async (query = '', scope: Scope = kari): Promise<Task[]> =>
  (await test.call(scope, 'GET', `/watch?${query}`)).json.rows
const only = async (query = ''): Promise<Task> => {
  const rows = await queue(query)
  expect(rows).toHaveLength(1)
  return rows[0]!
}
const post = (path: string, body: object = {}, scope: Scope = kari) => test.call(scope, 'POST', `/watch/${path}`, body)
const page = async (task: Task) => (await test.call(kari, 'GET', `/watch/${task.id}`)).json

async function told(owner = fjord): Promise<Id<'fnd'>> {
  const { ids } = await test.see({ owner, ip: fresh() })
  await test.told(ids)
  return ids[0]!
}
const answered = async (ids: readonly Id<'fnd'>[], answer: object) => {
  await test.as(kari, (tx) => answerFindings(tx, { ids }, answer as never, test.clock.now()))
  await test.react()
}
const noticeOf = (recipient: Id<'org'>, more: object = {}) => ({
  notice: newId('ntc'),
  recipient,
  severity: 4,
  subject: 'To funn hos dere',
  findings: 2,
  ...more,
})

const storyOf = (id: Id<'fnd'>) =>
  test.as(kari, async (tx) => {
    const story = await readStory(tx, kari, id, 'nb', test.clock.now())
    if (!story.ok) throw new Error(story.reason)
    return story.value
  })
/** A script as it is read, a line each. */
const wordsOf = ({ parts }: Script): string =>
  parts.flatMap(({ title, lines }) => [title, ...lines.map(({ text }) => text)]).join('\n')

describe('the loop brings work', () => {
  it('for a reply; when somebody has read it, its mails are dealt with and an answer is waited for again', async () => {
    const told = noticeOf(fjord)
    const [notice, mail] = [uuidOf(told.notice), newId('mai')]
    await test.db.in(system, async (tx) => {
      await tx.run(sql`
        insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings,
                            organisations, created_at, opened_at, opened_by)
        values (${notice}, ${uuidOf(fjord)}, 'municipal', 'findings', 'at-once', 'opened', 'nb', 'TLP:AMBER', 4, 'To funn', '', '', 2, 1,
                ${now}, ${now}, 'vakt@fjord.example')`)
      await tx.run(sql`
        insert into inbound_mail (id, mailbox, uid_validity, uid, form, notice_id, sender, subject, received_at, text)
        values (${uuidOf(mail)}, 'box', 1, 1, 'reply', ${notice}, 'vakt@fjord.example', 'SV', ${now}, 'Vi ser på det')`)
    })
    await happen('notice.replied', { ...told, address: 'vakt@fjord.example' })
    await post('done', { ids: [(await only()).id], outcome: 'De ser på det' })
    const rows = await test.db.in(system, (tx) =>
      tx.rows(
        sql`select n.answer_by > ${now} as waits, m.handled_by as by from notice n join inbound_mail m on m.notice_id = n.id`,
      ),
    )
    expect(rows).toEqual([{ waits: true, by: 'Kari' }])
  })

  it('for a claim that is seen again, until it is answered anew', async () => {
    const ip = fresh()
    const [id] = (await test.see({ owner: fjord, ip })).ids
    await test.told([id!])
    await answered([id!], { answer: 'fixed' })
    expect(await queue()).toEqual([])
    test.clock.set(later(now, 2 * day))
    await test.see({ owner: fjord, ip, at: later(now, day) })
    await test.react()
    const task = await only()
    expect(task).toMatchObject({
      what: 'contradicted',
      object: id,
      link: `/findings/${id}`,
      organisation: { id: fjord, name: 'Fjord kommune' },
      severity: 'medium',
      state: 'open',
      count: 1,
      dueAt: later(now, 3 * day),
    })
    expect(task.words).toContain(ip)
    await answered([id!], { answer: 'working', until: later(now, 9 * day) })
    expect(await queue()).toEqual([])
    const [over] = await queue('state=done')
    expect(over).toMatchObject({ id: task.id, doneBy: null, outcome: 'Medlemmet har svart.' })
  })

  it('for disputes: one task for all of a member, that ends with the last of them', async () => {
    const ids = [await told(), await told(), await told()]
    await answered(ids, { answer: 'not-ours', reason: 'Solgt i fjor' })
    const task = await only()
    expect(task).toMatchObject({
      what: 'dispute',
      count: 3,
      object: fjord,
      link: `/findings?organisation=${fjord}&state=disputed`,
    })
    expect((await page(task)).about).toHaveLength(3)
    await test.as(kari, (tx) => judge(tx, { ids: ids.slice(0, 2), upheld: true, reason: 'Den er solgt' }, now))
    await test.react()
    expect(await only()).toMatchObject({ id: task.id, count: 1, object: ids[2], link: `/findings/${ids[2]}` })
    expect((await only()).words).toContain('ikke er deres')
    await test.as(kari, (tx) => judge(tx, { ids: [ids[2]!], upheld: false, reason: 'Adressen er deres' }, now))
    await test.react()
    expect(await queue()).toEqual([])
  })

  it('for a dispute that was taken back, and for one that stands again', async () => {
    const id = await told()
    await answered([id], { answer: 'false-alarm', reason: 'En honningkrukke' })
    await answered([id], { answer: 'fixed' })
    expect(await queue()).toEqual([])
    await test.as(kari, (tx) => takeBack(tx, [id], later(now, 60_000)))
    await test.react()
    expect(await only()).toMatchObject({ what: 'dispute', count: 1 })
  })

  it('for a claim that is seen again, once more when its answer is taken back: the same task, with the clock that it had', async () => {
    const ip = fresh()
    const [id] = (await test.see({ owner: fjord, ip })).ids
    await test.told([id!])
    await answered([id!], { answer: 'fixed' })
    test.clock.set(later(now, 2 * day))
    await test.see({ owner: fjord, ip, at: later(now, day) })
    await test.react()
    const task = await only()
    await answered([id!], { answer: 'working', until: later(now, 9 * day) })
    expect(await queue()).toEqual([])
    await test.as(kari, (tx) => takeBack(tx, [id!], later(now, 2 * day + 60_000)))
    await test.react()
    expect(await only()).toMatchObject({ id: task.id, state: 'open', count: 1, dueAt: task.dueAt, doneAt: null, outcome: null })
    const { notes } = await page(task)
    expect(notes.at(-1)).toMatchObject({ what: 'reopened', who: 'Varde', text: 'Svaret ble tatt tilbake.' })
  })

  it('for a call, once more when the answer that settled its notice is taken back, and never after somebody has read it', async () => {
    const told = noticeOf(fjord, { contact: 'Vakt', address: '+4700000000' })
    await happen('notice.call', told)
    const task = await only()
    await happen('notice.settled', told)
    expect(await queue()).toEqual([])
    await happen('notice.unsettled', told)
    expect(await only()).toMatchObject({ id: task.id, what: 'call', state: 'open' })
    await happen('notice.opened', told)
    await happen('notice.unsettled', told)
    expect(await queue()).toEqual([])
  })

  it('for promises that have lapsed', async () => {
    const ids = [await told(), await told()]
    await answered(ids, { answer: 'accepted', until: later(now, day), reason: 'Byttes ut' })
    test.clock.set(later(now, 2 * day))
    await test.as(system, (tx) => lapse(tx, later(now, 2 * day), 100))
    await test.react()
    expect(await only()).toMatchObject({ what: 'lapsed', count: 2 })
  })

  it('for notices that bounce, stay silent and must be told by telephone; opened, nobody need call', async () => {
    const notice = noticeOf(fjord)
    await happen('notice.bounced', { ...notice, address: 'vakt@fjord.example', reply: '550 5.1.1 unknown' })
    await happen('notice.silent', notice)
    expect((await queue()).map(({ what }) => what).sort()).toEqual(['bounce', 'silent'])
    await happen('notice.call', { ...notice, contact: 'Vaktleder', address: '+47 00 00 00 00' })
    expect((await queue()).map(({ what }) => what).sort()).toEqual(['bounce', 'call'])
    const call = await only('what=call')
    expect(call.next).toContain('Vaktleder (+47 00 00 00 00)')
    await happen('notice.opened', notice)
    expect((await queue()).map(({ what }) => what)).toEqual(['bounce'])
  })

  it('for a member without any contact: a task, never silence', async () => {
    await happen('notice.call', noticeOf(fjord))
    expect(await only()).toMatchObject({ what: 'no-contact', link: `/organisations/${fjord}` })
    await happen('notice.call', noticeOf(fjord))
    expect(await only()).toMatchObject({ count: 2 })
  })

  it('for a member that was written to and has no number: it has not answered, and nothing else is said', async () => {
    await happen('notice.call', noticeOf(fjord, { written: true }))
    await happen('notice.call', noticeOf(fjord, { written: true }))
    const task = await only()
    expect(task).toMatchObject({ what: 'no-contact', count: 2, link: `/organisations/${fjord}` })
    expect(`${task.words} ${task.next}`).toMatch(
      /har ikke svart på 2 varsler, og vi har ikke noe telefonnummer Finn et nummer og ring/,
    )
    await happen('notice.call', noticeOf(fjord))
    const words = (await queue()).map(({ words }) => words)
    expect(words).toContainEqual(expect.stringMatching(/har ingen kontakt vi kan nå\. Ett varsel er ikke levert$/))
    expect(words).toHaveLength(2)
  })

  it('for mail that a person wrote, each time, and it stays until a person has read it', async () => {
    const notice = noticeOf(fjord)
    await happen('notice.replied', notice)
    await happen('notice.replied', notice)
    await happen('notice.settled', notice)
    expect(await only()).toMatchObject({ what: 'reply', count: 2, link: `/notices/${notice.notice}` })
  })

  it('for a closing says what it would close now, not what it would have closed when it began to wait', async () => {
    const closing = newId('clo')
    await test.rows(sql`
      insert into closing (id, source, kind, findings, of_open, absent_since, through, state, created_at, changed_at)
      values (${uuidOf(closing)}, 'shadow', 'open-rdp', 34, 111, ${now}, ${now}, 'waiting', ${now}, ${now})`)
    await happen('feeds.closing-held', { closing, source: 'shadow', kind: 'open-rdp', findings: 34, of: 111 })
    expect((await only()).words).toContain('34 av 111')
    await test.rows(sql`update closing set findings = 47, of_open = 116 where id = ${uuidOf(closing)}`)
    expect((await only()).words).toContain('47 av 116')
    await test.rows(sql`update closing set state = 'over' where id = ${uuidOf(closing)}`)
    expect((await only()).words).toContain('34 av 111')
  })

  it('for feeds, closings, the cap, the hold, webhooks and what nobody owns', async () => {
    const [source, closing, hook] = [newId('src'), newId('clo'), newId('hok')]
    await happen('feeds.source-silent', { source, name: 'shadow', title: 'Shadowserver', since: now, rhythmHours: 24 })
    await happen('feeds.closing-held', { closing, source: 'shadow', kind: 'open-rdp', findings: 30, of: 90 })
    await happen('notice.capped', noticeOf(fjord, { notice: '' }))
    await happen('notices.sending-held', { reason: 'Feil i en kilde' })
    await happen('notices.webhook-failed', noticeOf(fjord, { notice: '', subject: 'mottak.example', address: hook }))
    const loose = { group: '198.18.4.0/24', asn: 64500, sightings: 5, worst: 4, sample: ['198.18.4.7'] }
    await happen('intake.unattributed', loose)
    await happen('intake.unattributed', { ...loose, sightings: 7 })
    const rows = await queue()
    const whats = rows.map(({ what, count }) => `${what} ${count}`)
    expect(whats.sort()).toEqual([
      'capped 1',
      'closing-held 1',
      'feed-stopped 1',
      'sending-held 1',
      'unattributed 12',
      'webhook-failed 1',
    ])
    expect(rows.find(({ what }) => what === 'sending-held')!.words).toBe('All utsending er stoppet: Feil i en kilde')
    await happen('feeds.source-back', { source, name: 'shadow', title: 'Shadowserver', since: now, rhythmHours: 24 })
    await happen('feeds.closing-decided', { closing, source: 'shadow', kind: 'open-rdp', findings: 30, of: 90 })
    await happen('notices.sending-released', { reason: '' })
    expect((await queue()).map(({ what }) => what).sort()).toEqual(['capped', 'unattributed', 'webhook-failed'])
  })
})

describe('events', () => {
  let position = 1_000_000_000
  const silent = (notice: string): Event => ({
    kind: 'notice.silent',
    at: now,
    who: 'x',
    payload: { notice, recipient: fjord, severity: 4 },
    transaction: '1',
    position: ++position,
  })
  const hears = (...events: Event[]) => test.as(system, (tx) => hear(tx, events, test.clock.now()))

  it('that come twice count once, also after somebody has ended the task', async () => {
    const event = { ...silent(newId('ntc')), kind: 'notice.replied' }
    await hears(event)
    await hears(event)
    const task = await only()
    expect(task.count).toBe(1)
    await post('done', { ids: [task.id], outcome: 'Lest og besvart' })
    await hears(event)
    expect(await queue()).toEqual([])
  })

  it('that come late raise nothing that was over after them, and end nothing that happened after them', async () => {
    const notice = newId('ntc')
    const at = (hours: number) => later(now, hours * hour)
    await hears({ ...silent(notice), at: at(1) })
    await hears({ ...silent(notice), kind: 'notice.opened', at: at(3) })
    await hears({ ...silent(notice), at: at(2) })
    expect(await queue()).toEqual([])
    await hears({ ...silent(notice), at: at(5) })
    await hears({ ...silent(notice), kind: 'notice.settled', at: at(4) })
    expect(await queue()).toHaveLength(1)
  })

  it('of what is ended make a new task when it happens again', async () => {
    const source = { source: newId('src'), name: 's', title: 'S', since: now, rhythmHours: 24 }
    await happen('feeds.source-silent', source)
    const first = await only()
    await happen('feeds.source-back', source)
    test.clock.set(later(now, day))
    await happen('feeds.source-silent', source)
    expect((await only()).id).not.toBe(first.id)
  })

  it('that were long on their way have the clock of when they happened', async () => {
    test.clock.set(later(now, 5 * hour))
    await happen('notice.silent', noticeOf(fjord), now)
    expect(await only()).toMatchObject({ dueAt: later(now, hour), overdue: true, createdAt: later(now, 5 * hour) })
  })

  it('of ten thousand findings at once make one task for each member', async () => {
    const others = [await test.add('Dal kommune'), await test.add('Nes kommune')]
    const findings = Array.from({ length: 10_000 }, (_, at) => ({
      id: newId('fnd'),
      organisation: others[at % 2]!,
      severity: at % 5,
    }))
    await happen('finding.lapsed', { findings })
    expect((await queue()).map(({ count, severity }) => [count, severity])).toEqual([
      [5_000, 'critical'],
      [5_000, 'critical'],
    ])
    await happen('finding.fixed', { findings: findings.slice(0, 9_999) })
    expect(await only()).toMatchObject({ count: 1 })
  })
})

async function raise(count: number, severity = 3): Promise<Task[]> {
  for (let at = 0; at < count; at++) {
    const payload = { source: newId('src'), name: `s${at}`, title: `Kilde ${at}`, since: now, rhythmHours: 24 }
    await test.as(system, (tx) => emit(tx, 'feeds.source-silent', payload, later(now, at * 1_000)))
  }
  await test.react()
  await test.db.in(system, (tx) => tx.run(sql`update task set severity = ${severity}`))
  return queue()
}

describe('a duty officer', () => {
  it('takes the oldest clock first, and two who press at once get two', async () => {
    const tasks = await raise(20)
    const people = Array.from({ length: 20 }, (_, at) => ({
      ...kari,
      who: { ...kari.who, id: newId('usr'), name: `Vakt ${at}` },
    }))
    const taken = await Promise.all(people.map((each) => post('next', {}, each)))
    const got = taken.map(({ json }) => json.task.id)
    expect(new Set(got).size).toBe(20)
    expect(got.sort()).toEqual(tasks.map(({ id }) => id).sort())
    expect((await post('next')).json.task).toBeNull()
  })

  it('gets the oldest one', async () => {
    const [oldest] = await raise(3)
    expect((await post('next')).json.task).toMatchObject({ id: oldest!.id, state: 'taken', takenBy: { name: 'Kari' } })
  })

  it('takes only what nobody has, gives to a colleague, and puts back', async () => {
    const ids = (await raise(2)).map(({ id }) => id)
    expect((await post('take', { ids })).json).toEqual({ changed: 2 })
    expect((await post('take', { ids }, ola)).json).toEqual({ changed: 0 })
    const made = await addPerson(test.db, test.clock, {
      name: 'siri',
      displayName: 'Siri Vakt',
      password: 'fire hester i regn',
      teamRoles: ['duty'],
    })
    const people = (await test.call(kari, 'GET', '/watch/colleagues')).json.people
    expect(made.ok && people).toMatchObject([{ name: 'Siri Vakt' }])
    expect((await post('take', { ids: [ids[0]], to: people[0].id, text: 'Du kjenner dem' })).json).toEqual({ changed: 1 })
    expect((await post('take', { ids, to: newId('usr') })).json.code).toBe('no-such-colleague')
    expect(await queue('mine=true')).toMatchObject([{ id: ids[1] }])
    expect((await post('release', { ids }, ola)).json).toEqual({ changed: 2 })
    expect((await queue()).map(({ state }) => state)).toEqual(['open', 'open'])
    const { notes } = await page((await queue())[0]!)
    expect(notes.map(({ words }: { words: string }) => words)).toEqual([
      'Kom i køen',
      'Tok saken',
      'Ga saken til Siri Vakt',
      'Notat',
      'La saken tilbake i køen',
    ])
  })

  it('lets tasks sleep with a reason; they wake when it is time, with whoever had them', async () => {
    const [one, other] = (await raise(2)).map(({ id }) => id)
    await post('take', { ids: [one] })
    const until = later(now, 3 * hour)
    expect((await post('snooze', { ids: [one, other], until, reason: 'Leverandøren ringer kl. 7' })).json).toEqual({ changed: 2 })
    expect(await queue()).toEqual([])
    expect(await queue('state=snoozed')).toMatchObject([
      { snoozedUntil: until, snoozeReason: 'Leverandøren ringer kl. 7' },
      { snoozedUntil: until },
    ])
    const wakes = () => wakeJob(test.db, test.clock).run({}, { log })
    test.clock.set(later(until, -1))
    await wakes()
    expect(await queue()).toEqual([])
    test.clock.set(until)
    await wakes()
    await wakes()
    const rows = await queue()
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      [one, 'taken'],
      [other, 'open'],
    ])
    expect((await page(rows[1]!)).notes.at(-1)).toMatchObject({ words: 'Ventetiden er over', who: 'Varde' })
    expect((await post('snooze', { ids: [one], until: now, reason: 'For sent' })).json.code).toBe('snooze-over-already')
  })

  it('ends, writes notes, and can undo; not when the same has become a new task meanwhile', async () => {
    const source = { source: newId('src'), name: 's', title: 'S', since: now, rhythmHours: 24 }
    await happen('feeds.source-silent', source)
    const task = await only()
    await post(`${task.id}/notes`, { text: 'Ringte leverandøren' })
    expect((await post(`${newId('tsk')}/notes`, { text: 'Til ingen' })).status).toBe(404)
    expect((await post('done', { ids: [task.id], outcome: 'Nøkkelen var utløpt' })).json).toEqual({ changed: 1, answered: [] })
    expect(await queue('state=done')).toMatchObject([{ doneBy: 'Kari', outcome: 'Nøkkelen var utløpt' }])
    expect((await post('reopen', { ids: [task.id] })).json).toEqual({ changed: 1 })
    expect(await only()).toMatchObject({ id: task.id, state: 'open', doneAt: null })
    expect((await page(task)).notes.map(({ what }: { what: string }) => what)).toEqual(['raised', 'noted', 'done', 'reopened'])
    await post('done', { ids: [task.id], outcome: 'Nøkkelen var utløpt' })
    test.clock.set(later(now, day))
    await happen('feeds.source-silent', source)
    expect((await post('reopen', { ids: [task.id] })).json).toEqual({ changed: 0 })
    expect(await queue()).toHaveLength(1)
  })

  it('handles two hundred at once', async () => {
    const tasks = await raise(200)
    const ids = tasks.map(({ id }) => id)
    const all = await queue('limit=200')
    expect(all).toHaveLength(200)
    expect((await post('done', { ids: all.map(({ id }) => id), outcome: 'Samme årsak' })).json).toEqual({
      changed: 200,
      answered: [],
    })
    expect((await post('reopen', { ids: all.map(({ id }) => id) })).json).toEqual({ changed: 200 })
    expect((await post('take', { ids })).json).toEqual({ changed: 40 })
  })

  it('two who note and take at once lose no step', async () => {
    const [task] = await raise(1)
    await Promise.all(Array.from({ length: 8 }, (_, at) => post(`${task!.id}/notes`, { text: `Notat ${at}` })))
    const { notes } = await page(task!)
    expect(notes.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('pages by key and filters by kind, state, severity and organisation', async () => {
    await raise(5)
    await happen('notice.silent', noticeOf(fjord))
    const first = (await test.call(kari, 'GET', '/watch?limit=4')).json
    const second = (await test.call(kari, 'GET', `/watch?limit=4&after=${first.next}`)).json
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(6)
    expect(second.next).toBeUndefined()
    expect(await queue('what=silent')).toHaveLength(1)
    expect(await queue(`organisation=${fjord}`)).toHaveLength(1)
    expect(await queue('severity=high')).toHaveLength(5)
    expect((await test.call(kari, 'GET', '/watch/count')).json).toMatchObject({
      count: { value: 6, more: false },
      byKind: { 'feed-stopped': 5, silent: 1 },
      byState: { open: 6 },
      overdue: 0,
      quietSince: null,
    })
  })

  it('sees since when all is quiet', async () => {
    const [task] = await raise(1)
    test.clock.set(later(now, hour))
    await post('done', { ids: [task!.id], outcome: 'Rettet' })
    expect((await test.call(kari, 'GET', '/watch/count')).json).toMatchObject({
      count: { value: 0 },
      quietSince: later(now, hour),
    })
  })
})

it('What is said on the telephone is of what is still asked, and says when its deadline has passed', async () => {
  const [worst, milder] = [await told(), await told()]
  const link = await test.notice(fjord, [worst, milder])
  await test.rows(sql`update notice_finding set severity = case when finding_id = ${uuidOf(worst)} then 4 else 2 end returning 1`)
  await happen('notice.call', { ...noticeOf(fjord), notice: link.notice!, contact: 'Vaktleder', address: '+47 00 00 00 00' })
  const task = await only('what=call')
  const script = async () => wordsOf((await page(task)).call.script)
  expect(await script()).toMatch(/2 sikkerhetsproblemer.*Det er kritisk/s)
  await test.rows(sql`update notice_finding set answer = 'working' where finding_id = ${uuidOf(worst)} returning 1`)
  expect(await script()).toMatch(/sikkerhetsproblem[^e].*Alvoret er middels/s)
  await test.rows(sql`update finding set due_at = ${later(now, -day)} returning 1`)
  expect(await script()).toMatch(/«Det skulle vært rettet innen .* Det er 1 døgn siden\.»/)
})

it('An operator is told on the telephone at whom it is, in its own language under headings in the reader’s', async () => {
  const operator = await test.add('Dal IKT')
  const ids = [await told(), await told()]
  const link = await test.notice(operator, ids)
  await test.rows(
    sql`update notice_finding set because = because || '{"owner":"Fjord kommune"}' where recipient_id = ${uuidOf(operator)} returning 1`,
  )
  await happen('notice.call', { ...noticeOf(operator), notice: link.notice!, contact: 'Vaktleder', address: '+47 00 00 00 00' })
  const task = await only('what=call')
  const { script } = (await test.call(kari, 'GET', `/watch/${task.id}`, undefined, 'en')).json.call
  expect(script).toMatchObject({
    language: 'nb',
    parts: [{ title: 'Call' }, { title: 'Say who you are' }, {}, {}, { title: 'Note' }],
  })
  expect(wordsOf(script)).toMatch(/«Hos Fjord kommune: 198\.18\.\S+, 198\.18\.\S+\.»/)
})

it('The call that was made stands on the notice', async () => {
  const id = await told()
  const link = await test.notice(fjord, [id])
  const call = { ...noticeOf(fjord), notice: link.notice!, contact: 'Vaktleder', address: '+47 00 00 00 00' }
  await happen('notice.call', call)
  const task = await only('what=call')
  const { call: shown } = await page(task)
  expect(shown).toMatchObject({ contact: 'Vaktleder', number: '+47 00 00 00 00' })
  expect(wordsOf(shown.script)).toContain('Fjord kommune')
  expect(wordsOf(shown.script)).toMatch(/Det er her: \d.*»\n«Gjør dette først: .*\n«Det må være rettet innen /)
  const again = later(now, hour)
  await post('snooze', { ids: [task.id], until: again, reason: 'Ingen svarte', tried: true })
  const steps = () =>
    test.rows<{ what: string; because: object }>(
      sql`select what, because from notice_step where notice_id = ${uuidOf(link.notice!)} order by number`,
    )
  expect(await steps()).toMatchObject([{ what: 'called', because: { reached: false, text: 'Ingen svarte' } }])
  await post('done', { ids: [task.id], outcome: 'De stenger porten i natt' })
  expect((await steps()).at(-1)).toMatchObject({
    because: { reached: true, contact: 'Vaktleder', text: 'De stenger porten i natt' },
  })
  await test.react()
  expect(await queue()).toEqual([])
  const { steps: story } = await storyOf(id)
  expect(story.filter(({ what }) => what === 'called').map(({ words, who, teamOnly }) => [words, who.name, teamOnly])).toEqual([
    ['Ringte Vaktleder hos Fjord kommune uten å få svar.', 'Kari', false],
    ['Snakket på telefon med Vaktleder hos Fjord kommune.', 'Kari', false],
  ])
})

describe('what is promised on the telephone', () => {
  const until = later(now, 6 * day)
  const rung = async (...ids: Id<'fnd'>[]) => {
    const link = await test.notice(fjord, ids)
    await happen('notice.call', { ...noticeOf(fjord), notice: link.notice!, contact: 'Vaktleder', address: '+47 00 00 00 00' })
    return only('what=call')
  }
  const end = (task: Task, promised: object, scope: Scope = kari) =>
    post('done', { ids: [task.id], outcome: 'Snakket med vakta', promised }, scope)
  const standing = async (ids: readonly Id<'fnd'>[]) => {
    const stories = await Promise.all(ids.map(storyOf))
    return stories.map(({ finding }) => [finding.state, finding.answer])
  }

  it('answers for the member what nobody has answered, says so in the story, and is undone with the end of the call', async () => {
    const ids = [await told(), await told(), await told()]
    await answered(ids.slice(2), { answer: 'fixed' })
    const task = await rung(...ids)
    expect((await page(task)).call.unanswered).toBe(2)
    const done = await end(task, { answer: 'working', until })
    expect(done.json).toEqual({ changed: 1, answered: expect.arrayContaining(ids.slice(0, 2)) })
    expect(await standing(ids)).toEqual([
      ['answered', 'working'],
      ['answered', 'working'],
      ['answered', 'fixed'],
    ])
    expect((await storyOf(ids[0]!)).steps.at(-1)!.words).toMatch(
      /^Kari i responsmiljøet, på vegne av Fjord kommune etter en telefonsamtale, svarte: arbeider med det til /,
    )
    // What the end brought with it is heard only after it was undone, and ends nothing.
    test.clock.set(later(now, 60_000))
    await post('reopen', { ids: [task.id], answered: done.json.answered })
    await test.react()
    expect(await standing(ids)).toEqual([
      ['told', null],
      ['told', null],
      ['answered', 'fixed'],
    ])
    expect((await page(await only('what=call'))).call.unanswered).toBe(2)
    expect((await end(task, { answer: 'fixed' })).json.answered).toHaveLength(2)
  })

  it('that it is not theirs comes to the team with their reason', async () => {
    const [id] = [await told()]
    const task = await rung(id!)
    expect((await end(task, { answer: 'not-ours' })).status).toBe(422)
    await end(task, { answer: 'not-ours', reason: 'Solgt i fjor' })
    await test.react()
    expect((await page(await only('what=dispute'))).about).toMatchObject([{ object: id, said: 'Solgt i fjor' }])
  })

  it('answers nothing when nobody was reached, and is for nobody who may not answer findings', async () => {
    const id = await told()
    const task = await rung(id)
    const admin: Scope = { ...kari, who: { ...kari.who, id: newId('usr') }, roles: ['admin'] }
    expect((await end(task, { answer: 'working', until }, admin)).json.code).toBe('not-your-role')
    expect((await end(task, { answer: 'accepted', until, reason: 'Kan vente' })).status).toBe(422)
    expect((await end(task, { answer: 'working', until: later(now, -day) })).json.code).toBe('until-has-passed')
    expect(await standing([id])).toEqual([['told', null]])
    // What was refused left nothing behind: the call is not noted either.
    expect((await storyOf(id)).steps.map(({ what }: { what: string }) => what)).not.toContain('called')
    const missed = { ids: [task.id], outcome: 'Ingen svarte', reached: false, promised: { answer: 'fixed' } }
    expect((await post('done', missed)).json).toEqual({ changed: 1, answered: [] })
    expect(await standing([id])).toEqual([['told', null]])
    expect((await post('reopen', { ids: [task.id], answered: [id] }, admin)).json.code).toBe('not-your-role')
  })
})

it('What sleeps though it presses is told: until when, who let it and why', async () => {
  const asleep = async () => (await test.call(kari, 'GET', '/watch/asleep')).json
  const sleep = (task: Task, hours: number, reason: string) =>
    post('snooze', { ids: [task.id], until: later(test.clock.now(), hours * hour), reason })
  const id = await told()
  const link = await test.notice(fjord, [id])
  await happen('notice.call', {
    ...noticeOf(fjord),
    severity: 2,
    notice: link.notice!,
    contact: 'Vakt',
    address: '+47 00 00 00 00',
  })
  const [call] = await queue('what=call')
  await happen('notice.bounced', { ...noticeOf(fjord), severity: 1, address: 'vakt@fjord.example', reply: '550' })
  const [mild] = await queue('what=bounce')
  await sleep(call!, 100, 'Ringer igjen')
  await sleep(mild!, 100, 'Venter på adressen')
  expect(await asleep()).toEqual({ critical: 0, overdue: 0, rows: [] })
  await test.rows(sql`update finding set due_at = ${later(now, -hour)} where id = ${uuidOf(id)} returning 1`)
  expect(await asleep()).toMatchObject({
    critical: 0,
    overdue: 1,
    rows: [
      {
        id: call!.id,
        pressing: 'overdue',
        snoozedBy: 'Kari',
        snoozeReason: 'Ringer igjen',
        snoozedUntil: later(now, 100 * hour),
      },
    ],
  })
  await happen('notice.replied', noticeOf(fjord))
  const [reply] = await queue('what=reply')
  await sleep(reply!, 2, 'Spør lederen')
  const both = await asleep()
  expect(both).toMatchObject({ critical: 1, overdue: 1 })
  expect(both.rows.map(({ id }: Task) => id)).toEqual([reply!.id, call!.id])
  await answered([id], { answer: 'working', until: later(now, 9 * day) })
  expect(await asleep()).toMatchObject({ critical: 1, overdue: 0 })
})

describe('a shift', () => {
  const shift = async () => (await test.call(kari, 'GET', '/watch/shift')).json

  it('is counted from the last hand-over, and handed over as it stands', async () => {
    await post('handovers', { to: 'Ola' })
    test.clock.set(later(now, hour))
    const [first, second] = await raise(3)
    await told()
    await test.react()
    await post('done', { ids: [first!.id], outcome: 'Kilden er tilbake' })
    test.clock.set(later(now, 5 * hour))
    await happen('notice.silent', noticeOf(fjord))
    const { since, summary } = await shift()
    expect(since).toBe(now)
    expect(summary).toEqual({
      raised: 4,
      done: 1,
      open: 3,
      overdue: 2,
      byKind: { 'feed-stopped': 2, silent: 1 },
      noticesSent: 1,
      opened: 1,
      fixed: 0,
    })
    const { json } = await post('handovers', { to: 'Ola Nattevakt', text: 'Shadowserver er nede. Leverandøren vet om det.' })
    // What happens afterwards changes nothing of what was handed over.
    await post('done', { ids: [second!.id], outcome: 'Tilbake' })
    const { handover } = (await test.call(ola, 'GET', `/watch/handovers/${json.id}`)).json
    expect(handover).toMatchObject({ from: 'Kari', to: 'Ola Nattevakt', since: now, at: later(now, 5 * hour), summary })
    expect(handover.open.map(({ what }: Task) => what)).toEqual(['silent', 'feed-stopped', 'feed-stopped'])
    expect((await shift()).summary).toMatchObject({ raised: 0, done: 0, opened: 0 })
    const list = (await test.call(ola, 'GET', '/watch/handovers?limit=1')).json
    expect(list.rows).toMatchObject([{ id: json.id, to: 'Ola Nattevakt' }])
    expect(list.next).toBeDefined()
  })
})

describe('what has changed', () => {
  // After everything that other tests let happen.
  const quiet = later(now, 200 * day)
  beforeEach(() => test.clock.set(quiet))
  const changes = async (scope: Scope) => (await test.call(scope, 'GET', '/watch/changes')).json
  const somebody = (): Scope => ({ ...kari, who: { ...kari.who, id: newId('usr') } })

  it('is counted from when this person last looked, each their own', async () => {
    const [one, other] = [somebody(), somebody()]
    await post('looks', {}, one)
    test.clock.set(later(quiet, hour))
    await post('looks', {}, one)
    const [finding] = (await test.see({ owner: fjord, ip: fresh() })).ids
    await test.react()
    expect(await changes(one)).toMatchObject({ since: quiet, opened: 1, answered: 0 })
    await answered([finding!], { answer: 'fixed' })
    expect(await changes(one)).toEqual({ since: quiet, opened: 1, reopened: 0, answered: 1, proved: 0 })
    await test.as(kari, (tx) => takeBack(tx, [finding!], test.clock.now()))
    await test.react()
    expect(await changes(one)).toMatchObject({ answered: 0 })
    await answered([finding!], { answer: 'fixed' })
    await post('looks', { seen: true }, one)
    test.clock.set(later(quiet, 2 * hour))
    expect(await changes(one)).toEqual({ since: later(quiet, hour), opened: 0, reopened: 0, answered: 0, proved: 0 })
    expect(await changes(other)).toMatchObject({ since: later(quiet, 2 * hour - day), opened: expect.any(Number) })
  })

  it('goes on being counted while the page is open, and begins anew after somebody was away', async () => {
    const reader = somebody()
    await post('looks', { seen: true }, reader)
    for (const minutes of [5, 10, 35, 60]) {
      test.clock.set(later(quiet, minutes * 60_000))
      await post('looks', {}, reader)
      expect((await changes(reader)).since).toBe(quiet)
    }
    test.clock.set(later(quiet, 8 * hour))
    await post('looks', {}, reader)
    expect((await changes(reader)).since).toBe(later(quiet, hour))
  })

  it('counts findings that were opened again and that were proved to be over', async () => {
    const reader = somebody()
    await post('looks', { seen: true }, reader)
    test.clock.set(later(quiet, 60_000))
    await happen('finding.reopened', { findings: [{ id: newId('fnd') }, { id: newId('fnd') }] })
    await happen('finding.fixed', { findings: [{ id: newId('fnd') }] })
    expect(await changes(reader)).toMatchObject({ reopened: 2, proved: 1 })
  })
})

it('The queue is the team’s alone, on both walls', async () => {
  const [task] = await raise(1)
  const member = person(['member-security'], [fjord])
  for (const path of ['', '/count', '/colleagues', '/shift', '/handovers', '/changes', `/${task!.id}`])
    expect((await test.call(member, 'GET', `/watch${path}`)).status, path).toBe(404)
  expect((await post('done', { ids: [task!.id], outcome: 'Ikke vår' }, member)).status).toBe(404)
  for (const table of ['task', 'task_about', 'task_heard', 'task_note', 'handover', 'watch_look'])
    expect(await test.db.read(member, (tx) => tx.rows(sql`select from task`)), table).toEqual([])
})

it('Tells how many nobody has when the queue changes', async () => {
  const gone = new AbortController()
  const news = live(test.db, test.clock, kari, gone.signal)
  expect((await news.next()).value).toEqual({ open: 0, raised: 0 })
  test.clock.set(later(now, 1_000))
  const next = news.next()
  await raise(2)
  const seen = (await next).value!
  const settled = seen.open === 2 ? seen : (await news.next()).value
  expect(settled).toMatchObject({ open: 2, raised: 2 })
  gone.abort()
  expect((await news.next()).done).toBe(true)
  expect((await live(test.db, test.clock, person(['member-security'], [fjord]), gone.signal).next()).done).toBe(true)
})
