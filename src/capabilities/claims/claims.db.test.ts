import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyst, memberOf, numbers, team } from '#capabilities/members/fixtures/register.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { faultyZone, silentZone } from '../../../tests/setup/dns.ts'
import { claiming } from './fixtures/claiming.ts'

const house = claiming()
const start = '2026-11-21T10:00:00.000Z'
const number = numbers()
const at = (milliseconds: number) => house.clock.set(later(house.clock.now(), milliseconds))

interface Party {
  org: Id<'org'>
  number: string
  scope: Scope
}

async function party(
  name: string,
  kinds: ('municipality' | 'dental-practice' | 'ict-operator')[] = ['municipality'],
): Promise<Party> {
  const own = number.next().value!
  const org = await house.add({ name, kinds, number: own })
  return { org, number: own, scope: memberOf(['member-security'], org) }
}

const claim = (who: Party, text: string, more: object = {}, by = who.scope) =>
  house.call(by, 'POST', `/organisations/${who.org}/claims`, { text, ...more })
const claimed = async (who: Party, text: string, more: object = {}): Promise<{ id: Id<'clm'>; state: string }> =>
  (await claim(who, text, more)).json.claim
const look = async (id: string, by: Scope) => (await house.call(by, 'GET', `/claims/${id}`)).json
const token = async (id: string, who: Party): Promise<{ name: string; record: string }> => (await look(id, who.scope)).ways.dns
const published = async (id: string, who: Party): Promise<string> => {
  const { name, record } = await token(id, who)
  return `${name}. TXT "${record}"`
}
const ownerOf = async (what: string, more = '') =>
  (await house.call(analyst, 'GET', `/owner-of?what=${encodeURIComponent(what)}${more}`)).json
const taskEvents = async (since: number) =>
  (await house.events('claims.waits', since)).map(({ payload }) => payload as { object: string; why: string; value: string })

describe('A claim', () => {
  let granly: Party
  beforeAll(async () => {
    granly = await party('Granly kommune')
  })

  it.each([
    ['198.18.4.7/24', 'host-bits', '198.18.4.0/24'],
    ['10.0.0.0/8', 'claim-special-network', 'Private-Use'],
    ['127.0.0.1', 'claim-special-network', 'Loopback'],
    ['198.0.0.0/7', 'network-too-wide', ''],
    ['300.1.2.3', 'not-a-network', ''],
    ['AS64512', 'claim-special-asn', ''],
    ['AS99999999999', 'not-an-asn', ''],
    ['https://www.granly.example/innlogging', 'claim-is-url', 'www.granly.example'],
    ['post@granly.example', 'claim-is-mail', 'granly.example'],
    ['*.granly.example', 'claim-is-wildcard', 'granly.example'],
    ['kommune.no', 'public-suffix', ''],
    ['granly.local', 'claim-special-name', ''],
    ['ikke et domene', 'not-an-asset', ''],
  ])('to %s is refused with %s, says what was meant, and stores nothing', async (text, code, meant) => {
    for (const locale of ['nb', 'nn', 'en'] as const) {
      const { status, json } = await house.call(granly.scope, 'POST', `/organisations/${granly.org}/claims`, { text }, locale)
      expect([status, json.code]).toEqual([422, code])
      expect(json.message).toContain(meant)
      expect(json.next.length).toBeGreaterThan(10)
    }
    expect((await house.call(granly.scope, 'GET', '/claims')).json.count.value).toBe(0)
  })

  it('with its period the wrong way round or over is refused', async () => {
    const period = (from: string, to: string) =>
      claim(granly, 'baklengs.example', { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` })
    expect((await period('2027-02-01', '2027-01-01')).json.code).toBe('bad-period')
    expect((await period('2026-01-01', '2026-02-01')).json.code).toBe('period-over')
    expect((await claim(granly, 'baklengs.example', { to: '2027-01-01T00:00:00Z' })).status).toBe(200)
    expect((await claim(granly, 'baklengs.example', { from: '2026-12-01T00:00:00Z' })).json.code).toBe('claim-overlaps')
  })

  it('twice is one, also when both come at once', async () => {
    const both = await Promise.all([claim(granly, 'to-ganger.example'), claim(granly, 'to-ganger.example')])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(both.map(({ json }) => json.claim.id)).size).toBe(1)
    expect(both.map(({ json }) => json.already).sort()).toEqual([false, true])
  })

  it('keeps a name in letters of its own as A-labels, shows it as people write it, and lets the team look at a mixed one', async () => {
    const own = (await claim(granly, 'blåbær.example')).json.claim
    expect(own).toMatchObject({ value: 'xn--blbr-roah.example', shown: 'blåbær.example', review: [] })
    const since = await house.position()
    const mixed = (await claim(granly, 'grаnly.example')).json.claim
    expect(mixed).toMatchObject({ shown: 'grаnly.example', review: ['mixed-script'], state: 'open' })
    expect(mixed.next).toContain('flere alfabeter')
    expect(await taskEvents(since)).toEqual([expect.objectContaining({ object: mixed.id, why: 'review' })])
  })

  it('of a dentist to a /8 goes to the team: no proof of its own is enough', async () => {
    const dentist = await party('Tannlegen', ['dental-practice'])
    const since = await house.position()
    const whole = (await claim(dentist, '198.0.0.0/8')).json.claim
    expect(whole).toMatchObject({ state: 'open', review: ['too-large'] })
    expect(await taskEvents(since)).toEqual([expect.objectContaining({ object: whole.id, why: 'review', value: '198.0.0.0/8' })])
    await house.names.say([await published(whole.id, dentist)])
    const after = (await house.call(dentist.scope, 'POST', `/claims/${whole.id}/check`)).json
    expect([after.check.outcome, after.claim.state]).toEqual(['proven', 'open'])
    expect((await ownerOf('198.250.1.1')).owner).toBeNull()
    const done = await house.call(analyst, 'POST', '/claims/decisions', {
      ids: [whole.id],
      decision: 'refuse',
      reason: 'Ikke deres',
    })
    expect(done.json.changed).toBe(1)
    expect((await look(whole.id, dentist.scope)).claim.state).toBe('refused')
  })

  it('of a list has a verdict a line: good lines are taken, bad ones cost themselves, a preview stores nothing', async () => {
    const text = [
      '\ufeffVerdi;Fra;Til;Forhold',
      '198.18.40.0/24;;;eier',
      '198.18.41.9/24',
      '# en kommentar',
      'liste.example;2026-13-01',
      '"liste.example";2026-11-21;2027-11-21;drifter',
      'kommune.no',
      '198.18.40.0/24',
      'AS64500;;;kanskje',
    ].join('\r\n')
    const ask = async (dryRun: boolean) =>
      (await house.call(granly.scope, 'POST', `/organisations/${granly.org}/claims/list`, { text, dryRun }, 'en')).json
    const before = (await house.call(granly.scope, 'GET', '/claims')).json.count.value
    const verdicts = [
      [2, 'claimed', '198.18.40.0/24'],
      [3, 'refused', null],
      [5, 'refused', null],
      [6, 'claimed', 'liste.example'],
      [7, 'refused', null],
      [8, 'already', '198.18.40.0/24'],
      [9, 'refused', null],
    ]
    const shape = ({ rows }: { rows: { line: number; verdict: string; value: string | null }[] }) =>
      rows.map(({ line, verdict, value }) => [line, verdict, value])
    expect(shape(await ask(true))).toEqual(verdicts)
    expect((await house.call(granly.scope, 'GET', '/claims')).json.count.value).toBe(before)
    const done = await ask(false)
    expect(shape(done)).toEqual(verdicts)
    expect(done).toMatchObject({ claimed: 2, refused: 4 })
    expect(done.rows[1].reason).toContain('198.18.41.0/24')
    expect((await house.call(granly.scope, 'GET', '/claims')).json.count.value).toBe(before + 2)
    expect(shape(await ask(false)).map(([, verdict]) => verdict)).toEqual([
      'already',
      'refused',
      'refused',
      'already',
      'refused',
      'already',
      'refused',
    ])
  })

  it('is made by the security people of the organisation, and by nobody of another', async () => {
    const other = await party('Nabo')
    expect((await claim(granly, 'nabo.example', {}, other.scope)).status).toBe(404)
    expect((await claim(granly, 'leser.example', {}, memberOf(['member-reader'], granly.org))).status).toBe(403)
    const own = await claimed(granly, 'bare-var.example')
    for (const path of ['', '/check', '/withdraw', '/code'] as const) {
      const method = path === '' ? 'GET' : 'POST'
      const body = path === '/code' ? { address: 'security@bare-var.example' } : path === '' ? undefined : {}
      expect((await house.call(other.scope, method, `/claims/${own.id}${path}`, body)).status, path).toBe(404)
    }
    expect((await house.call(other.scope, 'GET', '/claims')).json.rows).toEqual([])
    expect((await house.call(other.scope, 'GET', '/claims.csv')).text).not.toContain('bare-var')
  })
})

describe('Proof in DNS, by a real resolver', () => {
  let granly: Party
  beforeAll(async () => {
    granly = await party('Granly by')
  })

  it('by the token of the claim makes it a holding with proof, source and moment', async () => {
    const own = await claimed(granly, 'granly-by.example')
    expect((await token(own.id, granly)).name).toBe('_varde-challenge.granly-by.example')
    await house.names.say([await published(own.id, granly), '_varde-challenge.granly-by.example. TXT "v=spf1 -all"'])
    const { claim: after, check } = (await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json
    expect([check.outcome, after.state, after.level]).toEqual(['proven', 'proven', 'dns-token'])
    const { owner, words } = await ownerOf('www.granly-by.example')
    expect(owner).toMatchObject({ proof: 'dns-token', source: `claim:${own.id}`, confirmedAt: house.clock.now() })
    expect(words).toContain('bevist i DNS')
    expect((await look(own.id, granly.scope)).steps.map((step: { what: string }) => step.what)).toEqual(['proven', 'claimed'])
  })

  it.each([
    ['ingen.example', [], 'no-name'],
    ['tom.example', ['_varde-challenge.tom.example. TXT "noe annet"'], 'none'],
    ['feil.example', ['_varde-challenge.feil.example. TXT "varde-token=feil"'], 'wrong-token'],
    [`krav.${faultyZone}`, [], 'server-fault'],
    [`krav.${silentZone}`, [], 'timeout'],
  ])('is missing at %s, which is told and kept, and the claim stays open', async (name, records, outcome) => {
    const own = await claimed(granly, name)
    await house.names.say(records)
    const { claim: after, check } = (await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json
    expect([outcome === 'timeout' ? 'server-fault' : outcome, outcome]).toContain(check.outcome)
    expect(after.state).toBe('open')
    expect(check.words.length).toBeGreaterThan(10)
    expect((await look(own.id, granly.scope)).checks).toHaveLength(1)
    expect((await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json.code).toBe('checked-just-now')
    await house.call(granly.scope, 'POST', `/claims/${own.id}/withdraw`)
  })

  it('is not the token of another organisation, nor of another name', async () => {
    const other = await party('En annen')
    const [own, theirs, elsewhere] = [
      await claimed(granly, 'delt.example'),
      await claimed(other, 'delt.example'),
      await claimed(granly, 'annet.example'),
    ]
    const foreign = [await token(theirs.id, other), await token(elsewhere.id, granly)].map(
      ({ record }) => `_varde-challenge.delt.example. TXT "${record}"`,
    )
    await house.names.say(foreign)
    expect((await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json.check.outcome).toBe('wrong-token')
    at(hour)
    await house.names.say([...foreign, await published(own.id, granly)])
    expect((await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json.check.outcome).toBe('proven')
  })

  it('is found behind an alias, and in a record of many strings', async () => {
    const own = await claimed(granly, 'alias.example')
    const { record } = await token(own.id, granly)
    const cut = `"${record.slice(0, 12)}" "${record.slice(12)}"`
    await house.names.say(['_varde-challenge.alias.example. CNAME token.alias.example.', `token.alias.example. TXT ${cut}`])
    expect((await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json.check.outcome).toBe('proven')
  })

  it('of a network stands in its reverse zone', async () => {
    const [own, six] = [await claimed(granly, '198.18.44.0/24'), await claimed(granly, '2001:db8:44::/48')]
    expect((await token(own.id, granly)).name).toBe('_varde-challenge.44.18.198.in-addr.arpa')
    expect((await token(six.id, granly)).name).toBe('_varde-challenge.4.4.0.0.8.b.d.0.1.0.0.2.ip6.arpa')
    await house.names.say([await published(own.id, granly), await published(six.id, granly)])
    expect((await house.call(granly.scope, 'POST', `/claims/${own.id}/check`)).json.claim.state).toBe('proven')
    expect((await house.call(granly.scope, 'POST', `/claims/${six.id}/check`)).json.claim.state).toBe('proven')
    expect((await claimed(granly, '198.18.45.0/25')) && (await ownerOf('198.18.44.9')).owner.organisation.name).toBe('Granly by')
  })

  it('is looked for by itself, ever more seldom, and again after a year; a month later what is gone is only declared', async () => {
    const own = await claimed(granly, 'senere.example')
    await house.names.say([])
    const next = async () => Date.parse((await look(own.id, granly.scope)).ways.nextCheckAt) - Date.parse(house.clock.now())
    expect(await next()).toBe(hour / 4)
    const pauses: number[] = []
    for (let round = 0; round < 3; round += 1) {
      at(await next())
      await house.recheck()
      pauses.push((await next()) / hour)
    }
    expect(pauses).toEqual([0.5, 1, 2])
    await house.names.say([await published(own.id, granly)])
    at(await next())
    await house.recheck()
    expect((await look(own.id, granly.scope)).claim).toMatchObject({ state: 'proven', level: 'dns-token' })
    expect(await next()).toBe(365 * day)

    at(365 * day)
    const proven = (await look(own.id, granly.scope)).claim.provenUntil
    await house.recheck()
    const renewed = (await look(own.id, granly.scope)).claim
    expect(renewed.provenUntil > proven).toBe(true)
    expect((await ownerOf('senere.example')).owner.confirmedAt).toBe(house.clock.now())

    await house.names.say([])
    at(365 * day)
    await house.recheck()
    expect((await look(own.id, granly.scope)).claim.state).toBe('proven')
    at(31 * day)
    await house.recheck()
    const over = (await look(own.id, granly.scope)).claim
    expect([over.state, over.level]).toEqual(['expired', 'declared'])
    expect(over.next).toContain('på nytt')
    expect((await ownerOf('senere.example')).owner).toMatchObject({ proof: 'declared', organisation: { id: granly.org } })
    house.clock.set(start)
  })
})

describe('Proof by mail', () => {
  it('a code goes to the domain’s own desk, is typed back once, and is kept as a hash only', async () => {
    const who = await party('Postverket')
    const own = await claimed(who, 'tjeneste.postverket.example')
    const send = (address: string) => house.call(who.scope, 'POST', `/claims/${own.id}/code`, { address })
    const give = (code: string) => house.call(who.scope, 'PUT', `/claims/${own.id}/code`, { code })
    expect((await look(own.id, who.scope)).ways.mail).toContain('abuse@postverket.example')
    expect((await send('leder@postverket.example')).json.code).toBe('not-an-offered-address')
    expect((await give('AAAAA-AAAAA')).json.code).toBe('no-code')
    expect((await send('security@postverket.example')).json.sentTo).toBe('security@postverket.example')
    const { to, text } = house.letters.at(-1)!
    const code = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(text)![0]
    expect(to).toBe('security@postverket.example')
    expect(text).toContain('tjeneste.postverket.example')
    expect(text).not.toContain('Postverket')
    const kept = await house.owner((tx) =>
      tx.rows<{ kept: string }>({ text: 'select to_jsonb(c)::text as kept from claim_code c', values: [] } as never),
    )
    expect(JSON.stringify(kept)).not.toContain(code)
    expect((await give('AAAAA-AAAAA')).json.code).toBe('wrong-mail-code')
    const proven = await give(code.toLowerCase())
    expect(proven.json.claim).toMatchObject({ state: 'proven', level: 'mail' })
    expect((await give(code)).json.code).toBe('no-code')
    expect((await ownerOf('tjeneste.postverket.example')).words).toContain('e-post til domenet')
  })

  it('five wrong tries end a code, a day ends it too, and only three are sent a day', async () => {
    const who = await party('Glemsom')
    const own = await claimed(who, 'glemsom.example')
    const send = () => house.call(who.scope, 'POST', `/claims/${own.id}/code`, { address: 'postmaster@glemsom.example' })
    const give = (code: string) => house.call(who.scope, 'PUT', `/claims/${own.id}/code`, { code })
    const last = () => /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(house.letters.at(-1)!.text)![0]
    await send()
    for (let tries = 0; tries < 5; tries += 1) expect((await give('FEIL1-FEIL2')).json.code).toBe('wrong-mail-code')
    expect((await give(last())).json.code).toBe('no-code')
    await send()
    at(24 * hour)
    expect((await give(last())).json.code).toBe('no-code')
    for (let more = 0; more < 3; more += 1) expect((await send()).status).toBe(200)
    expect((await send()).json.code).toBe('too-many-codes')
    house.clock.set(start)
  })
})

describe('Proof by a snapshot of a registry', () => {
  const snapshot = readFileSync(new URL('../../formats/rpsl/fixtures/split.txt', import.meta.url), 'utf8')
  const admin: Scope = { ...team, roles: ['admin'] }

  it('matches by number or by a handle the team told, splits ranges, keeps bad objects, and ends what the next one leaves out', async () => {
    const granly = await house.add({ name: 'Granly etter register', number: '312000024' })
    const common = await house.add({ name: 'Felles drift', kinds: ['ict-operator'] })
    const [one, two] = [
      { org: granly, number: '', scope: memberOf(['member-security'], granly) },
      { org: common, number: '', scope: memberOf(['member-security'], common) },
    ]
    await house.call(analyst, 'PUT', '/claims/registry/handles', { handle: 'felles-mnt', organisation: common })
    const [inside, asn] = [await claimed(one, '198.18.5.0/24'), await claimed(two, 'AS64500')]
    const { status, json } = await house.send(admin, '/claims/registry', 'split.txt', snapshot)
    expect(status).toBe(200)
    expect(json).toMatchObject({ objects: 12, ranges: 4, proven: 2, issueCount: 5 })
    expect(json.issues[0]).toMatchObject({ line: 21, code: 'bad-range', found: '198.18.9.255 - 198.18.9.0' })
    for (const [id, who] of [
      [inside.id, one],
      [asn.id, two],
    ] as const)
      expect((await look(id, who.scope)).claim, id).toMatchObject({ state: 'proven', level: 'registry' })
    expect((await look(inside.id, one.scope)).checks[0].seen).toMatchObject({ snapshot: 'ripe', object: 'inetnum', line: '13' })

    // What it says and nobody claimed is offered; what is claimed later is proven at once.
    const offered = (await house.call(one.scope, 'GET', `/organisations/${granly}/claims/suggested`)).json.rows
    expect(offered.map((row: { value: string }) => row.value)).toEqual(['198.18.4.0/23', '198.18.6.0/25', '2001:db8:4::/48'])
    const late = await claimed(one, '198.18.6.0/25')
    expect(late.state).toBe('open')
    await house.react()
    expect((await look(late.id, one.scope)).claim.state).toBe('proven')

    const next = snapshot.replace(/inetnum: +198\.18\.4\.0[\s\S]*?\n\n/, '')
    const held = await house.send(admin, '/claims/registry', 'split.txt', next)
    expect([held.status, held.json.code]).toEqual([422, 'snapshot-ends-many'])
    expect(held.json.message).toContain('2/3')
    const cut = await house.send(admin, '/claims/registry', 'split.txt', snapshot.slice(0, snapshot.indexOf('198.18.4.0') + 7))
    expect([cut.json.code, (await house.send(admin, '/claims/registry', 'split.txt', '\n')).json.code]).toEqual([
      'snapshot-cut-off',
      'snapshot-empty',
    ])
    expect((await look(inside.id, one.scope)).claim.state).toBe('proven')
    expect((await house.call(one.scope, 'GET', `/organisations/${granly}/claims/suggested`)).json.rows).not.toEqual([])
    await house.send(admin, '/claims/registry', 'split.txt', next, { force: 'true' })
    expect((await look(inside.id, one.scope)).claim.state).toBe('expired')
    expect((await look(inside.id, one.scope)).checks[0].outcome).toBe('not-listed')
    expect((await look(asn.id, two.scope)).claim.state).toBe('proven')
  })
})

describe('The owner’s word for an operator', () => {
  it('makes the operator one until a day, is withdrawn in the same moment, and tells the owner nothing of who is in the register', async () => {
    const [owner, operator] = [await party('Eier kommune'), await party('Drift', ['ict-operator'])]
    const give = (operatorNumber: string, what = '198.18.80.0/25', until = '2027-11-21T10:00:00Z') =>
      house.call(owner.scope, 'POST', `/organisations/${owner.org}/operators`, { what, operatorNumber, until })
    expect((await give(operator.number)).json.code).toBe('not-confirmed-owner')
    const own = await claimed(owner, '198.18.80.0/24')
    await house.names.say([await published(own.id, owner)])
    await house.call(owner.scope, 'POST', `/claims/${own.id}/check`)
    expect((await give('123456789')).json.code).toBe('bad-organisation-number')
    expect((await give(owner.number)).json.code).toBe('own-operator')
    expect((await give(operator.number, '198.18.81.0/25')).json.code).toBe('not-confirmed-owner')
    expect((await give(operator.number, undefined, '2026-01-01T00:00:00Z')).json.code).toBe('period-over')

    const [known, unknown] = [await give(operator.number), await give(number.next().value!)]
    expect(Object.keys(known.json)).toEqual(Object.keys(unknown.json))
    await house.react()
    const shown = (await house.call(owner.scope, 'GET', `/organisations/${owner.org}/operators`)).json.rows
    expect(shown.map((row: { operator: unknown; state: string }) => [row.operator, row.state])).toEqual([
      [null, 'given'],
      [null, 'given'],
    ])
    const of = await ownerOf('198.18.80.9')
    expect([of.owner.organisation.id, of.operator.organisation.id, of.operator.proof]).toEqual([
      owner.org,
      operator.org,
      'delegated',
    ])
    const [theirs] = (await house.call(operator.scope, 'GET', '/claims')).json.rows
    expect(theirs).toMatchObject({ relation: 'operates', state: 'proven', level: 'delegated', to: '2027-11-21T10:00:00.000Z' })
    expect((await house.call(operator.scope, 'GET', `/claims/${theirs.id}`)).text).not.toContain('Eier kommune')

    at(hour)
    expect((await house.call(owner.scope, 'DELETE', `/operators/${known.json.id}`)).status).toBe(200)
    expect((await ownerOf('198.18.80.9')).operator).toBeNull()
    expect((await look(theirs.id, operator.scope)).claim.state).toBe('expired')
    expect((await ownerOf('198.18.80.9', `&at=${start}`)).operator.organisation.id).toBe(operator.org)
    house.clock.set(start)
  })
})

describe('What another holds already', () => {
  it('gives the same answer as what nobody holds; the team alone has both sides beside each other', async () => {
    const [first, second] = [await party('Den første'), await party('Den andre')]
    const own = await claimed(first, 'omstridt.example')
    await house.names.say([await published(own.id, first)])
    await house.call(first.scope, 'POST', `/claims/${own.id}/check`)
    await house.react()

    const since = await house.position()
    const [taken, free] = [await claim(second, 'omstridt.example'), await claim(second, 'ledig.example')]
    const bare = (text: string) => text.replaceAll(/omstridt|ledig|clm_[0-9a-f]{32}/g, 'x')
    expect(bare(taken.text)).toBe(bare(free.text))
    await house.react()
    const rival = taken.json.claim.id as Id<'clm'>
    const waiting = await look(rival, second.scope)
    expect(waiting.disputes).toEqual([])
    expect(waiting.claim.state).toBe('open')
    expect(JSON.stringify(waiting)).not.toMatch(/Den første|dsp_/)

    const [task] = await taskEvents(since)
    expect(task).toMatchObject({ why: 'dispute', value: 'omstridt.example' })
    const dispute = (await house.call(analyst, 'GET', `/claims/disputes/${task!.object}`)).json
    expect([dispute.claimant.organisation.name, dispute.holder.organisation.name, dispute.how]).toEqual([
      'Den andre',
      'Den første',
      'same',
    ])
    expect(dispute.holder.proof).toBe('dns-token')
    expect((await house.call(second.scope, 'GET', `/claims/disputes/${task!.object}`)).status).toBe(404)

    await house.names.say([await published(rival, second)])
    expect((await house.call(second.scope, 'POST', `/claims/${rival}/check`)).json.claim.state).toBe('open')
    expect((await look(rival, analyst)).claim.state).toBe('disputed')
    expect((await ownerOf('omstridt.example')).owner.organisation.id).toBe(first.org)
    expect((await look(own.id, first.scope)).claim.state).toBe('proven')
  })

  async function met(value: string) {
    const [holder, claimant] = [await party(`Holder av ${value}`), await party(`Krever ${value}`)]
    const held = await claimed(holder, value)
    const decide = (ids: string[]) =>
      house.call(analyst, 'POST', '/claims/decisions', { ids, decision: 'verify', reason: 'Sett papirene' })
    await decide([held.id])
    const own = await claimed(claimant, value)
    await house.react()
    await decide([own.id])
    const [id] = (await look(own.id, analyst)).disputes
    const settle = (settlement: object) =>
      house.call(analyst, 'POST', `/claims/disputes/${id}`, { reason: 'Etter papirene', ...settlement })
    const states = async () => [(await look(own.id, analyst)).claim.state, (await look(held.id, analyst)).claim.state]
    return { holder, claimant, held, own, id, settle, states }
  }

  it('is decided for one: the other ends, each is told of its own, and it is in the audit trail with its reason', async () => {
    const { claimant, holder, own, held, id, settle, states } = await met('198.18.96.0/24')
    expect(await states()).toEqual(['disputed', 'proven'])
    at(day)
    expect((await settle({ decision: 'claimant' })).json).toMatchObject({
      state: 'decided',
      decision: 'claimant',
      reason: 'Etter papirene',
    })
    expect(await states()).toEqual(['proven', 'refused'])
    expect((await ownerOf('198.18.96.1')).owner.organisation.id).toBe(claimant.org)
    expect(
      (await ownerOf('198.18.96.1', `&at=${start}`)).candidates.map(
        (one: { organisation: { id: string } }) => one.organisation.id,
      ),
    ).toContain(holder.org)
    for (const [who, claimId, other] of [
      [claimant, own.id, 'Holder av'],
      [holder, held.id, 'Krever'],
    ] as const)
      expect((await house.call(who.scope, 'GET', `/claims/${claimId}`)).text).not.toContain(other)
    const lines = await house.owner((tx) =>
      tx.rows<{ detail: { reason: string } }>({
        text: `select detail from audit where object = '${id}' and action = 'claim.settle'`,
        values: [],
      } as never),
    )
    expect(lines.map(({ detail }) => detail.reason)).toEqual(['Etter papirene', 'Etter papirene'])
    expect((await settle({ decision: 'holder' })).json.code).toBe('already-decided')
    expect(await house.events('claims.decided')).toContainEqual(
      expect.objectContaining({ payload: expect.objectContaining({ object: id }) }),
    )
    house.clock.set(start)
  })

  it('is decided for the other: the claim is refused, and what is held stands', async () => {
    const { holder, settle, states } = await met('198.18.97.0/24')
    await settle({ decision: 'holder' })
    expect(await states()).toEqual(['refused', 'proven'])
    expect((await ownerOf('198.18.97.1')).owner.organisation.id).toBe(holder.org)
  })

  it('is both, one that owns and one that operates', async () => {
    const { holder, claimant, settle } = await met('198.18.98.0/24')
    await settle({ decision: 'both', claimantRelation: 'owns' })
    const of = await ownerOf('198.18.98.1')
    expect([of.owner.organisation.id, of.operator.organisation.id]).toEqual([claimant.org, holder.org])
  })

  it('is split: the parts inside are the claimant’s, the rest stays', async () => {
    const { holder, claimant, settle } = await met('198.18.99.0/24')
    expect((await settle({ decision: 'split', parts: ['198.18.100.0/25'] })).json.code).toBe('part-outside')
    expect((await settle({ decision: 'split' })).json.code).toBe('no-parts')
    await settle({ decision: 'split', parts: ['198.18.99.0/25', '198.18.99.192/26'] })
    const who = async (address: string) => (await ownerOf(address)).owner.organisation.id
    expect([await who('198.18.99.1'), await who('198.18.99.200'), await who('198.18.99.130')]).toEqual([
      claimant.org,
      claimant.org,
      holder.org,
    ])
  })

  it('is split: a part that the claimant asked for itself is its own by that claim, and open again when it is taken back', async () => {
    const { claimant, holder, id, settle } = await met('198.18.101.0/24')
    const asked = await claimed(claimant, '198.18.101.0/25')
    const who = async () => (await ownerOf('198.18.101.1')).owner
    await settle({ decision: 'split', parts: ['198.18.101.0/25'] })
    expect(await who()).toMatchObject({ organisation: { id: claimant.org }, source: `claim:${asked.id}` })
    expect((await look(asked.id, claimant.scope)).claim.state).toBe('proven')
    expect((await house.call(analyst, 'POST', `/claims/disputes/${id}/undo`)).status).toBe(200)
    expect((await look(asked.id, claimant.scope)).claim.state).toBe('open')
    expect((await who()).organisation.id).toBe(holder.org)
  })
})

describe('What the team decides', () => {
  it('of many is previewed, done, and taken back within ten minutes: what it made never was', async () => {
    const who = await party('Mange', ['dental-practice'])
    const ids = await Promise.all(
      ['198.18.112.0/22', '198.18.116.0/22', 'ett.mange.example'].map(async (text) => (await claimed(who, text)).id),
    )
    const decide = (decision: string, more: object = {}) =>
      house.call(analyst, 'POST', '/claims/decisions', { ids, decision, reason: 'Ringte dem', ...more })
    const states = async () => Promise.all(ids.map(async (id) => (await look(id, who.scope)).claim.state))
    const preview = (await decide('allow', { dryRun: true })).json
    expect(preview.rows.filter(({ changes }: { changes: boolean }) => changes)).toHaveLength(2)
    expect((await look(ids[0]!, who.scope)).claim.review).toEqual(['too-large'])
    expect((await decide('allow')).json.changed).toBe(2)
    expect((await look(ids[0]!, who.scope)).claim.review).toEqual([])

    expect((await decide('verify')).json.changed).toBe(3)
    expect(await states()).toEqual(['proven', 'proven', 'proven'])
    expect((await ownerOf('198.18.112.1')).owner).toMatchObject({ proof: 'team' })
    at(5 * 60_000)
    expect((await look(ids[0]!, analyst)).claim.canUndo).toBe(true)
    expect((await look(ids[0]!, who.scope)).claim.canUndo).toBe(false)
    expect((await house.call(analyst, 'POST', '/claims/decisions/undo', { ids })).json.undone).toBe(3)
    expect(await states()).toEqual(['open', 'open', 'open'])
    expect((await ownerOf('198.18.112.1')).owner).toBeNull()
    await decide('refuse', { said: 'Nettet er ikke deres.' })
    expect((await look(ids[0]!, who.scope)).claim).toMatchObject({ state: 'refused', said: 'Nettet er ikke deres.' })
    at(11 * 60_000)
    expect((await house.call(analyst, 'POST', '/claims/decisions/undo', { ids })).json.undone).toBe(0)
    house.clock.set(start)
  })

  it('is not the member’s to do, and its name is not told: the team decided', async () => {
    const who = await party('Selv')
    const own = await claimed(who, 'selv.example')
    expect(
      (await house.call(who.scope, 'POST', '/claims/decisions', { ids: [own.id], decision: 'verify', reason: 'oss' })).status,
    ).toBe(404)
    await house.call(analyst, 'POST', '/claims/decisions', { ids: [own.id], decision: 'verify', reason: 'Kjent fra før' })
    const { steps } = await look(own.id, who.scope)
    expect(steps.map(({ who: by }: { who: string }) => by)).toEqual(['', 'Medlem'])
    expect(JSON.stringify(steps)).not.toContain('Kjent fra før')
  })
})

describe('A claim that is withdrawn', () => {
  it('ends what it holds now; it was its until then', async () => {
    const who = await party('Angrer')
    const own = await claimed(who, 'angrer.example')
    await house.names.say([await published(own.id, who)])
    await house.call(who.scope, 'POST', `/claims/${own.id}/check`)
    at(day)
    expect((await house.call(who.scope, 'POST', `/claims/${own.id}/withdraw`, { reason: 'Solgt' })).status).toBe(200)
    expect((await ownerOf('angrer.example')).owner).toBeNull()
    expect((await ownerOf('angrer.example', `&at=${start}`)).owner.organisation.id).toBe(who.org)
    expect((await house.call(who.scope, 'POST', `/claims/${own.id}/check`)).json.code).toBe('claim-is-over')
    expect((await claim(who, 'angrer.example')).status).toBe(200)
    house.clock.set(start)
  })
})
