import { beforeAll, describe, expect, it } from 'vitest'
import { accessCapability } from '#capabilities/access/capability.ts'
import { addPerson } from '#capabilities/access/index.ts'
import { analyst, daysBefore, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { measuresCapability } from '#capabilities/measures/capability.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { addLine } from '#capabilities/products/actions.ts'
import { watchCapability } from '#capabilities/watch/capability.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { deskCapability } from './capability.ts'
import type { Found, SavedView, SearchPart } from './contract.ts'

const test = following({
  ...deskCapability,
  reactions: [...measuresCapability.reactions, ...watchCapability.reactions],
  errors: { ...accessCapability.errors, ...deskCapability.errors },
})
const admin = person(['admin'], [], 'Admin')
const lead = person(['lead'], [], 'Leder')
let fjord: Id<'org'>
let dal: Id<'org'>
let ofFjord: Scope
let ofDal: Scope
let finding: Id<'fnd'>
let foreign: Id<'fnd'>
let notice: Id<'ntc'>

const address = '198.18.0.10'
const elsewhere = '198.18.64.10'

async function noticeTo(recipient: Id<'org'>, subject: string): Promise<Id<'ntc'>> {
  const id = newId('ntc')
  await test.rows(sql`
    insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings,
                        organisations, created_at)
    values (${uuidOf(id)}, ${uuidOf(recipient)}, 'municipal', 'findings', 'at-once', 'sent', 'nb', 'TLP:AMBER', 3, ${subject}, '', '', 1, 1, ${now})`)
  return id
}

const holds = (owner: Id<'org'>, value: string, from: string, to: string | null, form = 'network') =>
  test.rows(sql`
    insert into holding (id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, created_at, changed_at)
    values (${uuidOf(newId('hol'))}, ${uuidOf(owner)}, 'owns', ${form}, ${value}, ${from}, ${to}, 'declared', 0, 'test', ${now}, ${now}, ${now})`)

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  ofFjord = person(['member-security'], [fjord])
  ofDal = person(['member-security'], [dal])
  finding = (await test.see({ owner: fjord, ip: address })).ids[0]!
  foreign = (await test.see({ owner: dal, ip: elsewhere })).ids[0]!
  await holds(dal, '198.18.0.0/24', daysBefore(900), daysBefore(400))
  await holds(fjord, '198.18.0.0/24', daysBefore(400), null)
  notice = await noticeTo(fjord, 'TLP:AMBER To fjernskrivebord hos dere')
  await noticeTo(dal, 'TLP:AMBER En åpen skriver hos dere')
  await test.rows(
    sql`insert into source (id, name, title, provider, format, licence, tlp, created_at) values (${uuidOf(newId('src'))}, 'shadow', 'Skyggetjener', 'Shadowserver', 'shadowserver', '', 'TLP:AMBER', ${now})`,
  )
  await test.as(system, (tx) =>
    emit(tx, 'notice.silent', { notice, recipient: fjord, severity: 3, subject: 'To fjernskrivebord', findings: 2 }, now),
  )
  const added = await addPerson(test.db, test.clock, {
    name: 'brannvakt',
    displayName: 'Brannvakten',
    password: 'fire hester i regn',
    teamRoles: ['duty'],
  })
  if (!added.ok) throw new Error(added.reason)
  await test.react()
})

const ask = async (scope: Scope, text: string) =>
  (await test.call(scope, 'GET', `/search?q=${encodeURIComponent(text)}`)).json as {
    parts: Found[]
    goTo: string | null
    late: SearchPart[]
  }
const partsOf = async (scope: Scope, text: string): Promise<Partial<Record<SearchPart, Found>>> =>
  Object.fromEntries((await ask(scope, text)).parts.map((found) => [found.part, found]))
const titles = (found: Found | undefined) => found?.hits.map(({ title }) => title)

describe('the search', () => {
  it('goes straight to a thing whose id is given, also in the address of its page, and to nothing that one may not see', async () => {
    expect(await ask(analyst, finding)).toMatchObject({ goTo: `/findings/${finding}`, late: [] })
    expect((await ask(analyst, `https://varde.example/findings/${finding}`)).goTo).toBe(`/findings/${finding}`)
    expect((await ask(analyst, notice)).goTo).toBe(`/notices/${notice}`)
    expect((await ask(analyst, fjord)).goTo).toBe(`/organisations/${fjord}`)
    expect((await ask(ofFjord, finding)).goTo).toBe(`/findings/${finding}`)
    for (const id of [finding, notice, fjord]) expect(await ask(ofDal, id)).toEqual({ parts: [], goTo: null, late: [] })
    expect(await ask(analyst, newId('fnd'))).toEqual({ parts: [], goTo: null, late: [] })
  })

  it('finds by an address what is wrong there, and who holds and has held it', async () => {
    const found = await partsOf(analyst, address)
    expect(found.findings?.hits).toMatchObject([{ id: finding, link: `/findings/${finding}`, severity: 'medium' }])
    expect(found.findings?.hits[0]?.detail).toContain('Fjord kommune')
    expect(found.holders?.hits).toMatchObject([
      { title: 'Fjord kommune', held: { relation: 'owns', value: '198.18.0.0/24', to: null } },
      { title: 'Dal kommune', held: { to: daysBefore(400) } },
    ])
    expect(found.holders?.all).toBe(`/owner-of?what=${address}`)
    expect(found.organisations).toBeUndefined()
    expect(found.measures?.hits).toHaveLength(1)
  })

  it('finds by a name the organisation, its notices and tasks, and its measures', async () => {
    const found = await partsOf(analyst, 'fjord')
    expect(titles(found.organisations)).toEqual(['Fjord kommune'])
    expect(titles(found.notices)).toEqual(['TLP:AMBER To fjernskrivebord hos dere'])
    expect(found.tasks?.hits).toHaveLength(1)
    expect(found.tasks?.hits[0]?.title).toContain('Fjord kommune')
    expect(found.measures?.hits[0]?.detail).toContain('Fjord kommune')
  })

  it('finds kinds by their names, sources, and words of a subject', async () => {
    expect((await partsOf(analyst, 'open-rdp')).kinds?.hits[0]?.link).toBe('/kinds/open-rdp')
    expect((await partsOf(analyst, 'open-rdp')).findings?.count).toEqual({ value: 2, more: false })
    expect(titles((await partsOf(analyst, 'skygge')).sources)).toEqual(['Skyggetjener'])
    expect(titles((await partsOf(analyst, 'skriver hos')).notices)).toEqual(['TLP:AMBER En åpen skriver hos dere'])
  })

  it('shows a handful, and says how many there are and where', async () => {
    const many = await test.add('Vik kommune')
    await test.see(...Array.from({ length: 8 }, (_, place) => ({ owner: many, ip: `198.18.200.${place + 1}` })))
    const { findings } = await partsOf(analyst, '198.18.200.0/24')
    expect(findings?.hits).toHaveLength(5)
    expect(findings).toMatchObject({ count: { value: 8, more: false }, all: '/findings?q=198.18.200.0%2F24&state=all' })
  })

  it('gives a member its own and nothing else: not the name, address, notice or measure of another, no tasks, sources or people', async () => {
    expect(Object.keys(await partsOf(ofFjord, 'kommune')).sort()).toEqual(['authorities', 'measures', 'notices', 'organisations'])
    expect(titles((await partsOf(ofFjord, 'kommune')).organisations)).toEqual(['Fjord kommune'])
    for (const text of ['Dal kommune', elsewhere, 'skriver hos', foreign, 'skygge', 'brannvakt', 'usr'])
      expect(JSON.stringify(await ask(ofFjord, text)), text).not.toMatch(/Dal|198\.18\.64|skriver hos|Shadowserver|Brannvakten/)
    const own = await partsOf(ofFjord, address)
    expect(own.holders?.hits).toHaveLength(1)
    expect(own.holders?.all).toBeNull()
    expect(own.findings?.hits).toHaveLength(1)
  })

  it('finds a contact by its mail address, and what is in an AS by its number, with or without AS', async () => {
    for (const [owner, mail, telephone] of [
      [fjord, 'drift@fjord.example', '+47 00 59 10 19'],
      [dal, 'drift@dal.example', null],
    ] as const)
      await test.rows(sql`
        insert into contact (id, organisation_id, role, name, email, telephone, language, created_at, changed_at)
        values (${uuidOf(newId('con'))}, ${uuidOf(owner)}, 'security', 'Driftsvakt', ${mail}, ${telephone}, 'nb', ${now}, ${now})`)
    const { contacts } = await partsOf(analyst, ' Drift@fjord.example')
    expect(contacts?.hits).toMatchObject([
      { title: 'Fjord kommune', detail: 'Driftsvakt · drift@fjord.example', link: `/organisations/${fjord}` },
    ])
    expect(titles((await partsOf(analyst, 'drift@')).contacts)).toEqual(['Dal kommune', 'Fjord kommune'])
    expect(titles((await partsOf(ofFjord, 'drift@')).contacts)).toEqual(['Fjord kommune'])
    expect((await partsOf(ofDal, 'drift@fjord.example')).contacts).toBeUndefined()
    for (const text of ['+47 00591019', '00 59 10 19'])
      expect((await partsOf(analyst, text)).contacts?.hits, text).toMatchObject([
        { title: 'Fjord kommune', detail: 'Driftsvakt · +47 00 59 10 19' },
      ])
    expect((await partsOf(ofDal, '00 59 10 19')).contacts).toBeUndefined()

    await holds(fjord, '65551', daysBefore(400), null, 'asn')
    await test.rows(sql`
      insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, asn, asset, severity, tlp, evidence)
      values (${uuidOf(newId('imp'))}, 1, 1, ${now}, ${now}, 'shadow', 'open-rdp', 'address', 'unattributed', 65551, '{}', 2, 'TLP:AMBER', '{}')`)
    for (const text of ['AS65551', '65551', 'as 65551']) {
      const found = await partsOf(analyst, text)
      expect(found.holders?.hits, text).toMatchObject([{ title: 'Fjord kommune', held: { value: '65551' } }])
      expect(found.unattributed?.hits, text).toMatchObject([
        { title: 'AS65551', detail: '1 observasjon uten eier', link: '/unattributed?asn=65551' },
      ])
      expect(titles((await partsOf(ofFjord, text)).holders), text).toEqual(['Fjord kommune'])
      expect((await partsOf(ofFjord, text)).unattributed, text).toBeUndefined()
      expect(await ask(ofDal, text), text).toEqual({ parts: [], goTo: null, late: [] })
    }
  })

  it('finds public bodies for everybody, also by a former name, and groups for the team alone', async () => {
    const group = newId('grp')
    await test.rows(sql`
      insert into stakeholder_group (id, name, kind, note, created_at, changed_at)
      values (${uuidOf(group)}, 'Pasientforeninger i sør', 'patients', 'Til høringer', ${now}, ${now})`)
    for (const scope of [analyst, ofFjord])
      expect((await partsOf(scope, 'Difi')).authorities?.hits, scope.who.name).toMatchObject([
        { link: '/directory/authorities/difi', detail: expect.stringContaining('nå Digitaliseringsdirektoratet') },
      ])
    expect((await partsOf(ofFjord, 'teletilsynet')).authorities?.hits).toMatchObject([
      { title: 'Nasjonal kommunikasjonsmyndighet', detail: 'Nkom · het Post- og teletilsynet' },
    ])
    for (const text of ['pasientforeninger', 'til høring', group])
      expect(titles((await partsOf(analyst, text)).groups), text).toEqual(['Pasientforeninger i sør'])
    expect((await ask(analyst, group)).goTo).toBe(`/directory/groups/${group}`)
    for (const text of ['pasientforeninger', group])
      expect(await ask(ofFjord, text), text).toEqual({ parts: [], goTo: null, late: [] })
  })

  it('finds warnings by title, number and product, and what runs where; members only what went to them and what they run', async () => {
    const advisory = newId('adv')
    const words = (text: string) => ({ nb: text, nn: text, en: text })
    const content = {
      severity: 'critical',
      title: words('Steng Portvakt'),
      summary: words(''),
      products: [{ vendor: 'Fjordsoft', product: 'Portvakt' }],
      vulnerabilities: [],
    }
    await test.rows(sql`
      insert into advisory (id, tracking_id, type, severity, tlp, pap, title, search, life, revision, writers, audience, imported, version, created_at,
        created_by, changed_at, changed_name, published_at)
      values (${uuidOf(advisory)}::uuid, 'TEST-2026-0042', 'vulnerability', 4, 'TLP:AMBER', 'PAP:AMBER', 'Steng Portvakt',
        'test-2026-0042 steng portvakt fjordsoft portvakt', 'published', 1, '{}', '{}', false, 1, ${now}, 'test', ${now}, 'Kari', ${now})`)
    await test.rows(sql`
      insert into advisory_version (advisory_id, version, tracking_id, type, severity, tlp, pap, content, published_at)
      values (${uuidOf(advisory)}::uuid, 1, 'TEST-2026-0042', 'vulnerability', 4, 'TLP:AMBER', 'PAP:AMBER', ${JSON.stringify(content)}::jsonb, ${now})`)
    await test.rows(sql`
      insert into advisory_address (advisory_id, version, organisation_id, reasons, sureness, addressed_at)
      values (${uuidOf(advisory)}::uuid, 1, ${uuidOf(fjord)}::uuid, '[{"kind":"named"}]', 'certain', ${now})`)
    const line = {
      system: 'Porten',
      vendor: 'Fjordsoft',
      product: 'Portvakt',
      version: '7.0.4',
      cpe: '',
      purl: '',
      quantity: null,
      note: '',
    }
    const added = await test.as(system, (tx) => addLine(tx, dal, line, '', now))
    if (!added.ok) throw new Error(added.reason)

    for (const text of ['portvakt', 'TEST-2026-0042', advisory]) {
      expect(titles((await partsOf(analyst, text)).advisories), text).toEqual(['Steng Portvakt'])
      expect((await partsOf(ofFjord, text)).advisories?.hits, text).toMatchObject([{ link: `/our-advisories/${advisory}` }])
      expect((await partsOf(ofDal, text)).advisories, text).toBeUndefined()
    }
    expect((await ask(analyst, advisory)).goTo).toBe(`/advisories/${advisory}`)
    expect((await partsOf(analyst, 'portvakt')).products?.hits).toMatchObject([
      { title: 'Fjordsoft Portvakt 7.0.4', detail: 'Dal kommune' },
    ])
    expect(titles((await partsOf(ofDal, 'portvakt')).products)).toEqual(['Fjordsoft Portvakt 7.0.4'])
    expect((await partsOf(ofFjord, 'portvakt')).products).toBeUndefined()
  })

  it('finds people for whoever manages them alone', async () => {
    expect(titles((await partsOf(admin, 'brannvakt')).people)).toEqual(['Brannvakten'])
    expect((await partsOf(analyst, 'brannvakt')).people).toBeUndefined()
  })

  it('leaves out a part that takes too long, and says which', async () => {
    let answer: ReturnType<typeof ask> | undefined
    await test.as(system, async (tx) => {
      await tx.run(sql`lock table measure in access exclusive mode`)
      answer = ask(analyst, address)
      await answer
    })
    const { parts, late } = await answer!
    expect(late).toEqual(['measures'])
    expect(parts.map(({ part }) => part)).toEqual(['holders', 'findings'])
  })
})

describe('a saved view', () => {
  const kari = person(['duty'], [], 'Kari')
  const ola = person(['analyst'], [], 'Ola')
  const view = { name: 'Kritiske', path: '/findings', query: 'severity=critical' }
  const save = (scope: Scope, more: object = {}) => test.call(scope, 'POST', '/views', { ...view, ...more })
  const viewsOf = async (scope: Scope): Promise<SavedView[]> => (await test.call(scope, 'GET', '/views')).json.views
  const idOf = async (scope: Scope, more: object = {}): Promise<string> => (await save(scope, more)).json.id

  it('is for whoever saved it, in the same organisation too', async () => {
    const id = await idOf(ofFjord)
    expect(await viewsOf(ofFjord)).toEqual([{ ...view, id, shared: false, own: true, by: ofFjord.who.name }])
    for (const other of [person(['member-reader'], [fjord]), ofDal, kari]) {
      expect(await viewsOf(other)).toEqual([])
      expect((await test.call(other, 'PATCH', `/views/${id}`, { name: 'Mine' })).status).toBe(404)
      expect((await test.call(other, 'DELETE', `/views/${id}`)).status).toBe(404)
    }
    expect(await viewsOf(ofFjord)).toHaveLength(1)
  })

  it('is shared with the team and with nobody else, and by nobody else', async () => {
    const id = await idOf(kari, { shared: true })
    expect(await viewsOf(ola)).toMatchObject([{ id, own: false, by: 'Kari', shared: true }])
    expect((await viewsOf(ofDal)).map((each) => each.id)).not.toContain(id)
    expect((await test.call(ola, 'PATCH', `/views/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await test.call(ola, 'DELETE', `/views/${id}`)).status).toBe(404)
    expect((await save(ofDal, { shared: true })).json.code).toBe('only-the-team-shares')
    expect((await test.call(lead, 'DELETE', `/views/${id}`)).status).toBe(200)
    expect(await viewsOf(ola)).toEqual([])
  })

  it('is named anew, changed and taken away, and can be saved again as it was', async () => {
    const id = await idOf(ola)
    await test.call(ola, 'PATCH', `/views/${id}`, { name: 'Om natten', shared: true })
    const [changed] = await viewsOf(ola)
    expect(changed).toMatchObject({ ...view, name: 'Om natten', shared: true })
    await test.call(ola, 'PATCH', `/views/${id}`, { query: 'state=fixed' })
    expect(await viewsOf(ola)).toMatchObject([{ name: 'Om natten', query: 'state=fixed', shared: true }])
    await test.call(ola, 'PATCH', `/views/${id}`, { query: view.query })
    await test.call(ola, 'DELETE', `/views/${id}`)
    expect(await viewsOf(ola)).toEqual([])
    const { name, path, query, shared } = changed!
    await save(ola, { name, path, query, shared })
    expect(await viewsOf(ola)).toMatchObject([{ ...view, name: 'Om natten', shared: true }])
  })

  it('has a name of its own on its page, leads to a page of ours, and belongs to a person', async () => {
    const nora = person(['analyst'], [], 'Nora')
    await save(nora)
    expect((await save(nora)).json.code).toBe('view-name-taken')
    const other = await idOf(nora, { name: 'Andre' })
    expect((await test.call(nora, 'PATCH', `/views/${other}`, { name: 'Kritiske' })).json.code).toBe('view-name-taken')
    expect((await test.call(nora, 'PATCH', `/views/${other}`, { name: 'Andre', shared: false })).status).toBe(200)
    for (const path of ['//elsewhere.example', 'https://elsewhere.example', '/findings?x', 'findings'])
      expect((await save(nora, { name: 'x', path })).status, path).toBe(422)
    const key: Scope = { ...nora, who: { kind: 'key', id: newId('key'), name: 'Nøkkel' } }
    expect((await save(key)).json.code).toBe('person-needed')
    expect((await viewsOf(key)).filter(({ own }) => own)).toEqual([])
  })
})

describe('a tour', () => {
  it('is offered to each person until they have taken or skipped it', async () => {
    const [kari, ola] = [person(['duty'], [], 'Kari'), person(['duty'], [], 'Ola')]
    const taken = async (scope: Scope) => (await test.call(scope, 'GET', '/tours')).json.taken
    expect(await taken(kari)).toEqual([])
    for (const _ of [1, 2]) expect((await test.call(kari, 'POST', '/tours', { tour: 'duty' })).status).toBe(200)
    expect(await taken(kari)).toEqual(['duty'])
    expect(await taken(ola)).toEqual([])
  })
})
