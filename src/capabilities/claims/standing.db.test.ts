import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyst, memberOf, numbers, team } from '#capabilities/members/fixtures/register.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { claimsInTurn, prove } from './capability.ts'
import { claiming } from './fixtures/claiming.ts'
import { wordsToFollow } from './standing.ts'

const house = claiming()
const start = '2026-11-21T10:00:00.000Z'
const number = numbers()
const at = (milliseconds: number) => house.clock.set(later(house.clock.now(), milliseconds))

interface Party {
  org: Id<'org'>
  number: string
  scope: Scope
}

async function party(name: string, kinds: ('municipality' | 'dental-practice' | 'ict-operator')[] = ['municipality']) {
  const own = number.next().value!
  const org = await house.add({ name, kinds, number: own })
  return { org, number: own, scope: memberOf(['member-security'], org) } satisfies Party
}

const claim = (who: Party, text: string, more: object = {}) =>
  house.call(who.scope, 'POST', `/organisations/${who.org}/claims`, { text, ...more })
const claimed = async (who: Party, text: string, more: object = {}): Promise<{ id: Id<'clm'>; state: string }> =>
  (await claim(who, text, more)).json.claim
const look = async (id: string, by: Scope) => (await house.call(by, 'GET', `/claims/${id}`)).json
const stateOf = async (id: string) => (await look(id, analyst)).claim.state
const ownerOf = async (what: string, more = '') =>
  (await house.call(analyst, 'GET', `/owner-of?what=${encodeURIComponent(what)}${more}`)).json
const decide = (ids: string[], decision: string) =>
  house.call(analyst, 'POST', '/claims/decisions', { ids, decision, reason: 'Sett papirene' })
const undo = async (ids: string[]) => (await house.call(analyst, 'POST', '/claims/decisions/undo', { ids })).json.undone
const publish = async (id: string, who: Party): Promise<void> => {
  const { name, record } = (await look(id, who.scope)).ways.dns
  await house.names.say([`${name}. TXT "${record}"`])
}
const check = async (id: string, who: Party) => (await house.call(who.scope, 'POST', `/claims/${id}/check`)).json
async function provenInDns(who: Party, text: string, more: object = {}) {
  const own = await claimed(who, text, more)
  await publish(own.id, who)
  await check(own.id, who)
  return own
}

describe('A decision that is taken back', () => {
  it('leaves the claim provable: the proof that comes next holds', async () => {
    const who = await party('Angret')
    const own = await claimed(who, 'angret.example')
    await decide([own.id], 'verify')
    expect(await undo([own.id])).toBe(1)
    await publish(own.id, who)
    expect((await check(own.id, who)).claim).toMatchObject({ state: 'proven', level: 'dns-token' })
    expect((await ownerOf('angret.example')).owner).toMatchObject({ proof: 'dns-token', source: `claim:${own.id}` })
  })
})

describe('A refusal that is taken back', () => {
  it('brings back the holding with its day, the disputes and what the owner had handed on', async () => {
    const [owner, operator, rival] = [
      await party('Avslått feil'),
      await party('Drifter for den', ['ict-operator']),
      await party('Mot'),
    ]
    const own = await provenInDns(owner, 'avslag.example', { to: '2028-01-01T00:00:00Z' })
    await give(owner, operator, 'avslag.example', later(start, 30 * day))
    const other = await provenInDns(rival, 'avslag.example')
    const [dispute] = (await look(other.id, analyst)).disputes
    const disputeState = async () => (await house.call(analyst, 'GET', `/claims/disputes/${dispute}`)).json.state
    at(hour)
    await decide([own.id, other.id], 'refuse')
    expect([await disputeState(), (await ownerOf('avslag.example')).owner]).toEqual(['over', null])
    at(5 * 60_000)
    const since = await house.position()
    expect(await undo([own.id, other.id])).toBe(2)
    const of = await ownerOf('avslag.example')
    expect(of.owner).toMatchObject({ organisation: { id: owner.org }, proof: 'dns-token', to: '2028-01-01T00:00:00.000Z' })
    expect(of.operator).toMatchObject({ organisation: { id: operator.org }, proof: 'delegated', to: later(start, 30 * day) })
    expect([await disputeState(), await stateOf(other.id)]).toEqual(['open', 'disputed'])
    expect((await house.events('claims.waits', since)).map(({ payload }) => (payload as { object: string }).object)).toContain(
      dispute,
    )
    expect((await house.call(owner.scope, 'GET', `/organisations/${owner.org}/operators`)).json.rows[0].state).toBe('given')
    house.clock.set(start)
  })

  it('is not a holding that stays vouched for: what was declared before is declared again', async () => {
    const who = await party('Utløpt')
    const own = await provenInDns(who, 'vouched.example')
    await house.names.say([])
    at(400 * day)
    await house.recheck()
    await decide([own.id], 'verify')
    expect((await ownerOf('vouched.example')).owner.proof).toBe('team')
    await undo([own.id])
    expect((await ownerOf('vouched.example')).owner.proof).toBe('declared')
    house.clock.set(start)
  })
})

describe('Looking again', () => {
  it('goes on past a claim that fails: its reason is kept, and proofs and others end in their time', async () => {
    const who = await party('Ser igjen')
    const [bad, over] = [await claimed(who, 'feiler.example'), await provenInDns(who, 'utgaar.example')]
    const code = sql`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no room left'; end $$`
    await house.owner((tx) => tx.run(code))
    await house.owner((tx) =>
      tx.run(
        sql`create trigger fail before insert on holding for each row when (new.value = 'feiler.example') execute function fail()`,
      ),
    )
    await house.owner((tx) => tx.run(sql`update claim set proven_until = '2020-01-01' where value = 'utgaar.example'`))
    await publish(bad.id, who)
    at(hour)
    const done = await house.recheck()
    expect(done.failed).toEqual([{ object: bad.id, reason: expect.stringContaining('no room left') }])
    expect(await stateOf(over.id)).toBe('expired')
    expect((await look(bad.id, who.scope)).ways.nextCheckAt > house.clock.now()).toBe(true)
    await house.owner((tx) => tx.run(sql`drop trigger fail on holding`))
    at(day)
    expect((await house.recheck()).failed).toEqual([])
    expect(await stateOf(bad.id)).toBe('proven')
    house.clock.set(start)
  })
})

describe('Who says to operate what another owns', () => {
  it('by a proof of its own waits for the team, which decides between the two; the owner’s word counts at once', async () => {
    const [owner, operator] = [await party('Eier selv'), await party('Vil drifte', ['ict-operator'])]
    await provenInDns(owner, 'eid.example')
    const since = await house.position()
    const own = await provenInDns(operator, 'eid.example', { relation: 'operates' })
    expect(await stateOf(own.id)).toBe('disputed')
    expect((await ownerOf('eid.example')).operator).toBeNull()
    const [task] = (await house.events('claims.waits', since)).map(({ payload }) => payload as { object: string; why: string })
    expect(task?.why).toBe('dispute')
    const settled = await house.call(analyst, 'POST', `/claims/disputes/${task!.object}`, {
      decision: 'claimant',
      reason: 'Avtale sett',
    })
    expect(settled.json.state).toBe('decided')
    const of = await ownerOf('eid.example')
    expect([of.owner.organisation.id, of.operator.organisation.id]).toEqual([owner.org, operator.org])

    const second = await party('Drifter også', ['ict-operator'])
    const asked = await provenInDns(second, 'under.eid.example', { relation: 'operates' })
    expect(await stateOf(asked.id)).toBe('disputed')
    await give(owner, second, 'under.eid.example', later(start, 90 * day))
    expect(await stateOf(asked.id)).toBe('proven')
    const [dispute] = (await look(asked.id, analyst)).disputes
    expect((await house.call(analyst, 'GET', `/claims/disputes/${dispute}`)).json.state).toBe('over')
  })

  it('is not proven by a registry, which knows only who has it', async () => {
    const granly = await house.add({ name: 'Granly i register', number: '312000024' })
    const who = { org: granly, number: '312000024', scope: memberOf(['member-security'], granly) }
    const own = await claimed(who, '198.18.5.0/24', { relation: 'operates' })
    expect((await house.send(admin, '/claims/registry', 'split.txt', snapshot)).json.proven).toBe(0)
    expect(await stateOf(own.id)).toBe('open')
  })
})

const snapshot = readFileSync(new URL('../../formats/rpsl/fixtures/split.txt', import.meta.url), 'utf8')
const admin: Scope = { ...team, roles: ['admin'] }
const lead = memberOf(['lead'])

async function give(owner: Party, operator: Party, what: string, until: string): Promise<string> {
  const body = { what, operatorNumber: operator.number, until }
  const { json } = await house.call(owner.scope, 'POST', `/organisations/${owner.org}/operators`, body)
  await house.react()
  return json.id
}

describe('A claim to a time that was another’s', () => {
  it('of some days ago meets who held it then, and waits for the team', async () => {
    const [first, second] = [await party('Hadde det'), await party('Har det')]
    const own = await provenInDns(first, 'skiftet.example')
    at(2 * day)
    await house.call(first.scope, 'POST', `/claims/${own.id}/withdraw`)
    at(day)
    const back = await provenInDns(second, 'skiftet.example', { from: later(start, day) })
    expect(await stateOf(back.id)).toBe('disputed')
    expect((await ownerOf('skiftet.example', `&at=${later(start, 1.5 * day)}`)).owner.organisation.id).toBe(first.org)
    const [third] = [await party('Fra nå')]
    const fresh = await provenInDns(third, 'skiftet.example')
    expect(await stateOf(fresh.id)).toBe('disputed')
    await house.call(second.scope, 'POST', `/claims/${back.id}/withdraw`)
    await house.call(third.scope, 'POST', `/claims/${fresh.id}/withdraw`)
    at(hour)
    expect(await stateOf((await provenInDns(await party('Alene nå'), 'skiftet.example')).id)).toBe('proven')
    house.clock.set(start)
  })
})

describe('The owner’s word', () => {
  async function pair(value: string) {
    const [owner, operator] = [await party(`Eier av ${value}`), await party(`Drifter ${value}`, ['ict-operator'])]
    await decide([(await claimed(owner, value)).id], 'verify')
    const take = (id: string) => house.call(owner.scope, 'DELETE', `/operators/${id}`)
    const operates = async () => (await ownerOf(value)).operator?.organisation.id
    return { owner, operator, take, operates }
  }

  it('given again after it was taken back holds again, from then on', async () => {
    const { owner, operator, take, operates } = await pair('igjen.example')
    const first = await give(owner, operator, 'igjen.example', later(start, 30 * day))
    at(hour)
    await take(first)
    expect(await operates()).toBeUndefined()
    at(hour)
    await give(owner, operator, 'igjen.example', later(start, 30 * day))
    expect(await operates()).toBe(operator.org)
    expect((await ownerOf('igjen.example', `&at=${later(start, 1.5 * hour)}`)).operator).toBeNull()
    house.clock.set(start)
  })

  it('for longer lasts longer, and what a second word carries the first does not end', async () => {
    const { owner, operator, take, operates } = await pair('forlenget.example')
    const first = await give(owner, operator, 'forlenget.example', later(start, 10 * day))
    at(hour)
    const second = await give(owner, operator, 'forlenget.example', later(start, 40 * day))
    at(11 * day)
    await house.recheck()
    expect((await ownerOf('forlenget.example')).operator).toMatchObject({
      proof: 'delegated',
      organisation: { id: operator.org },
    })
    expect((await house.call(owner.scope, 'GET', `/organisations/${owner.org}/operators`)).json.rows).toMatchObject([
      { id: second, state: 'given' },
      { id: first, state: 'ended' },
    ])
    const third = await give(owner, operator, 'forlenget.example', later(start, 20 * day))
    at(hour)
    await take(second)
    expect((await ownerOf('forlenget.example')).operator.to).toBe(later(start, 20 * day))
    await publish((await house.call(operator.scope, 'GET', '/claims?state=proven')).json.rows[0].id, operator)
    await check((await house.call(operator.scope, 'GET', '/claims?state=proven')).json.rows[0].id, operator)
    await take(third)
    expect(await operates()).toBeUndefined()
    house.clock.set(start)
  })

  it('taken back while the claim waits for the team proves nothing when the team lets it be proven', async () => {
    const { owner, take, operates } = await pair('198.18.128.0/20')
    const dentist = await party('Drifter i det små', ['dental-practice'])
    const own = await claimed(dentist, '198.18.128.0/20', { relation: 'operates' })
    const word = await give(owner, dentist, '198.18.128.0/20', later(start, 30 * day))
    expect((await look(own.id, dentist.scope)).claim).toMatchObject({ state: 'open', level: 'delegated' })
    await take(word)
    expect((await look(own.id, dentist.scope)).claim).toMatchObject({ state: 'open', level: 'declared', provenAt: null })
    await decide([own.id], 'allow')
    expect(await stateOf(own.id)).toBe('open')
    expect(await operates()).toBeUndefined()
  })
})

describe('The owner’s word, when the owner’s right ends', () => {
  const held = async (who: Party, value: string) =>
    (
      await house.call(analyst, 'POST', `/organisations/${who.org}/holdings`, {
        relation: 'owns',
        form: 'domain',
        value,
        from: house.clock.now(),
        to: null,
        proof: 'team',
      })
    ).json.id as string
  const words = async ({ scope, org }: Party) =>
    (await house.call(scope, 'GET', `/organisations/${org}/operators`)).json.rows.map(({ state }: { state: string }) => state)

  it('by the team’s hand ends with it: the operator is not the next owner’s, and operates again when the end was a slip', async () => {
    const [owner, operator, next] = [
      await party('Uten krav'),
      await party('Drev uten krav', ['ict-operator']),
      await party('Neste'),
    ]
    const id = await held(owner, 'skifte.example')
    await give(owner, operator, 'skifte.example', later(start, 60 * day))
    at(hour)
    await house.call(analyst, 'PATCH', `/holdings/${id}`, { to: house.clock.now() })
    await house.react()
    expect(await words(owner)).toEqual(['ended'])
    expect((await ownerOf('skifte.example')).operator).toBeNull()
    const theirs = await held(next, 'skifte.example')
    await house.react()
    const of = await ownerOf('skifte.example')
    expect([of.owner.organisation.id, of.operator]).toEqual([next.org, null])

    await house.call(analyst, 'PATCH', `/holdings/${theirs}`, { to: house.clock.now() })
    at(hour)
    expect((await house.call(analyst, 'PATCH', `/holdings/${id}`, { to: null })).status).toBe(200)
    await house.react()
    expect(await words(owner)).toEqual(['given'])
    expect((await ownerOf('skifte.example')).operator.organisation.id).toBe(operator.org)
    house.clock.set(start)
  })

  it('does not come back when the owner has taken the word back meanwhile', async () => {
    const [owner, operator] = [await party('Angrer'), await party('Drev for en som angret', ['ict-operator'])]
    const id = await held(owner, 'angret.example')
    const word = await give(owner, operator, 'angret.example', later(start, 60 * day))
    at(hour)
    await house.call(analyst, 'PATCH', `/holdings/${id}`, { to: house.clock.now() })
    await house.react()
    expect(await words(owner)).toEqual(['ended'])
    await house.call(owner.scope, 'DELETE', `/operators/${word}`)
    at(hour)
    expect((await house.call(analyst, 'PATCH', `/holdings/${id}`, { to: null })).status).toBe(200)
    await house.react()
    expect(await words(owner)).toEqual(['withdrawn'])
    expect((await ownerOf('angret.example')).operator).toBeNull()
    house.clock.set(start)
  })

  it('by a proof that nobody renewed ends with it, and so does one that is only declared since', async () => {
    const [owner, other, operator] = [await party('Utløp'), await party('Bare sagt'), await party('Drev den', ['ict-operator'])]
    await provenInDns(owner, 'utlop.example')
    await give(owner, operator, 'utlop.example', later(start, 900 * day))
    const id = await held(other, 'sagt.example')
    await give(other, operator, 'sagt.example', later(start, 900 * day))
    await house.names.say([])
    at(400 * day)
    await house.call(analyst, 'PATCH', `/holdings/${id}`, { proof: 'declared' })
    await house.recheck()
    expect([await words(owner), await words(other)]).toEqual([['ended'], ['ended']])
    expect((await ownerOf('utlop.example')).operator).toBeNull()
    house.clock.set(start)
  })
})

describe('Who registers late', () => {
  it('operates from then on what an owner had said, however many wait for somebody who never comes', async () => {
    const owner = await party('Venter')
    await decide([(await claimed(owner, 'venter.example')).id], 'verify')
    const late = { number: number.next().value! } as Party
    await give(owner, late, 'venter.example', later(start, 60 * day))
    await house.owner((tx) =>
      tx.run(sql`
        insert into claim_delegation (id, organisation_id, holding_id, form, value, operator_number, until, state, given_at, given_name)
        select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, organisation_id, holding_id, form, value, '999999999', until,
          'given', given_at, 'x' from claim_delegation, generate_series(1, 1100) n where value = 'venter.example'`),
    )
    const found = () => house.db.read(team, (tx) => wordsToFollow(tx))
    expect(await found()).toEqual([])
    await house.add({ name: 'Kom sent', kinds: ['ict-operator'], number: late.number })
    expect(await found()).toMatchObject([{ operatorNumber: late.number, value: 'venter.example' }])
    await house.owner((tx) => tx.run(sql`delete from claim_delegation where operator_number = '999999999'`))
  })
})

describe('What is taken back in the register', () => {
  it('brings back the claim, its proof and what was handed on; the heir had proven nothing', async () => {
    const [owner, operator, heir] = [await party('Slås sammen'), await party('Drev før', ['ict-operator']), await party('Arving')]
    const own = await provenInDns(owner, 'sammen.example')
    await give(owner, operator, 'sammen.example', later(start, 60 * day))
    const before = await look(own.id, owner.scope)
    at(day)
    const body = { successorId: heir.org, kind: 'merged', day: house.clock.now().slice(0, 10) }
    const { json } = await house.call(analyst, 'POST', `/organisations/${owner.org}/successor`, body)
    await house.react()
    await house.recheck()
    const passed = await ownerOf('sammen.example')
    expect(passed.owner).toMatchObject({ organisation: { id: heir.org }, proof: 'declared' })
    expect([await stateOf(own.id), passed.operator]).toEqual(['expired', null])
    at(5 * 60_000)
    const since = await house.position()
    expect((await house.call(analyst, 'POST', `/register-changes/${json.change}/undo`)).status).toBe(200)
    await house.react()
    const again = await look(own.id, owner.scope)
    expect(again.claim).toMatchObject({ state: 'proven', level: 'dns-token', provenUntil: before.claim.provenUntil })
    const of = await ownerOf('sammen.example')
    expect(of.owner).toMatchObject({ organisation: { id: owner.org }, proof: 'dns-token', source: `claim:${own.id}` })
    expect(of.operator).toMatchObject({ organisation: { id: operator.org }, proof: 'delegated' })
    expect(await house.events('claims.proof-settled', since)).toHaveLength(1)
    house.clock.set(start)
  })

  it('when the proof is over by then, is only declared: nothing is vouched for by a claim that has ended', async () => {
    const who = await party('For sent')
    const own = await provenInDns(who, 'forsent.example')
    const { holding } = (await look(own.id, who.scope)).claim
    await house.names.say([])
    at(395 * day)
    await house.owner((tx) =>
      tx.run(sql`update claim set proven_until = ${later(start, 396 * day)} where id = ${uuidOf(own.id)}`),
    )
    await house.call(analyst, 'PATCH', `/holdings/${holding}`, { to: house.clock.now() })
    await house.recheck()
    at(2 * day)
    await house.call(analyst, 'PATCH', `/holdings/${holding}`, { to: null })
    await house.react()
    expect([await stateOf(own.id), (await ownerOf('forsent.example')).owner.proof]).toEqual(['expired', 'declared'])
    house.clock.set(start)
  })
})

describe('An organisation that an import added', () => {
  it('is not withdrawn with the import when it has begun work here; one that was, is granted nothing', async () => {
    const own = number.next().value!
    await house.import(`number,name,kinds,membership\n${own},Har begynt,municipality,member\n`, { list: 'begun' })
    const { rows } = (await house.call(analyst, 'GET', `/organisations?q=${own}`)).json
    const who = { org: rows[0].id, number: own, scope: memberOf(['member-security'], rows[0].id) }
    at(hour)
    const first = await claimed(who, 'begynt.example')
    const change = (await house.call(analyst, 'GET', '/register-changes?kind=import')).json.rows[0].id
    const undone = await house.call(lead, 'POST', `/register-changes/${change}/undo`)
    expect(undone.json).toMatchObject({ code: 'undo-changed-since', message: expect.stringContaining('Har begynt') })

    await house.owner((tx) =>
      tx.run(sql`update organisation set gone_at = now(), withdrawn_at = now() where id = ${uuidOf(who.org)}`),
    )
    await decide([first.id], 'verify')
    expect([await stateOf(first.id), (await ownerOf('begynt.example')).owner]).toEqual(['withdrawn', null])
    house.clock.set(start)
  })
})

describe('Two that prove the same at once', () => {
  it('do not both own it: the second waits for the team', async () => {
    const [first, second] = [await party('Samtidig en'), await party('Samtidig to')]
    const [one, other] = [await claimed(first, 'samtidig.example'), await claimed(second, 'samtidig.example')]
    await house.react()
    const proves = async (id: Id<'clm'>, then: () => Promise<unknown> = async () => undefined) =>
      house.db.in(team, async (tx) => {
        const [claim] = await claimsInTurn(tx, [id])
        await prove(tx, claim!, { method: 'dns', level: 'dns-token' }, house.clock.now())
        await then()
      })
    const waiting = async () => {
      for (let blocked = 0; blocked === 0; )
        blocked = (await house.owner((tx) =>
          tx.one<{ n: number }>(
            sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          ),
        ))!.n
    }
    const { promise, resolve } = Promise.withResolvers<void>()
    await Promise.all([
      proves(one.id, async () => {
        resolve()
        await waiting()
      }),
      promise.then(() => proves(other.id)),
    ])
    expect([await stateOf(one.id), await stateOf(other.id)].sort()).toEqual(['disputed', 'proven'])
    expect((await look(other.id, analyst)).disputes).toHaveLength(1)
  })
})

describe('A weaker proof', () => {
  it('leaves a stronger one its level, its end and its next look', async () => {
    const who = await party('Sterk nok')
    const own = await provenInDns(who, 'sterk.example')
    const before = await look(own.id, who.scope)
    at(30 * day)
    await house.call(who.scope, 'POST', `/claims/${own.id}/code`, { address: 'security@sterk.example' })
    const code = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(house.letters.at(-1)!.text)![0]
    await house.call(who.scope, 'PUT', `/claims/${own.id}/code`, { code })
    const after = await look(own.id, who.scope)
    expect([after.claim.level, after.claim.provenUntil, after.ways.nextCheckAt]).toEqual([
      'dns-token',
      before.claim.provenUntil,
      before.ways.nextCheckAt,
    ])
    expect((await ownerOf('sterk.example')).owner).toMatchObject({ proof: 'dns-token', confirmedAt: house.clock.now() })
    house.clock.set(start)
  })
})

describe('That two say the same', () => {
  it('is told to nobody outside the team: not by state, list, filter, file or what may still be done', async () => {
    const [first, second] = [await party('Den ene siden'), await party('Den andre siden')]
    await provenInDns(first, 'likt.example')
    const own = await provenInDns(second, 'likt.example')
    expect(await stateOf(own.id)).toBe('disputed')
    const seen = await look(own.id, second.scope)
    expect(seen.claim.state).toBe('open')
    expect(seen.claim.next).toContain('Teamet ser på kravet')
    expect(seen.ways.dns).not.toBeNull()
    const rows = async (state: string) =>
      (await house.call(second.scope, 'GET', `/claims?state=${state}`)).json.rows.map(({ id }: { id: string }) => id)
    expect([await rows('open'), await rows('disputed')]).toEqual([[own.id], []])
    expect((await house.call(second.scope, 'GET', '/claims.csv?for=machine')).text).not.toContain('disputed')
    expect(JSON.stringify(seen)).not.toContain('disputed')
    const asked = await house.call(second.scope, 'POST', `/claims/${own.id}/code`, { address: 'security@likt.example' })
    expect(asked.status).toBe(200)
  })
})

describe('What ends in the register', () => {
  it('ends the claim that held it, and the operator’s with it', async () => {
    const [owner, operator] = [await party('Sluttet'), await party('Drev for den', ['ict-operator'])]
    const own = await provenInDns(owner, 'sluttet.example')
    await give(owner, operator, 'sluttet.example', later(start, 30 * day))
    at(hour)
    const { holding } = (await look(own.id, owner.scope)).claim
    const ended = await house.call(analyst, 'PATCH', `/holdings/${holding}`, { to: house.clock.now() })
    expect(ended.status).toBe(200)
    await house.recheck()
    const { claim: after, steps } = await look(own.id, owner.scope)
    expect([after.state, after.level, steps[0].words]).toEqual(['expired', 'declared', 'Avsluttet i registeret'])
    expect((await ownerOf('sluttet.example')).operator).toBeNull()
    at(day)
    await publish(own.id, owner)
    await check(own.id, owner)
    expect((await ownerOf('sluttet.example')).owner.organisation.id).toBe(owner.org)
    expect((await ownerOf('sluttet.example', `&at=${later(start, 2 * hour)}`)).owner).toBeNull()
    house.clock.set(start)
  })
})

describe('Many claims', () => {
  it('are all looked at, also the oldest of more than two thousand', async () => {
    const who = await party('Har mye')
    const oldest = await claimed(who, 'eldst.example')
    await house.owner((tx) =>
      tx.run(sql`
        insert into claim (id, organisation_id, relation, form, value, valid_from, state, token, claimed_by, claimed_name, created_at, changed_at)
        select ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, organisation_id, 'owns', 'domain', 'nr' || n || '.example', valid_from,
          'open', 'x', 'x', 'x', created_at, created_at from claim, generate_series(1, 2000) n where claim.value = 'eldst.example'`),
    )
    expect((await claim(who, 'eldst.example')).json).toMatchObject({ already: true, claim: { id: oldest.id } })
    expect((await claim(who, 'eldst.example', { from: later(start, day) })).json.code).toBe('claim-overlaps')
  })
})
