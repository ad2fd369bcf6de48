import { beforeAll, describe, expect, it } from 'vitest'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { withdraw } from './actions.ts'
import { advisoriesCapability } from './capability.ts'
import type { AdvisoryContent } from './contract.ts'
import { inThree, warn, warningContent } from './fixtures/warn.ts'
import { tellOver } from './over.ts'
import { noteTold, tellPage } from './tell.ts'

const test = following(advisoriesCapability)
const url = 'https://varde.example'
let fjord: Id<'org'>
let dal: Id<'org'>
let nes: Id<'org'>

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  nes = await test.add('Nes kommune')
  for (const [id, name] of [
    [fjord, 'fjord'],
    [dal, 'dal'],
    [nes, 'nes'],
  ] as const) {
    const contact = {
      role: 'security',
      name: 'Vakta',
      email: `vakta@${name}.example`,
      telephone: null,
      language: 'nb',
      pgpKey: null,
    }
    expect(await test.db.in(system, (tx) => putContact(tx, system, id, contact as never, now))).toMatchObject({ ok: true })
  }
})

const tell = (advisory: Id<'adv'>, version = 1) => test.db.in(system, (tx) => tellPage(tx, { advisory, version, url }, now))
const over = (advisory: Id<'adv'>) => test.db.in(system, (tx) => tellOver(tx, { advisory, url }, now))
const told = (advisory: Id<'adv'>, ...to: Id<'org'>[]) =>
  test.db.in(system, async (tx) => {
    for (const recipient of to) await noteTold(tx, { advisory, recipient, channel: 'mail' }, later(now, hour))
  })
const noticesOf = (advisory: Id<'adv'>, recipient: Id<'org'>) =>
  test.db.in(system, (tx) =>
    tx.rows<{ id: string; subject: string; text: string; state: string; ends: boolean; waiting: number }>(sql`
      select id, subject, text, state, ends, (select count(*)::int from delivery d where d.notice_id = n.id and d.state = 'queued') as waiting
      from notice n where about_id = ${uuidOf(advisory)}::uuid and recipient_id = ${uuidOf(recipient)}::uuid order by id`),
  )
const endings = async (advisory: Id<'adv'>, recipient: Id<'org'>) =>
  (await noticesOf(advisory, recipient)).filter(({ ends }) => ends)
const flat = (text: string) => text.replaceAll(/\s+/g, ' ')
const statesOf = (advisory: Id<'adv'>, organisation: Id<'org'>) =>
  test.db.in(system, async (tx) =>
    (
      await tx.rows<{ state: string }>(sql`select state from measure where cause_id = ${uuidOf(advisory)}::uuid
        and organisation_id = ${uuidOf(organisation)}::uuid order by part`)
    ).map(({ state }) => state),
  )
const publish = async (organisations: Id<'org'>[], content?: AdvisoryContent, again?: Id<'adv'>) => {
  const id = await warn(test.db, { organisations, ...(content && { content }), ...(again && { again }) }, now)
  await test.react()
  return id
}
const takeBack = async (id: Id<'adv'>, reason: string) => {
  expect(await test.db.in(analyst, (tx) => withdraw(tx, analyst, { id, reason }, now))).toMatchObject({ ok: true })
  await test.react()
}
const securityOf = (organisation: Id<'org'>) => {
  const security = person(['member-security'], [])
  return { ...security, who: { ...security.who, id: newId('usr') }, organisations: [organisation] }
}

describe('when a warning is withdrawn', () => {
  it('everybody who was told is told why, once, and nobody else; nothing is asked or told of it any more', async () => {
    const id = await publish([fjord, dal, nes])
    await tell(id)
    await told(id, fjord, dal)
    await takeBack(id, 'Leverandøren tok feil av versjonen')
    expect(test.asked).toContain('advisories.over')
    expect(await over(id)).toBe(2)
    expect(await over(id)).toBe(0)
    for (const member of [fjord, dal]) {
      const [ending, ...more] = await endings(id, member)
      expect(more).toEqual([])
      expect(ending!.subject).toContain('Trukket tilbake: Steng fjernpålogging')
      expect(flat(ending!.text)).toContain('Leverandøren tok feil av versjonen')
      expect(ending!.text).not.toContain('{{answer}}')
      expect(ending!.text).not.toContain('Steng porten')
      expect(ending!.waiting).toBe(1)
      expect(await statesOf(id, member)).toEqual(['withdrawn', 'withdrawn'])
    }
    expect((await noticesOf(id, nes)).map(({ state, waiting }) => [state, waiting])).toEqual([['cancelled', 0]])
    const waiting = await test.db.in(system, (tx) =>
      tx.rows(sql`select 1 from notice where about_id = ${uuidOf(id)}::uuid and answer_by is not null`),
    )
    expect(waiting).toEqual([])
    const { json } = await test.call(securityOf(fjord), 'GET', `/advisories/ours/${id}`)
    expect(json.advisory.ended).toMatchObject({ how: 'withdrawn', words: 'Leverandøren tok feil av versjonen' })
  })

  it('one whose mail was on its way hears of it when the mail has gone out', async () => {
    const id = await publish([fjord])
    await tell(id)
    await takeBack(id, 'Gjaldt ikke oss')
    expect(await over(id)).toBe(0)
    await told(id, fjord)
    expect(await over(id)).toBe(1)
    expect(await endings(id, fjord)).toHaveLength(1)
  })

  it('a low one is told of as it was told: in the next letter of those who have letters', async () => {
    const [, week] = warningContent().measures
    const id = await publish([fjord], warningContent({ severity: 'low', measures: [week!] }))
    await tell(id)
    await told(id, fjord)
    await takeBack(id, 'Gjaldt ikke oss')
    expect(await over(id)).toBe(1)
    expect(await endings(id, fjord)).toEqual([])
    const items = await test.db.in(system, (tx) =>
      tx.rows(sql`select kind, at_once from subscription_item where advisory_id = ${uuidOf(id)}::uuid order by kind`),
    )
    expect(items).toEqual([
      { kind: 'addressed', at_once: false },
      { kind: 'over', at_once: false },
    ])
  })
})

describe('when a warning is over for some', () => {
  it('a new version tells those it no longer goes to that it is over for them and why, once, also when it is withdrawn later', async () => {
    const id = await publish([fjord, dal, nes])
    await tell(id)
    await told(id, fjord, dal)
    await publish([fjord], warningContent({ title: inThree('Bare for Fjord') }), id)
    await tell(id, 2)
    expect(await over(id)).toBe(1)
    const [ending] = await endings(id, dal)
    expect(ending!.subject).toContain('Gjelder ikke lenger dere: Steng fjernpålogging')
    expect(flat(ending!.text)).toContain('er valgt ved navn')
    expect(ending!.text).not.toContain('Bare for Fjord')
    expect(await statesOf(id, dal)).toEqual(['withdrawn', 'withdrawn'])
    expect(await endings(id, fjord)).toEqual([])
    expect(await endings(id, nes)).toEqual([])
    await told(id, fjord)
    await takeBack(id, 'Gjaldt ingen')
    expect(await over(id)).toBe(1)
    expect(await endings(id, dal)).toHaveLength(1)
    expect(await endings(id, fjord)).toHaveLength(1)
  })

  it('whoever a still newer version goes to again before it was told hears the newer one alone, and of its end when that comes', async () => {
    const id = await publish([fjord, dal])
    await tell(id)
    await told(id, fjord, dal)
    await publish([fjord], warningContent({ title: inThree('Bare for Fjord') }), id)
    await tell(id, 2)
    expect(await over(id)).toBe(1)
    await publish([fjord, dal], warningContent({ title: inThree('For begge igjen') }), id)
    await tell(id, 3)
    expect((await noticesOf(id, dal)).map(({ state, ends, waiting }) => [state, ends, waiting])).toEqual([
      ['cancelled', false, 0],
      ['cancelled', true, 0],
      ['queued', false, 1],
    ])
    await takeBack(id, 'Gjaldt ingen')
    expect(await over(id)).toBe(2)
    expect((await noticesOf(id, dal)).map(({ state, ends, waiting }) => [state, ends, waiting]).slice(1)).toEqual([
      ['cancelled', true, 0],
      ['cancelled', false, 0],
      ['queued', true, 1],
    ])
  })

  it('an all-clear tells those it goes to; whoever else was told of what it ends is told that it is over, once, and whoever was not hears nothing', async () => {
    const id = await publish([fjord, dal, nes])
    await tell(id)
    await told(id, fjord, dal)
    const clear = await publish(
      [fjord],
      warningContent({ type: 'all-clear', severity: 'info', measures: [], closes: [id], summary: inThree('Feilen er rettet.') }),
    )
    await tell(clear)
    expect(await over(id)).toBe(1)
    expect(await over(id)).toBe(0)
    const [ending] = await endings(id, dal)
    expect(ending!.subject).toContain('Faren er over: Steng fjernpålogging')
    expect(flat(ending!.text)).toContain('Feilen er rettet.')
    expect(await endings(id, fjord)).toEqual([])
    expect(await endings(id, nes)).toEqual([])
    expect(await noticesOf(clear, dal)).toEqual([])
    expect(await statesOf(id, dal)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('what ended several warnings is not quoted to whoever was told of one of them', async () => {
    const [one, other] = [await publish([dal]), await publish([nes], warningContent({ title: inThree('Bare for Nes') }))]
    for (const [id, member] of [
      [one, dal],
      [other, nes],
    ] as const) {
      await tell(id)
      await told(id, member)
    }
    await publish(
      [fjord],
      warningContent({ type: 'all-clear', measures: [], closes: [one, other], summary: inThree('Begge er rettet.') }),
    )
    expect(await over(one)).toBe(1)
    expect((await endings(one, dal))[0]!.text).not.toContain('Begge er rettet')
  })
})
