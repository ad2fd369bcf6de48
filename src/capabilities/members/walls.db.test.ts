import { beforeAll, describe, expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { addHolding, putContact } from './actions.ts'
import { membersApi } from './contract.ts'
import { analyst, memberOf, now, register, team } from './fixtures/register.ts'
import * as store from './store.ts'
import * as changes from './store-changes.ts'
import * as coverage from './store-coverage.ts'
import * as history from './store-history.ts'
import { succeed } from './succession.ts'

const house = register()
const foreignNumber = '312000024'
let own: Id<'org'>
let foreign: Id<'org'>
let parent: Id<'org'>
let operator: Id<'org'>
let foreignHolding: Id<'hol'>
let foreignContact: Id<'con'>

beforeAll(async () => {
  parent = await house.add({ name: 'Regionen over', number: '312000032' })
  own = await house.add({ name: 'Vi selv', parentId: parent })
  foreign = await house.add({ name: 'De andre', number: foreignNumber, outsiderPolicy: 'nobody', parentId: own })
  operator = await house.add({ name: 'Driften' })
  await hold(operator, 'drift.example', 'operates')
  for (const id of [own, foreign]) {
    const holding = await hold(id, `${id === own ? 'vi' : 'de'}.example`)
    const contact = await house.db.in(team, (tx) =>
      putContact(
        tx,
        team,
        id,
        {
          role: 'security',
          name: 'Vakt',
          email: id === foreign ? 'vakt@de.example' : null,
          telephone: id === foreign ? null : '+47 22 00 00 01',
          pgpKey: null,
          language: 'nb',
        },
        now,
      ),
    )
    if (id === foreign && contact.ok) [foreignHolding, foreignContact] = [holding, contact.value.id]
  }
})

async function hold(id: Id<'org'>, value: string, relation: 'owns' | 'operates' = 'owns'): Promise<Id<'hol'>> {
  const input = { relation, form: 'domain', value, from: now, to: null, proof: 'declared', criticality: 0 } as const
  const made = await house.db.in(team, (tx) => addHolding(tx, team, id, input, now))
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

const roles = ['member-security', 'member-reader'] as const
const organisation = { name: 'Overtatt', kinds: ['other'] }
const holding = { form: 'domain', value: 'overtatt.example', from: now }
const contact = { role: 'security', name: 'Overtatt', email: 'vakt@overtatt.example' }

/** Every endpoint, asked about another organisation. */
const foreignRequests = (): Record<keyof typeof membersApi, ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, object?]> => ({
  list: ['GET', '/organisations?q=andre'],
  get: ['GET', `/organisations/${foreign}`],
  create: ['POST', '/organisations', organisation],
  change: ['PUT', `/organisations/${foreign}`, organisation],
  holdings: ['GET', `/organisations/${foreign}/holdings?ended=true`],
  addHolding: ['POST', `/organisations/${foreign}/holdings`, holding],
  changeHolding: ['PATCH', `/holdings/${foreignHolding}`, { to: now }],
  putContact: ['PUT', `/organisations/${foreign}/contacts`, contact],
  confirmContacts: ['POST', `/organisations/${foreign}/contacts/confirm`, {}],
  askContacts: ['POST', `/organisations/${foreign}/contacts/ask`, {}],
  moveContact: ['POST', `/contacts/${foreignContact}/move`, { up: true }],
  contactHistory: ['GET', `/contacts/${foreignContact}/history`],
  addTestCall: ['POST', `/contacts/${foreignContact}/test-calls`, { result: 'answered' }],
  removeTestCall: ['DELETE', `/test-calls/${newId('tca')}`],
  dueTestCalls: ['GET', '/contacts/test-calls'],
  reachability: ['GET', '/contacts/reachability'],
  reachabilityList: ['GET', '/contacts/reachability/organisations'],
  reachabilityCsv: ['GET', '/contacts/reachability.csv'],
  reachabilityXlsx: ['GET', '/contacts/reachability.xlsx'],
  readConfirmLink: ['POST', '/confirm-link', { token: 'x'.repeat(99) }],
  confirmByLink: ['POST', '/confirm-link/confirm', { token: 'x'.repeat(99), ids: [foreignContact] }],
  removeContact: ['DELETE', `/contacts/${foreignContact}`],
  face: ['GET', `/organisations/${foreign}/face`],
  chooseFace: ['PUT', `/organisations/${foreign}/face`, { simple: true }],
  ownerOf: ['GET', '/owner-of?what=de.example'],
  history: ['GET', `/organisations/${foreign}/history`],
  addFormer: [
    'POST',
    `/organisations/${foreign}/history`,
    { form: 'name', value: 'Før', from: '2020-01-01T00:00:00.000Z', to: now },
  ],
  removeFormer: ['DELETE', `/former-names/${newId('fmr')}`],
  succeed: ['POST', `/organisations/${foreign}/successor`, { successorId: own, kind: 'merged', day: '2026-01-01' }],
  changes: ['GET', '/register-changes'],
  undo: ['POST', `/register-changes/${newId('chg')}/undo`],
  tree: ['GET', `/organisations/${foreign}/tree`],
  parts: ['GET', `/organisations/${foreign}/parts`],
  coverage: ['GET', '/coverage'],
  import: ['POST', '/organisations/import', {}],
  export: ['GET', '/organisations.csv'],
  exportXlsx: ['GET', '/organisations.xlsx'],
})

describe.each(roles)('%s of one organisation', (role) => {
  it.each(Object.keys(membersApi) as (keyof typeof membersApi)[])(
    'learns nothing of another by %s and changes nothing there',
    async (name) => {
      const [method, path, body] = foreignRequests()[name]
      const answer = await house.ask(memberOf([role], own), method, path, body)
      expect(answer.text).not.toContain('De andre')
      expect(answer.text).not.toContain('de.example')
      if (name === 'list') expect(answer.body).toMatchObject({ rows: [], count: { value: 0 } })
      else if (name === 'export') expect(answer.text.split('\r\n')).toHaveLength(3)
      else if (name === 'exportXlsx') expect(answer.status).toBe(200)
      else if (['putContact', 'removeContact', 'chooseFace', 'confirmContacts', 'moveContact'].includes(name))
        expect(answer.status).toBe(role === 'member-security' ? 404 : 403)
      else expect(answer.status).toBe(404)
    },
  )

  it('sees itself, with the name of its parent and nothing else of it', async () => {
    const scope = memberOf([role], own)
    const page = await house.ask(scope, 'GET', `/organisations/${own}`)
    expect(page.body.organisation.parent).toEqual({ id: parent, name: 'Regionen over' })
    expect(page.body.parts).toEqual([])
    expect((await house.ask(scope, 'GET', `/organisations/${parent}`)).status).toBe(404)
    expect((await house.ask(scope, 'GET', '/organisations')).body.rows).toMatchObject([{ id: own, holdings: 1, contacts: 1 }])
  })

  it('gets no further by taking the page after another organisation', async () => {
    const answer = await house.ask(memberOf([role], own), 'GET', `/organisations?after=${foreign}`)
    expect(answer.body.rows).toEqual([])
  })
})

it('whoever is not signed in is told to sign in, whatever is asked', async () => {
  for (const [method, path, body] of Object.values(foreignRequests()))
    expect((await house.ask(undefined, method, path, body)).status, path).toBe(path.startsWith('/confirm-link') ? 404 : 401)
})

it('what was left alone is as it was', async () => {
  const page = await house.ask(analyst, 'GET', `/organisations/${foreign}`)
  expect(page.body).toMatchObject({ organisation: { name: 'De andre' }, contacts: [{ id: foreignContact, name: 'Vakt' }] })
  expect((await house.ask(analyst, 'GET', `/organisations/${foreign}/holdings`)).body.rows).toMatchObject([
    { id: foreignHolding, to: null },
  ])
})

describe('the first wall: every question of the store, as the owner of the database, whom no policy holds back', () => {
  const member = () => memberOf(['member-security'], own)
  const asked: Record<string, (tx: Tx, scope: Scope) => Promise<unknown>> = {
    organisationRow: (tx, scope) => store.organisationRow(tx, scope, foreign),
    organisationRows: (tx, scope) => store.organisationRows(tx, scope, [foreign, parent]),
    allOrganisationRows: async (tx, scope) => (await store.allOrganisationRows(tx, scope)).filter(({ id }) => id !== own),
    organisationWithNumber: (tx, scope) => store.organisationWithNumber(tx, scope, foreignNumber),
    lineOf: async (tx, scope) => [...(await store.lineOf(tx, scope, foreign, 20)).keys()],
    organisationPage: async (tx, scope) =>
      (await store.organisationPage(tx, scope, { words: [] }, now, { limit: 10 })).filter(({ id }) => id !== own),
    bestFits: (tx, scope) => store.bestFits(tx, scope, { words: ['andre'] }, now, 'andre', 10),
    countOrganisations: async (tx, scope) => (await store.countOrganisations(tx, scope, { words: [] }, now, 10)) - 1,
    shownOrganisation: (tx, scope) => store.shownOrganisation(tx, scope, foreign, now),
    partsOf: (tx, scope) => store.partsOf(tx, scope, own, 10),
    namesOf: async (tx, scope) => [...(await store.namesOf(tx, scope, [foreign, parent])).keys()],
    saveOrganisations: async (tx, scope) =>
      store.saveOrganisations(tx, scope, [{ ...(await store.organisationRow(tx, team, foreign))!, name: 'Overtatt' }], now),
    contactsOf: (tx, scope) => store.contactsOf(tx, scope, [foreign]),
    contactsReached: (tx, scope) => store.contactsReached(tx, scope, { mail: 'vakt@de.example' }, 10),
    contactRow: (tx, scope) => store.contactRow(tx, scope, foreignContact),
    putContacts: async (tx, scope) => store.putContacts(tx, scope, [(await store.contactRow(tx, team, foreignContact))!], now),
    endContact: (tx, scope) => store.endContact(tx, scope, foreignContact, now),
    holdingRow: (tx, scope) => store.holdingRow(tx, scope, foreignHolding),
    holdingRows: (tx, scope) => store.holdingRows(tx, scope, [foreignHolding]),
    operatedAt: (tx, scope) => store.operatedAt(tx, scope, [operator], now),
    holdingsOf: (tx, scope) => store.holdingsOf(tx, scope, [foreign]),
    periodsOf: (tx, scope) =>
      store.periodsOf(tx, scope, { organisationId: foreign, relation: 'owns', form: 'domain', value: 'de.example' }),
    holdingPage: (tx, scope) => store.holdingPage(tx, scope, foreign, { at: now, ended: true, limit: 10 }),
    heldAt: (tx, scope) => store.heldAt(tx, scope, 'domain', ['de.example'], now),
    everHeld: (tx, scope) => store.everHeld(tx, scope, 'domain', ['de.example'], 10),
    saveHoldings: async (tx, scope) => store.saveHoldings(tx, scope, [(await store.holdingRow(tx, team, foreignHolding))!], now),
    attributionOwners: async (tx, scope) =>
      [...(await store.attributionOwners(tx, scope)).keys()].filter((id) => id !== uuidOf(own)),
    attributionPage: async (tx, scope) => {
      const owners = await store.attributionOwners(tx, team)
      return (await store.attributionPage(tx, scope, owners, undefined, 10)).filter(
        ({ organisationId }) => organisationId !== own,
      )
    },
    outsiderPoliciesOf: async (tx, scope) => [...(await store.outsiderPoliciesOf(tx, scope, [foreign])).keys()],
    exportPage: async (tx, scope) => {
      const rows = await store.exportPage(tx, scope, { words: [] }, now, { limit: 10 })
      return rows.filter(({ id, parentNumber }) => id !== own || parentNumber !== null)
    },
    countRegister: async (tx, scope) => {
      const { organisations, members, holdings, contacts } = await store.countRegister(tx, scope)
      return organisations + members + holdings + contacts - 4
    },
    addOrganisations: async (tx, scope) =>
      store.addOrganisations(
        tx,
        scope,
        [{ ...(await store.organisationRow(tx, team, foreign))!, id: newId('org'), number: null }],
        now,
      ),
    addHoldings: async (tx, scope) =>
      store.addHoldings(
        tx,
        scope,
        [{ ...(await store.holdingRow(tx, team, foreignHolding))!, id: newId('hol'), value: 'ny.example' }],
        now,
      ),
    registerVersion: async () => [],
    holdRegister: async () => [],
    raiseVersion: async () => [],
  }

  it.each(Object.keys(store))('%s tells a member nothing of another and touches nothing there', async (name) => {
    const answer = await house.owner((tx) => asked[name]!(tx, member()))
    expect([undefined, 0, []]).toContainEqual(answer)
  })

  it('asks questions to which the team does get an answer', async () => {
    const exempt = [
      'addOrganisations',
      'addHoldings',
      'registerVersion',
      'holdRegister',
      'raiseVersion',
      'saveOrganisations',
      'saveHoldings',
      'putContacts',
      'endContact',
    ]
    for (const name of Object.keys(store).filter((one) => !exempt.includes(one))) {
      const answer = await house.owner((tx) => asked[name]!(tx, team))
      expect([undefined, 0, []], name).not.toContainEqual(answer)
    }
  })
})

describe('the first wall of the past and the changes, as the owner of the database', () => {
  const ids = () => [foreign]
  const asked: Record<string, (tx: Tx, scope: Scope) => Promise<unknown>> = {
    formerOf: (tx, scope) => history.formerOf(tx, scope, foreign),
    successionsOf: (tx, scope) => history.successionsOf(tx, scope, foreign, now),
    successors: async (tx, scope) => [...(await history.successors(tx, scope)).keys()],
    formerNumbers: async (tx, scope) => [...(await history.formerNumbers(tx, scope)).keys()],
    formerHolder: (tx, scope) => history.formerHolder(tx, scope, '200000005'),
    knownSince: (tx, scope) => history.knownSince(tx, scope, foreign),
    childrenOf: (tx, scope) => history.childrenOf(tx, scope, own),
    countBelow: async (tx, scope) => (await history.countBelow(tx, scope, own, 20)).below,
    partPage: (tx, scope) => history.partPage(tx, scope, own, { limit: 10 }),
    changePage: (tx, scope) => changes.changePage(tx, scope, {}, { limit: 10 }),
    byKind: (tx, scope) => coverage.byKind(tx, scope, now),
    byConstituencies: (tx, scope) => coverage.byConstituencies(tx, scope, now),
    references: (tx, scope) => coverage.references(tx, scope, now),
  }
  const writes: Record<string, (tx: Tx, scope: Scope) => Promise<unknown>> = {
    refreshFormer: (tx, scope) => history.refreshFormer(tx, scope, ids()),
    forgetFormer: (tx, scope) => history.forgetFormer(tx, scope, ids(), now, now),
    withdrawOrganisations: (tx, scope) => changes.withdrawOrganisations(tx, scope, ids(), now),
    endContacts: (tx, scope) => changes.endContacts(tx, scope, [foreignContact], now),
    keepOrganisations: (tx, scope) => changes.keepOrganisations(tx, scope, newId('chg'), ids()),
    keepHoldings: (tx, scope) => changes.keepHoldings(tx, scope, newId('chg'), [foreignHolding]),
    keepContacts: (tx, scope) => changes.keepContacts(tx, scope, newId('chg'), [foreignContact]),
  }
  beforeAll(async () => {
    await house.db.in(team, async (tx) => {
      const former = { id: newId('fmr'), form: 'number', value: '200000005', from: '2020-01-01T00:00:00.000Z', to: now } as const
      await history.addFormer(tx, team, foreign, former, now)
      const made = await succeed(
        tx,
        team,
        foreign,
        { successorId: operator, kind: 'split', day: '2026-01-01', holdings: 'stay', contacts: 'stay' },
        now,
      )
      if (!made.ok) throw new Error(made.reason)
      await history.addSuccession(
        tx,
        team,
        { id: uuidOf(newId('chg')), predecessor: parent, successor: operator, kind: 'merged', day: '2026-01-01' },
        now,
      )
      await coverage.saveReferences(tx, team, [
        {
          id: 'walls',
          words: { nb: '', nn: '', en: '' },
          kinds: [],
          value: 1,
          unit: 'count',
          bound: 'about',
          year: 2021,
          source: '',
        },
      ])
    })
  })

  it.each(Object.keys(asked))('%s tells a member nothing, and the team something', async (name) => {
    expect([undefined, 0, []]).toContainEqual(await house.owner((tx) => asked[name]!(tx, memberOf(['member-security'], own))))
    expect([undefined, 0, []]).not.toContainEqual(await house.owner((tx) => asked[name]!(tx, team)))
  })

  it.each(Object.keys(writes))('%s does nothing for a member', async (name) => {
    expect(await house.owner((tx) => writes[name]!(tx, memberOf(['member-security'], own)))).toBe(0)
  })
})

describe('the second wall: SQL without any condition, in the scope of a member', () => {
  const member = () => memberOf(['member-security'], own)

  it.each([
    ['organisation', 'id'],
    ['holding', 'organisation_id'],
    ['contact', 'organisation_id'],
  ])('sees of %s only its own', async (table, column) => {
    const ask = (text: string) => house.db.read(member(), (tx) => tx.rows<{ id: string }>({ text, values: [] } as never))
    expect(await ask(`select ${column} as id from ${table}`)).toEqual([{ id: uuidOf(own) }])
  })

  it('learns by the name of a parent only of its own', async () => {
    const named = (id: Id<'org'>) =>
      house.db.read(member(), (tx) => tx.one<{ name: string | null }>(sql`select parent_name_of(${uuidOf(id)}) as name`))
    expect(await named(own)).toEqual({ name: 'Regionen over' })
    expect(await named(foreign)).toEqual({ name: null })
  })

  it('changes nothing of what the team keeps, not even of itself, and no contact of another', async () => {
    const run = (query: ReturnType<typeof sql>) => house.db.in(member(), (tx) => tx.run(query))
    expect(await run(sql`update organisation set membership = 'none'`)).toBe(0)
    expect(await run(sql`update holding set valid_to = valid_from`)).toBe(0)
    expect(await run(sql`update register_version set version = 0`)).toBe(0)
    expect(await run(sql`delete from contact where organisation_id = ${uuidOf(foreign)}`)).toBe(0)
    const insert = sql`insert into holding (id, organisation_id, relation, form, value, valid_from, proof, source, confirmed_at, created_at, changed_at)
      values (gen_random_uuid(), ${uuidOf(own)}, 'owns', 'domain', 'tatt.example', ${now}, 'declared', 'manual', ${now}, ${now}, ${now})`
    await expect(run(insert)).rejects.toThrow(/row-level security/)
    await expect(run(sql`delete from organisation`)).rejects.toThrow(/permission denied/)
  })
})
