import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { openQueued } from '#platform/mail/letter.ts'
import { personName } from './contract.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse } from './fixtures/house.ts'
import { accept, acceptSignedIn, invite, inviteAgain, open } from './invitations.ts'
import { invitationLetter } from './letters.ts'
import { changePerson } from './people.ts'
import { scopeOfPerson } from './rules.ts'
import { changeSeat } from './seats.ts'
import { signInScope } from './sign-in-scope.ts'
import { accountById } from './store.ts'

let house: House
let organisation: Id<'org'>
let chief: Id<'usr'>
beforeAll(async () => {
  house = await openHouse()
  organisation = await addOrganisation(house, 'Fjordby kommune')
  chief = await add(house, 'sjef', { teamRoles: ['admin'] })
})
afterAll(() => house.close())

const now = () => house.clock.now()
const scopeOf = async (id: Id<'usr'>) =>
  scopeOfPerson((await house.db.read(signInScope, (tx) => accountById(tx, signInScope, id)))!)
const letters: string[] = []
const office = () => ({
  db: house.db,
  clock: house.clock,
  config: house.app.config,
  origin: 'https://varde.example',
  jobs: {
    ask: async (_name: string, data: object) => {
      const { letter } = openQueued(house.app.config, (data as { sealed: string }).sealed)
      letters.push(letter.link!.url.split('#')[1]!)
      return undefined as never
    },
  },
})

async function invited(by: Id<'usr'>, email: string, roles: Role[] = ['admin'], at: Id<'org'> | null = null) {
  const made = await invite(office(), await scopeOf(by), { email, organisation: at, roles, locale: 'nb' }, now())
  if (!made.ok) throw new Error(made.reason)
  return { id: made.value.id, token: letters.at(-1)! }
}
const newcomer = (token: string) =>
  accept(house.db, { token, displayName: 'Ny', password: 'fire hester i regn', locale: 'nb' }, now())
const isOver = { ok: false, reason: 'invitation-over' }
const withdrawn = async (id: Id<'inv'>) =>
  (
    await asSuperuser<{ gone: boolean }>(house, 'select withdrawn_at is not null as gone from invitation where id = $1', [
      id.slice(4),
    ])
  )[0]!.gone

it.each([
  ['closed', { disabled: true }],
  ['made a duty officer', { teamRoles: ['duty'] }],
] as const)('takes the open invitations of an administrator along who is %s', async (how, change) => {
  const gone = await add(house, `tidligere.${how.length}`, { teamRoles: ['admin'] })
  const back = await invited(gone, `tilbake.${how.length}@team.example`)
  const forMember = await invited(gone, 'kontakt@fjord.example', ['member-reader'], organisation)
  const ofAnother = await invited(chief, `annen.${how.length}@team.example`, ['duty'])
  const changed = await changePerson({ db: house.db }, await scopeOf(chief), { id: gone, ...change } as never, now())
  expect(changed.ok).toBe(true)
  expect([await withdrawn(back.id), await withdrawn(forMember.id), await withdrawn(ofAnother.id)]).toEqual([true, true, false])
  expect(await newcomer(back.token)).toMatchObject(isOver)
  expect((await open(house.db, ofAnother.token, now())).ok).toBe(true)
})

it('asks at the link itself whether whoever invited still keeps people, until somebody who does sends it again', async () => {
  const gone = await add(house, 'stille.fjernet', { teamRoles: ['admin'] })
  const { id, token } = await invited(gone, 'bakdor@team.example')
  expect((await open(house.db, token, now())).ok).toBe(true)
  await asSuperuser(house, "update person set team_roles = '{lead}' where id = $1", [gone.slice(4)])
  expect(await open(house.db, token, now())).toMatchObject(isOver)
  expect(await newcomer(token)).toMatchObject(isOver)
  expect(await acceptSignedIn(house.db, await scopeOf(gone), token, now())).toMatchObject(isOver)
  house.pass(5)
  expect((await inviteAgain(office(), await scopeOf(chief), id, now())).ok).toBe(true)
  expect(await open(house.db, letters.at(-1)!, now())).toMatchObject({ ok: true, value: { invitedBy: 'The sjef' } })
})

it('takes the invitations of a security contact along with their seat', async () => {
  const seats = [{ id: organisation, role: 'member-security' as const }]
  const [stays, goes] = [await add(house, 'blir', { organisations: seats }), await add(house, 'gar', { organisations: seats })]
  const theirs = await invited(goes, 'venn@fjord.example', ['member-security'], organisation)
  const kept = await invited(stays, 'kollega@fjord.example', ['member-reader'], organisation)
  const scope = await scopeOf(stays)
  const ended = await house.db.in(scope, (tx) =>
    changeSeat(tx, scope, { id: organisation, person: goes, role: 'member-reader' }, now()),
  )
  expect(ended.ok).toBe(true)
  expect([await withdrawn(theirs.id), await withdrawn(kept.id)]).toEqual([true, false])
  expect(await newcomer(theirs.token)).toMatchObject(isOver)
})

it('gives nothing to an account of another address than was invited', async () => {
  const other = await add(house, 'noen.annen@other.example', { teamRoles: ['analyst'] })
  const invitee = await add(house, 'rett@team.example', {})
  for (const [roles, at] of [
    [['admin'], null],
    [['member-security'], organisation],
  ] as const) {
    const { token } = await invited(chief, 'Rett@team.example', [...roles], at)
    expect(await acceptSignedIn(house.db, await scopeOf(other), token, now())).toMatchObject({ reason: 'other-address' })
    expect(await acceptSignedIn(house.db, await scopeOf(invitee), token, now())).toMatchObject({ ok: true })
  }
  expect((await scopeOf(other)).roles).toEqual(['analyst'])
  expect((await scopeOf(invitee)).roles).toEqual(['admin', 'member-security'])
})

it('sends an invitation again no sooner than after five minutes, and so many letters a day to one mailbox and of one organisation', async () => {
  const { id } = await invited(chief, 'ivrig@fjord.example', ['duty'])
  const by = await scopeOf(chief)
  const again = async () => (await inviteAgain(office(), by, id, now())) as { ok: boolean; reason?: string }
  expect((await again()).reason).toBe('just-sent')
  for (let letter = 1; letter < 5; letter += 1) {
    house.pass(5)
    expect((await again()).ok).toBe(true)
  }
  house.pass(5)
  expect((await again()).reason).toBe('too-many-invitations')
  const keeper = await scopeOf(
    await add(house, 'ivrig.hos.medlem', { organisations: [{ id: organisation, role: 'member-security' }] }),
  )
  const to = (email: string) => invite(office(), keeper, { email, organisation, roles: ['member-reader'], locale: 'nb' }, now())
  const sent = await Promise.all(Array.from({ length: 70 }, (_, place) => to(`nr${place}@andre.example`)))
  expect(sent.filter(({ ok }) => ok).length).toBeLessThanOrEqual(60)
  expect(sent.find(({ ok }) => !ok)).toMatchObject({ reason: 'too-many-invitations' })
  house.nextMorning()
  house.nextMorning()
  expect(await again()).toEqual({ ok: true, value: {} })
  expect((await to('i.morgen@andre.example')).ok).toBe(true)
})

it.each([
  'Vinn penger på https://felle.example',
  'Gå til felle.example nå',
  'Ring oss!\nHaster',
  'en to tre fire fem seks sju',
  'a'.repeat(81),
])('takes no name that would be a message in letters to others: %s', async (displayName) => {
  const { json } = await house.browser().ask('POST', '/invitations/accepted', {
    token: 'a'.repeat(43),
    displayName,
    password: 'fire hester i regn',
  })
  expect(json).toMatchObject({ code: 'invalid', fields: { displayName: expect.any(String) } })
  const row = {
    id: 'inv_1',
    email: 'x@y.example',
    locale: 'en',
    roles: ['duty'],
    invitedByName: displayName,
    expiresAt: now(),
  } as const
  expect(invitationLetter(row as never, null, 'https://varde.example').lines[0]).toMatch(/^Somebody invites you/)
})

it.each(['Kari Nordmann', 'O’Brien-Dahl, IKT', 'J. R. Vakt', 'Ærlige Åse'])(
  'takes a name of a person or a function: %s',
  (name) => {
    expect(personName.safeParse(name).success).toBe(true)
  },
)
