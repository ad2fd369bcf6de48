import { beforeEach, describe, expect, it } from 'vitest'
import { analyst, memberOf, numbers } from '#capabilities/members/fixtures/register.ts'
import type { Id } from '#domain/id.ts'
import { day, hour, later } from '#domain/time.ts'
import { claiming } from './fixtures/claiming.ts'

const house = claiming()
const start = '2026-11-21T10:00:00.000Z'
const number = numbers()
const minute = hour / 60
const at = (milliseconds: number) => house.clock.set(later(house.clock.now(), milliseconds))

type Party = Awaited<ReturnType<typeof party>>

beforeEach(() => house.clock.set(start))

/** An organisation with somebody to write to, unless told otherwise. */
async function party(name: string, { language = 'nb', email = `vakt@${number.next().value}.example` } = {}) {
  const own = number.next().value!
  const org = await house.add({ name, kinds: ['municipality'], number: own })
  const scope = memberOf(['member-security'], org)
  const contact = { role: 'security', name: 'Sikkerhetsvakt', email, language }
  if (email) expect((await house.call(scope, 'PUT', `/organisations/${org}/contacts`, contact)).status).toBe(200)
  return { org, number: own, scope, name, email }
}

const claimed = async (who: Party, text: string): Promise<Id<'clm'>> =>
  (await house.call(who.scope, 'POST', `/organisations/${who.org}/claims`, { text })).json.claim.id
const decide = (ids: string[], decision: string, said = '') =>
  house.call(analyst, 'POST', '/claims/decisions', { ids, decision, reason: 'Sett papirene', said })
const look = async (id: string, by = analyst) => (await house.call(by, 'GET', `/claims/${id}`)).json
const stateOf = async (id: string) => (await look(id)).claim.state
const ownerOf = async (what: string) => (await house.call(analyst, 'GET', `/owner-of?what=${encodeURIComponent(what)}`)).json
const wave = async () => {
  house.letters.length = 0
  await house.tell()
  return house.letters
}

/** Two that both were vouched for: what the second claims meets what the first holds. */
async function met(value: string, claimantHas: { email?: string } = {}) {
  const [holder, claimant] = [await party(`Har ${value}`), await party(`Vil ha ${value}`, claimantHas)]
  const held = await claimed(holder, value)
  await decide([held], 'verify')
  at(hour)
  await house.tell()
  const own = await claimed(claimant, value)
  await house.react()
  await decide([own], 'verify')
  const [id] = (await look(own)).disputes as [string]
  const settle = (settlement: object) =>
    house.call(analyst, 'POST', `/claims/disputes/${id}`, { reason: 'Etter papirene', ...settlement })
  const undo = () => house.call(analyst, 'POST', `/claims/disputes/${id}/undo`)
  const dispute = async () => (await house.call(analyst, 'GET', `/claims/disputes/${id}`)).json
  return { holder, claimant, held, own, id, settle, undo, dispute }
}

describe('What became of a claim', () => {
  it('is told in one letter an organisation, in its language, with the team’s words and the next step, once it cannot be taken back', async () => {
    const [who, other] = [await party('Mange krav', { language: 'nn' }), await party('Ett krav', { language: 'en' })]
    const ids = await Promise.all(['ein.example', 'to.example', 'tre.example'].map((text) => claimed(who, text)))
    const lone = await claimed(other, 'one.example')
    await decide([...ids, lone], 'refuse', 'Domenet tilhører fylket.')
    at(9 * minute)
    expect(await wave()).toEqual([])
    at(2 * minute)
    const letters = [...(await wave())]
    expect(letters.map(({ to }) => to).sort()).toEqual([who.email, other.email].sort())
    const [many, one] = [letters.find(({ to }) => to === who.email)!, letters.find(({ to }) => to === other.email)!]
    expect(many.text).toContain('Det er nytt om 3 krav frå Mange krav.')
    expect(
      many.text.split('\n').filter((line) => line.includes('Teamet har avslått kravet. Teamet skriv: Domenet')),
    ).toHaveLength(3)
    expect(many.text).toContain('Spør teamet om de meiner det er feil.')
    expect(one.text).toContain(
      'one.example: The team has refused the claim. The team writes: Domenet tilhører fylket. The claim does not',
    )
    expect(one.text).not.toContain('Sett papirene')
    expect(one.text.split('\n')[0]).toBe('News of claims to networks and domains')
    expect(await wave()).toEqual([])
    expect((await look(lone, other.scope)).steps[0]).toMatchObject({ words: 'Skrevet om på e-post til', text: other.email })
  })

  it('is not told when it was taken back, when its own people did it, or when nobody has an address', async () => {
    const [spared, silent] = [await party('Spart'), await party('Uten adresse', { email: '' })]
    const [back, gone, unheard] = [
      await claimed(spared, 'tilbake.example'),
      await claimed(spared, 'trukket.example'),
      await claimed(silent, 'taus.example'),
    ]
    await decide([back, gone, unheard], 'verify')
    await house.call(analyst, 'POST', '/claims/decisions/undo', { ids: [back] })
    await house.call(spared.scope, 'POST', `/claims/${gone}/withdraw`)
    const { name, record } = (await look(back, spared.scope)).ways.dns
    await house.names.say([`${name}. TXT "${record}"`])
    expect((await house.call(spared.scope, 'POST', `/claims/${back}/check`)).json.claim.state).toBe('proven')
    at(hour)
    expect(await wave()).toEqual([])
    const contact = { role: 'security', name: 'Vakt', email: 'vakt@taus.example', language: 'nb' }
    await house.call(silent.scope, 'PUT', `/organisations/${silent.org}/contacts`, contact)
    expect(await wave()).toMatchObject([
      { to: 'vakt@taus.example', text: expect.stringContaining('Kravet er godtatt. Beviset: kontrollert av teamet.') },
    ])
  })

  it('is told when a proof has gone, which the team hears of too, or nobody proved the claim in time', async () => {
    const who = await party('Mister')
    const [open, proven] = [await claimed(who, 'aldri.example'), await claimed(who, 'mistet.example')]
    await decide([proven], 'verify')
    at(hour)
    await house.tell()
    const since = await house.position()
    await house.names.say([])
    at(61 * day)
    await house.recheck()
    at(hour)
    expect((await wave()).map(({ text }) => text).join()).toContain('aldri.example: Kravet ble ikke bevist i tide')
    at(731 * day)
    await house.recheck()
    at(hour)
    const letter = (await wave()).find(({ to }) => to === who.email)
    expect(letter?.text).toContain('mistet.example: Beviset er for gammelt. Registeret viser det nå bare som oppgitt av dere.')
    expect([await stateOf(open), await stateOf(proven)]).toEqual(['expired', 'expired'])
    const ofThis = async (kind: string) =>
      (await house.events(kind, since)).map(({ payload }) => payload as { claim: string }).filter(({ claim }) => claim === proven)
    expect(await ofThis('claims.proof-lost')).toMatchObject([{ value: 'mistet.example', holding: 'stays' }])
    expect(
      (await house.events('claims.proof-lost', since)).map(({ payload }) => (payload as { claim: string }).claim),
    ).not.toContain(open)
    await decide([proven], 'verify')
    expect(await ofThis('claims.proven')).toHaveLength(1)
    const { holding } = (await look(proven)).claim
    at(hour)
    await house.call(analyst, 'PATCH', `/holdings/${holding}`, { to: house.clock.now() })
    await house.recheck()
    expect(await ofThis('claims.proof-lost')).toMatchObject([{}, { holding: 'ends' }])
    await house.call(who.scope, 'POST', `/claims/${proven}/withdraw`)
    expect(await ofThis('claims.proof-settled')).toHaveLength(1)
  })

  it('is told of a dispute without a word of the other: first that it waits, then what each side got', async () => {
    const { holder, claimant, settle, own } = await met('198.18.64.0/24')
    at(hour)
    expect(await wave()).toMatchObject([{ to: claimant.email, text: expect.stringContaining('Kravet gjelder ikke ennå.') }])
    const named = await settle({ decision: 'claimant', said: `Nettet er solgt til ${claimant.name}.` })
    expect([named.status, named.json.code]).toEqual([422, 'said-names-a-side'])
    await settle({ decision: 'claimant', said: 'Avtalen deres gikk ut i fjor.' })
    at(hour)
    const told = new Map((await wave()).map(({ to, text }) => [to, text]))
    expect([...told.keys()].sort()).toEqual([claimant.email, holder.email].sort())
    expect(told.get(claimant.email)).toContain('198.18.64.0/24: Kravet er godtatt.')
    expect(told.get(holder.email)).toContain('gav dere ikke medhold. Teamet skriver: Avtalen deres gikk ut i fjor.')
    expect(told.get(holder.email)).not.toContain(claimant.name)
    expect(told.get(claimant.email)).not.toMatch(/Avtalen|Har 198/)
    expect(await stateOf(own)).toBe('proven')
  })

  it('done by another organisation does not tell who of it did it', async () => {
    const [owner, operator] = [await party('Eier her'), await party('Drifter her')]
    await decide([await claimed(owner, 'fullmakt.example')], 'verify')
    const body = { what: 'fullmakt.example', operatorNumber: operator.number, until: later(start, 30 * day) }
    const { id } = (await house.call(owner.scope, 'POST', `/organisations/${owner.org}/operators`, body)).json
    await house.react()
    const [own] = (await house.call(operator.scope, 'GET', '/claims')).json.rows
    at(hour)
    await house.tell()
    await house.call(owner.scope, 'DELETE', `/operators/${id}`)
    expect((await look(own.id, operator.scope)).steps[0]).toMatchObject({ words: 'Eierens fullmakt er over', who: '' })
    at(hour)
    expect(await wave()).toMatchObject([
      { to: operator.email, text: expect.stringContaining('Eierens fullmakt til dere er over.') },
    ])
  })
})

describe('A dispute that was settled', () => {
  it('for one is taken back within ten minutes: both hold what they held, it is open again, and nobody was told', async () => {
    const { holder, held, own, id, settle, undo, dispute } = await met('198.18.65.0/24')
    at(hour)
    await house.tell()
    const before = (await ownerOf('198.18.65.1')).owner
    expect((await undo()).json.code).toBe('not-decided')
    await settle({ decision: 'claimant' })
    expect((await dispute()).canUndo).toBe(true)
    expect((await look(own)).claim.canUndo).toBe(false)
    expect((await house.call(analyst, 'POST', '/claims/decisions/undo', { ids: [own, held] })).json.undone).toBe(0)
    at(5 * minute)
    const since = await house.position()
    expect((await undo()).json).toMatchObject({ state: 'open', decision: null, reason: null, canUndo: false })
    expect([await stateOf(own), await stateOf(held)]).toEqual(['disputed', 'proven'])
    expect((await ownerOf('198.18.65.1')).owner).toMatchObject({
      organisation: { id: holder.org },
      proof: before.proof,
      to: before.to,
    })
    expect((await ownerOf('198.18.65.1')).candidates).toHaveLength(1)
    expect((await house.events('claims.waits', since)).map(({ payload }) => payload)).toMatchObject([
      { object: id, why: 'dispute' },
    ])
    at(hour)
    expect(await wave()).toEqual([])
    await settle({ decision: 'claimant' })
    expect(await stateOf(own)).toBe('proven')
    at(10 * minute)
    expect((await undo()).json.code).toBe('settled-too-long-ago')
  })

  it('as both, as parts or for the holder is taken back, too: what it made never was', async () => {
    for (const [value, settlement] of [
      ['198.18.66.0/24', { decision: 'both', claimantRelation: 'owns' }],
      ['198.18.67.0/24', { decision: 'split', parts: ['198.18.67.0/25', '198.18.67.192/26'] }],
      ['198.18.68.0/24', { decision: 'holder' }],
    ] as const) {
      const { holder, claimant, held, own, settle, undo } = await met(value)
      const address = value.replace('0/24', '1')
      expect((await settle(settlement)).status, value).toBe(200)
      at(minute)
      expect((await undo()).status, value).toBe(200)
      expect([await stateOf(own), await stateOf(held)], value).toEqual(['disputed', 'proven'])
      expect((await look(held)).claim.relation).toBe('owns')
      const of = await ownerOf(address)
      expect([of.owner.organisation.id, of.operator], value).toEqual([holder.org, null])
      expect((await house.call(claimant.scope, 'GET', '/claims?state=proven')).json.rows).toEqual([])
    }
  })

  it('brings back what its loser had handed on, and stands when a side was decided again since', async () => {
    const { holder, held, settle, undo } = await met('198.18.69.0/24')
    const operator = await party('Drifter for taper')
    const body = { what: '198.18.69.0/25', operatorNumber: operator.number, until: later(start, 300 * day) }
    await house.call(holder.scope, 'POST', `/organisations/${holder.org}/operators`, body)
    await house.react()
    const operates = async () => (await ownerOf('198.18.69.1')).operator?.organisation.id
    expect(await operates()).toBe(operator.org)
    at(minute)
    await settle({ decision: 'claimant' })
    expect(await operates()).toBeUndefined()
    at(minute)
    await undo()
    expect(await operates()).toBe(operator.org)
    await settle({ decision: 'both', claimantRelation: 'owns' })
    at(minute)
    await decide([held], 'refuse')
    expect((await undo()).json).toMatchObject({
      code: 'changed-since-settled',
      message: expect.stringContaining('198.18.69.0/24'),
    })
  })
})
