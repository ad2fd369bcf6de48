import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, openHouse, recount, report } from './house.ts'

let house: House
let fjord: Id<'org'>
let dal: Id<'org'>
let keys: { fjord: string; dal: string; team: string }
beforeEach(async () => {
  house = await openHouse()
  fjord = await house.organisation('Fjord kommune')
  dal = await house.organisation('Dal kommune')
  keys = { fjord: await house.key(fjord), dal: await house.key(dal), team: await house.key(null) }
})
afterEach(async () => {
  expect(await recount(house)).not.toContainEqual(
    expect.objectContaining({ wrong: expect.stringMatching(/counts|without|twice|seen/) }),
  )
  await house.close()
})

/** Whose each sighting is, by address or host, oldest first. */
const owners = async () =>
  (
    await house.rows<{ what: string; state: string; name: string | null }>(
      sql`select coalesce(host(s.ip), s.host) as what, s.state, o.name from sighting s left join organisation o on o.id = s.organisation_id order by s.seen_at, 1`,
    )
  ).map(({ what, state, name }) => [what, name ?? state])
const listOf = async (key: string) =>
  (await house.ask(key, '/findings?locale=nb')).json.rows as { id: string; state: string; assetText: string }[]
const intelmq = (fields: Record<string, string>, at = daysAgo(2)) =>
  JSON.stringify({
    'time.source': at.replace(/\.\d+Z/, '+00:00'),
    'classification.taxonomy': 'fraud',
    'classification.type': 'phishing',
    ...fields,
  })

describe('a holding that is added with a date in the past', () => {
  it('takes the sightings since then, and leaves those before', async () => {
    await house.bring(
      report([
        { ip: '198.18.4.7', at: daysAgo(20) },
        { ip: '198.18.4.7', at: daysAgo(5) },
      ]),
    )
    expect(await listOf(keys.fjord)).toEqual([])
    await house.holding(fjord, '198.18.4.0/22', { from: daysAgo(10) })
    await house.work()
    expect(await owners()).toEqual([
      ['198.18.4.7', 'unattributed'],
      ['198.18.4.7', 'Fjord kommune'],
    ])
    expect(await listOf(keys.fjord)).toMatchObject([{ state: 'open', assetText: '198.18.4.7:3389/tcp' }])
  })

  it('ends what the team was told of it, once nothing bad is nobody’s there', async () => {
    const tasks = async (state: string) =>
      (await house.ask(keys.team, `/watch?what=unattributed&state=${state}&locale=nb`)).json.rows as { outcome: string | null }[]
    await house.bring(
      report([
        { ip: '198.18.4.7', at: daysAgo(20), severity: 'high' },
        { ip: '198.18.4.8', at: daysAgo(5), severity: 'high' },
      ]),
    )
    await house.work()
    expect(await tasks('open')).toHaveLength(1)
    await house.holding(fjord, '198.18.4.0/24', { from: daysAgo(10) })
    await house.work()
    expect(await tasks('open')).toHaveLength(1)
    await house.holding(dal, '198.18.4.7/32', { from: daysAgo(30) })
    await house.work()
    expect(await tasks('open')).toEqual([])
    expect(await tasks('done')).toMatchObject([{ outcome: 'Registeret vet nå hvem som eier det.' }])
  })

  it('takes a more specific network out of another’s', async () => {
    await house.holding(fjord, '198.18.0.0/16')
    await house.bring(
      report([
        { ip: '198.18.4.7', at: daysAgo(20) },
        { ip: '198.18.5.7', at: daysAgo(19) },
        { ip: '198.18.4.7', at: daysAgo(5) },
      ]),
    )
    await house.holding(dal, '198.18.4.0/24', { from: daysAgo(10) })
    await house.work()
    expect(await owners()).toEqual([
      ['198.18.4.7', 'Fjord kommune'],
      ['198.18.5.7', 'Fjord kommune'],
      ['198.18.4.7', 'Dal kommune'],
    ])
    const [shared] = await house.rows(
      sql`select sightings, state from finding where organisation_id = ${uuid(fjord)}::uuid and asset_key like '198.18.4.7%'`,
    )
    expect(shared).toEqual({ sightings: 1, state: 'open' })
  })

  it('takes what lies below a domain, and what an AS number announces', async () => {
    await house.bring(
      [
        intelmq({ 'source.url': 'http://www.fjord.example/login' }),
        intelmq({ 'source.url': 'http://notfjord.example/' }, daysAgo(1)),
      ].join('\n'),
      {
        source: 'intelmq',
        fileName: 'events.json',
      },
    )
    await house.bring(report([{ ip: '198.19.0.1', asn: 64501 }]))
    await house.holding(fjord, 'fjord.example')
    await house.holding(dal, '64501')
    await house.work()
    expect(new Set((await owners()).map(String))).toEqual(
      new Set(['www.fjord.example,Fjord kommune', 'notfjord.example,unattributed', '198.19.0.1,Dal kommune']),
    )
  })
})

describe('a holding that ends', () => {
  it('attracts nothing new and keeps what was seen before', async () => {
    const holding = await house.holding(fjord, '198.18.4.0/22')
    await house.bring(report([{ ip: '198.18.4.7', at: daysAgo(20) }]))
    await house.changeHolding(holding, { to: daysAgo(10) })
    await house.bring(
      report([
        { ip: '198.18.4.7', at: daysAgo(5) },
        { ip: '198.18.4.7', at: daysAgo(12) },
      ]),
    )
    await house.work()
    expect(await owners()).toEqual([
      ['198.18.4.7', 'Fjord kommune'],
      ['198.18.4.7', 'Fjord kommune'],
      ['198.18.4.7', 'unattributed'],
    ])
  })

  it('gives back what a corrected period covers again', async () => {
    const holding = await house.holding(fjord, '198.18.4.0/22')
    await house.bring(report([{ ip: '198.18.4.7', at: daysAgo(5) }]))
    await house.changeHolding(holding, { to: daysAgo(10) })
    await house.work()
    expect(await owners()).toEqual([['198.18.4.7', 'unattributed']])
    expect(await listOf(keys.fjord)).toMatchObject([{ state: 'withdrawn' }])
    await house.changeHolding(holding, { to: null })
    await house.work()
    expect(await owners()).toEqual([['198.18.4.7', 'Fjord kommune']])
    expect(await listOf(keys.fjord)).toMatchObject([{ state: 'open', sightings: 1 }])
  })
})

describe('owner and operator', () => {
  it('both see it, and the owner has it', async () => {
    await house.holding(fjord, '198.18.4.0/22')
    await house.holding(dal, '198.18.4.0/22', { relation: 'operates' })
    await house.bring(report([{ ip: '198.18.4.7' }]))
    expect(await owners()).toEqual([['198.18.4.7', 'Fjord kommune']])
    expect(await listOf(keys.fjord)).toHaveLength(1)
    expect(await listOf(keys.dal)).toHaveLength(1)
  })

  it('sees and answers it no more once the relation has ended, also of what arrives late; who comes next does', async () => {
    const nes = await house.organisation('Nes drift')
    await house.holding(fjord, '198.18.4.0/22')
    const operates = await house.holding(dal, '198.18.4.0/22', { relation: 'operates' })
    await house.bring(report([{ ip: '198.18.4.7', at: daysAgo(3) }]))
    await house.work()
    const [finding] = await listOf(keys.dal)
    await house.changeHolding(operates, { to: daysAgo(0) })
    await house.work()
    const answer = { method: 'POST', body: { ids: [finding!.id], answer: { answer: 'fixed' } } } as const
    expect(await listOf(keys.dal)).toEqual([])
    expect((await house.ask(keys.dal, '/findings/answers', answer)).json).toEqual({ changed: 0, unchanged: 1 })
    expect((await house.ask(keys.dal, '/measures')).json.rows).toEqual([])
    await house.bring(report([{ ip: '198.18.4.7', at: daysAgo(2) }]), { fileName: 'scan_rdp-late.csv' })
    expect(await listOf(keys.dal)).toEqual([])
    await house.holding(nes, '198.18.4.0/22', { relation: 'operates', from: daysAgo(0) })
    await house.work()
    expect(await listOf(await house.key(nes))).toMatchObject([{ id: finding!.id }])
    expect((await house.ask(keys.fjord, '/findings/answers', answer)).json).toEqual({ changed: 1, unchanged: 0 })
  })

  it('has it who operates where no owner is known', async () => {
    await house.holding(dal, '198.18.4.0/22', { relation: 'operates' })
    await house.bring(report([{ ip: '198.18.4.7' }]))
    expect(await owners()).toEqual([['198.18.4.7', 'Dal kommune']])
  })

  it('shows to the team only when there are several owners, until one is left', async () => {
    await house.holding(fjord, '198.18.4.0/22')
    const second = await house.holding(dal, '198.18.4.0/22')
    await house.bring(report([{ ip: '198.18.4.7' }]))
    expect(await owners()).toEqual([['198.18.4.7', 'ambiguous']])
    expect([...(await listOf(keys.fjord)), ...(await listOf(keys.dal)), ...(await listOf(keys.team))]).toEqual([])
    const loose = await house.ask(keys.team, '/unattributed?state=ambiguous')
    expect(loose.text).toContain('198.18.4.7')
    expect((await house.ask(keys.fjord, '/unattributed?state=ambiguous')).status).toBe(404)
    await house.changeHolding(second, { to: daysAgo(300) })
    await house.work()
    expect(await owners()).toEqual([['198.18.4.7', 'Fjord kommune']])
    expect(await listOf(keys.dal)).toEqual([])
  })
})

describe('a known owner who is not a member', () => {
  it('has its own state and policy, and its findings once it becomes one', async () => {
    const outside = await house.organisation('Nes legesenter', { membership: 'none', outsiderPolicy: 'abuse-contact' })
    await house.holding(outside, '198.18.9.0/24')
    const { tally } = await house.bring(report([{ ip: '198.18.9.1' }]))
    expect(tally).toMatchObject({ outsiders: 1, attributed: 0, opened: 0 })
    const loose = await house.ask(keys.team, '/unattributed?state=outsider')
    expect(loose.text).toContain('abuse-contact')
    const theirs = await house.key(outside)
    expect(await listOf(theirs)).toEqual([])
    await house.changeOrganisation(outside, { membership: 'member' })
    await house.work()
    expect(await owners()).toEqual([['198.18.9.1', 'Nes legesenter']])
    expect(await listOf(theirs)).toMatchObject([{ state: 'open' }])
  })
})

describe('what each side sees after a move', () => {
  it('the former one sentence, the new nothing of the former, the team everything', async () => {
    await house.holding(fjord, '198.18.0.0/16')
    await house.bring(report([{ ip: '198.18.4.7', at: daysAgo(5), tag: 'seen-in-evidence' }]))
    const [before] = await listOf(keys.fjord)
    await house.ask(keys.team, '/findings/notes', {
      method: 'POST',
      body: { ids: [before!.id], text: 'Fjord sier nei.', teamOnly: false },
    })
    await house.holding(dal, '198.18.4.0/24')
    await house.work()

    const former = await listOf(keys.fjord)
    expect(former).toMatchObject([{ id: before!.id, state: 'withdrawn', sightings: 0, sources: [] }])
    const said = await house.ask(keys.fjord, `/findings/${before!.id}`)
    expect(said.json.steps.map((step: { words: string }) => step.words)).toEqual([
      'Trukket tilbake: dette var ikke deres på det tidspunktet.',
    ])
    expect(said.json).toMatchObject({ latest: null, reason: null })
    expect(said.text).not.toMatch(/Dal kommune|seen-in-evidence|Fjord sier nei/)
    expect((await house.ask(keys.fjord, `/findings/${before!.id}/sightings`)).json.rows).toEqual([])

    const [taken, ...more] = await listOf(keys.dal)
    expect(more).toEqual([])
    expect(taken).toMatchObject({ state: 'open', sightings: 1 })
    const told = await house.ask(keys.dal, `/findings/${taken!.id}`)
    expect(told.json.steps).toMatchObject([{ what: 'opened' }])
    expect(told.text).not.toMatch(new RegExp(`Fjord|${fjord}|${before!.id}`))
    expect((await house.ask(keys.dal, `/findings/${before!.id}`)).status).toBe(404)
    expect((await house.ask(keys.fjord, `/findings/${taken!.id}`)).status).toBe(404)
    expect((await house.ask(keys.dal, '/findings.csv')).text).toMatch(/Dal kommune/)
    expect((await house.ask(keys.dal, '/findings.csv')).text).not.toMatch(/Fjord/)

    expect(await listOf(keys.team)).toHaveLength(2)
    const whole = await house.ask(keys.team, `/findings/${before!.id}`)
    expect(whole.json.steps.map((step: { what: string }) => step.what)).toEqual(['opened', 'note', 'withdrawn', 'moved'])
    expect(whole.json.steps.at(-1)).toMatchObject({ teamOnly: true, because: { to: ['Dal kommune'] } })
    expect(whole.text).toContain('Fjord sier nei.')
  })
})

const uuid = (id: Id<'org'>): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
