import { expect, it } from 'vitest'
import { addPerson, setUpSecondFactor } from '#capabilities/access/capability.ts'
import { answerToken, linkKey } from '#capabilities/notices/link.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { linkScope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import { raw, sql } from '#platform/db/db.ts'
import { accessTable } from './access-table.ts'
import { idFor, questions } from './questions.ts'
import { codeAt, delegationOf, type Principal, password, type Sector, type Side, scopeOf } from './sector.ts'
import { lineNameOf } from './walker.ts'
import { ask, listen, must } from './wire.ts'

/** What a delegate asks in vain, or what tells nothing of the organisation. */
const untold: Readonly<Record<string, { status: number; because: string }>> = {
  'GET /api/organisations/:id/readings': { status: 404, because: 'the read log is for its own people' },
  'GET /api/organisations/:id/readings.csv': { status: 404, because: 'the read log is for its own people' },
  'GET /api/organisations/:id/readings.xlsx': { status: 404, because: 'the read log is for its own people' },
  'GET /api/organisations/:id/people': { status: 404, because: 'its people are for its own people' },
  'GET /api/organisations/:id/delegations': { status: 404, because: 'what it lends is for its own people' },
  'GET /api/organisations/:id/face': { status: 200, because: 'how much of the portal is shown' },
  'GET /api/information/:id': {
    status: 404,
    because: 'what is for everybody is nobody’s own; a warning of its own stands elsewhere',
  },
  'GET /api/organisations/:id/desk': { status: 200, because: 'how the team is reached' },
}

/** What the team reads of its own, or of the register that everybody knows, when an organisation is named: why nothing is noted. */
const ownOfTheTeam: Readonly<Record<string, string>> = {
  'GET /api/organisations': 'who is in the register, by name and kind',
  'GET /api/people': 'who has an account',
  'GET /api/keys': 'which keys there are',
  'GET /api/invitations': 'who was invited',
  'GET /api/audit': 'the trail of what was done',
  'GET /api/claims/registry': 'which registries were read',
  'GET /api/directory/groups/:id/members': 'how the team groups organisations',
  'GET /api/directory/peers/:id/organisations': 'which other teams there are',
  'GET /api/organisations/:id/teams': 'which other teams there are',
  'GET /api/directory/security-act': 'what an authority has decided',
  'GET /api/ignore-rules': 'what the team leaves out',
  'GET /api/advisories/:id': 'whom the team means a warning for, by name alone',
  'GET /api/notices/routing': 'whom the team writes to',
  'GET /api/search': 'a handful of titles; what is opened is noted',
}

/** What somebody would try who knows how the house is built. */
export function attacksOn(open: () => Sector): void {
  const as = (name: string): Principal => open().as(name)
  const security = () => as('security of Granly')
  const codeOf = (answer: { json: unknown }) => (answer.json as { code: string }).code

  it('find nothing behind an id of the wrong kind, a bare one, or one that is no id', async () => {
    const { of } = open()
    const bare = of.granly.org.slice(4)
    for (const id of [
      of.granly.fnd,
      `fnd_${bare}`,
      bare,
      uuidOf(of.granly.org),
      of.granly.org.toUpperCase(),
      `${of.granly.org}'--`,
      '%2e%2e',
      '*',
      'null',
    ]) {
      const answer = await ask(security(), 'GET', `/api/organisations/${id}`)
      expect([id, answer.status]).toEqual([id, 404])
    }
  })

  it('take the organisation from the address: an id in body or query does not put another in its place', async () => {
    const { of } = open()
    const body = {
      id: of.bergheim.org,
      organisationId: of.bergheim.org,
      organisation_id: of.bergheim.org,
      role: 'media',
      name: 'granly-secret press',
      telephone: '+47 55 00 00 00',
    }
    await must(ask(security(), 'PUT', `/api/organisations/${of.granly.org}/contacts`, { body, query: { id: of.bergheim.org } }))
    const [made] = await open().world.db.asOwner((tx) =>
      tx.rows<{ organisation: string }>(
        sql`select organisation_id as organisation from contact where name = 'granly-secret press'`,
      ),
    )
    expect(made!.organisation).toBe(uuidOf(of.granly.org))
    const foreign = await ask(security(), 'PUT', `/api/organisations/${of.bergheim.org}/contacts`, {
      body: { ...body, id: of.granly.org },
    })
    expect(codeOf(foreign)).toBe('not-found')
  })

  it('let nobody make a key for another organisation, for the team, or with more than they have', async () => {
    const { of, clock } = open()
    const wanted = { name: 'mine', roles: ['member-security'], expiresAt: later(clock.now(), 3_600_000) }
    const make = async (who: Principal, more: object) =>
      codeOf(await ask(who, 'POST', '/api/keys', { body: { ...wanted, ...more } }))
    expect(await make(security(), { organisationId: of.bergheim.org })).toBe('not-found')
    expect(await make(security(), { organisationId: null })).toBe('beyond-your-roles')
    expect(await make(security(), { organisationId: null, roles: ['admin'] })).toBe('beyond-your-roles')
    expect(await make(security(), { organisationId: of.granly.org, roles: ['member-security', 'admin'] })).toBe(
      'beyond-your-roles',
    )
    expect(await make(as('reader of Granly'), { organisationId: of.granly.org })).toBe('not-your-role')
    expect(await make(as('key of granly'), { organisationId: of.granly.org })).toBe('person-needed')
  })

  it('give nobody a role, a seat or a name that they send along with what they may change', async () => {
    const { world } = open()
    const rights = () =>
      world.db.asOwner((tx) => tx.rows(sql`select id, name, display_name, team_roles, disabled_at from person order by id`))
    const before = await rights()
    const body = {
      locale: 'nb',
      teamRoles: ['admin'],
      roles: ['admin'],
      team: true,
      name: 'admin',
      displayName: 'admin',
      organisations: [],
    }
    await must(ask(security(), 'PUT', '/api/me/locale', { body }))
    expect(await rights()).toEqual(before)
  })

  it('tell nothing by filters and page keys of another: the answer is that for something that never was', async () => {
    const { of } = open()
    const never = (id: string) => `${id.slice(0, 4)}${'0'.repeat(31)}1`
    const same = async (url: string, query: (id: string) => Record<string, string>, id: string) => {
      const [known, unknown] = [
        await ask(security(), 'GET', url, { query: query(id) }),
        await ask(security(), 'GET', url, { query: query(never(id)) }),
      ]
      expect([url, known.status, known.text]).toEqual([url, unknown.status, unknown.text])
    }
    await same('/api/organisations', (after) => ({ after }), of.bergheim.org)
    await same('/api/findings', (organisation) => ({ organisation }), of.bergheim.org)
    await same('/api/findings', (operator) => ({ operator }), of.bergheim.org)
    await same('/api/findings', (q) => ({ q }), of.bergheim.fnd)
    await same('/api/findings/count', (organisation) => ({ organisation }), of.bergheim.org)
    await same('/api/findings.csv', (organisation) => ({ organisation }), of.bergheim.org)
  })

  it('break nothing with a page key that nobody gave', async () => {
    const { of } = open()
    const lists = [
      '/api/organisations',
      `/api/organisations/${of.granly.org}/holdings`,
      `/api/organisations/${of.granly.org}/readings`,
      '/api/findings',
      '/api/findings?order=newest',
      '/api/findings?order=due',
      `/api/findings/${of.granly.fnd}/sightings`,
      '/api/keys',
      '/api/people',
      '/api/audit',
      '/api/unattributed',
      '/api/ignore-rules',
      '/api/imports',
      `/api/imports/${open().import}/issues`,
    ]
    const broken: string[] = []
    for (const url of lists)
      for (const after of [of.bergheim.org, of.bergheim.fnd, "1'--", '~', '.', '9'.repeat(30)])
        if (
          (await ask(as('admin'), 'GET', `${url}${url.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`)).status >=
          500
        )
          broken.push(`${url} ${after}`)
    expect(broken).toEqual([])
  })

  it('count only what may be seen', async () => {
    const { of } = open()
    const counted = async (name: string) =>
      ((await must(ask(as(name), 'GET', '/api/findings/count'))).json as { count: { value: number } }).count.value
    expect([
      await counted('security of Granly'),
      await counted('security of Bergheim'),
      await counted('operator for Granly'),
    ]).toEqual([4, 2, 4])
    const listed = (await must(ask(security(), 'GET', '/api/organisations'))).json as {
      rows: { id: string }[]
      count: { value: number }
    }
    expect([listed.rows.map(({ id }) => id), listed.count.value]).toEqual([[of.granly.org], 1])
  })

  it('let an answer link open its notice and nothing else, for whoever has it', async () => {
    const { of, world, clock } = open()
    const [delivery] = await world.db.asOwner((tx) =>
      tx.rows<{ id: string }>(sql`select id from delivery where notice_id = ${uuidOf(of.granly.ntc)}::uuid order by id limit 1`),
    )
    const dlv = toId('dlv', delivery!.id)
    const token = answerToken(linkKey(world.config), dlv, of.granly.ntc as Id<'ntc'>, later(clock.now(), 3_600_000))
    for (const name of ['nobody', 'security of Bergheim', 'operator for Granly']) {
      const read = await must(ask(as(name), 'POST', '/api/answer-link', { body: { token } }))
      const found = (read.json as { findings: { id: string }[] }).findings.map(({ id }) => id)
      expect(found).toEqual([of.granly.fnd])
      for (const secret of [of.bergheim.fnd, of.bergheim.org, 'bergheim', 'otterdrift', 'team-secret'])
        expect(read.everything).not.toContain(secret)
      // What it does not tell of, it does not answer, whoever asks besides.
      const body = { token, ids: [of.bergheim.fnd, of.otterdrift.fnd], answer: { answer: 'fixed' }, name: 'Somebody' }
      expect((await must(ask(as(name), 'POST', '/api/answer-link/answer', { body }))).json).toEqual({ changed: 0, unchanged: 2 })
    }
    const bearer = { ...as('nobody'), headers: { authorization: `Bearer ${token}` } }
    for (const url of [`/api/notices/${of.granly.ntc}`, `/api/findings/${of.granly.fnd}`, '/api/findings', '/api/notices'])
      expect([url, codeOf(await ask(bearer, 'GET', url))]).toEqual([url, 'not-signed-in'])
    // Neither another notice's name under the same seal, nor an end that was moved.
    const bytes = Buffer.from(token, 'base64url')
    for (const at of [20, 36, bytes.length - 1]) {
      const bent = Buffer.from(bytes)
      bent[at]! ^= 1
      expect((await ask(as('nobody'), 'POST', '/api/answer-link', { body: { token: bent.toString('base64url') } })).status).toBe(
        404,
      )
    }
    // The second wall: in the scope of the link, direct SQL sees this notice and what it told of, and changes nothing.
    const scope = linkScope(of.granly.ntc as Id<'ntc'>, dlv, 'walls')
    const rows = await world.db.in(scope, async (tx) => ({
      notices: await tx.rows<{ id: string }>(sql`select id from notice`),
      told: await tx.rows<{ id: string }>(sql`select finding_id as id from notice_finding`),
      rest: await tx.rows(sql`
        select 1 from finding union all select 1 from organisation union all select 1 from contact union all select 1 from delivery
        union all select 1 from measure union all select 1 from webhook union all select 1 from task union all select 1 from notice_step`),
      changed: await tx.run(sql`update notice_finding set answer = 'fixed'`),
      answered: await tx.rows(sql`
        select * from finding_answer(${[uuidOf(of.bergheim.fnd)]}::uuid[], '{}'::uuid[], 'fixed', null, null, 'link', 'walls', ${clock.now()})`),
    }))
    expect(rows).toEqual({
      notices: [{ id: uuidOf(of.granly.ntc) }],
      told: [{ id: uuidOf(of.granly.fnd) }],
      rest: [],
      changed: 0,
      answered: [],
    })
  })

  it('show an operator what lies in the network it operates, and nothing else of who owns it', async () => {
    const { of, operated } = open()
    const operator = as('operator for Granly')
    const story = await must(ask(operator, 'GET', `/api/findings/${operated}`))
    expect(operator.forbidden.filter((word) => story.everything.includes(word))).toEqual([])
    expect(codeOf(await ask(operator, 'GET', `/api/findings/${of.granly.fnd}`))).toBe('not-found')
    expect(codeOf(await ask(operator, 'GET', `/api/organisations/${of.granly.org}`))).toBe('not-found')
  })

  it('take no session with the secret of another, without any, or from the page of another site', async () => {
    const other = as('security of Bergheim').headers['x-csrf-token']!
    const { of } = open()
    const put = (headers: Record<string, string>) =>
      ask(security(), 'PUT', `/api/organisations/${of.granly.org}/contacts`, {
        body: { role: 'media', name: 'x', telephone: '+47 55 00 00 00' },
        headers,
      })
    expect(codeOf(await put({ 'x-csrf-token': other }))).toBe('bad-csrf')
    expect(codeOf(await put({ 'x-csrf-token': '' }))).toBe('bad-csrf')
    expect(codeOf(await put({ 'sec-fetch-site': 'cross-site' }))).toBe('bad-csrf')
    const form = await ask(security(), 'POST', '/api/keys', { headers: { 'content-type': 'text/plain', 'x-csrf-token': '' } })
    expect(form.status).toBeGreaterThanOrEqual(400)
  })

  it('let a method be no other than it is', async () => {
    const { of } = open()
    const headers = { 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE', 'x-method-override': 'DELETE' }
    for (const query of [{ _method: 'DELETE' }])
      await ask(security(), 'GET', `/api/organisations/${of.granly.org}`, { headers, query })
    const contact = `/api/contacts/${of.granly.con}`
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'PUT']) {
      const answer = await ask(security(), method, contact, {
        headers,
        ...(['POST', 'PATCH', 'PUT'].includes(method) && { body: {} }),
      })
      expect([method, answer.status]).toEqual([method, 404])
    }
    const left = await open().world.db.asOwner((tx) => tx.rows(sql`select from contact where id = ${uuidOf(of.granly.con)}`))
    expect(left).toHaveLength(1)
  })

  it('answer HEAD as GET, without a body and with no more to tell', async () => {
    const { of } = open()
    for (const side of ['granly', 'bergheim'] as const) {
      for (const url of [`/api/organisations/${of[side].org}`, `/api/findings/${of[side].fnd}`]) {
        const [get, head] = [await ask(security(), 'GET', url), await ask(security(), 'HEAD', url)]
        expect([head.status, head.text]).toEqual([get.status, ''])
      }
    }
  })

  it('take a key only as a bearer token, and a session only as a cookie', async () => {
    const key = as('key of granly').headers.authorization!.replace('Bearer ', '')
    const session = /varde_session=([^;]+)/.exec(security().headers.cookie!)![1]!
    const nobody = as('nobody')
    const tried = [
      { query: { key, token: key, api_key: key, access_token: key } },
      { headers: { authorization: `Basic ${Buffer.from(`key:${key}`).toString('base64')}` } },
      { headers: { authorization: key } },
      { headers: { 'x-api-key': key } },
      { headers: { cookie: `varde_session=${key}` } },
      { headers: { authorization: `Bearer ${session}` } },
      { query: { varde_session: session } },
    ]
    for (const question of tried) expect((await ask(nobody, 'GET', '/api/organisations', question)).status).toBe(401)
  })

  it('believe nobody who says where they come from', async () => {
    const { of, clock } = open()
    const body = {
      name: 'from one network',
      organisationId: of.granly.org,
      roles: ['member-reader'],
      networks: ['198.18.77.0/24'],
      expiresAt: later(clock.now(), 3_600_000),
    }
    const { token } = (await must(ask(security(), 'POST', '/api/keys', { body }))).json as { token: string }
    const claims = { 'x-forwarded-for': '198.18.77.7', forwarded: 'for=198.18.77.7', 'x-real-ip': '198.18.77.7' }
    const from = (address: string, more: object) =>
      ask({ ...as('nobody'), address }, 'GET', '/api/organisations', { headers: { authorization: `Bearer ${token}`, ...more } })
    expect((await from('198.19.0.99', claims)).status).toBe(401)
    expect((await from('198.18.77.7', {})).status).toBe(200)
    const metrics = { ...claims, 'x-forwarded-for': '127.0.0.1' }
    expect((await ask(as('nobody'), 'GET', '/metrics', { headers: metrics })).status).toBe(404)
  })

  it('measure without names: what monitoring reads speaks of no organisation', async () => {
    const answer = await must(ask({ ...as('nobody'), address: '127.0.0.1' }, 'GET', '/metrics'))
    expect(as('nobody').forbidden.filter((word) => answer.text.includes(word))).toEqual([])
  })

  it('know an address however it is written: percent signs, strokes and capitals open nothing', async () => {
    const { of } = open()
    for (const url of [
      `/%61pi/organisations/${of.granly.org}`,
      `/api/%6frganisations/${of.granly.org}`,
      `//api/organisations/${of.granly.org}`,
      `/api//organisations/${of.granly.org}`,
      `/API/organisations/${of.granly.org}`,
      `/api/organisations/${of.granly.org}/`,
      `/x/../api/organisations/${of.granly.org}`,
      `/api/organisations/${of.granly.org};a=b`,
    ]) {
      const answer = await ask(as('nobody'), 'GET', url)
      expect(as('nobody').forbidden.filter((word) => !url.includes(word) && answer.everything.includes(word))).toEqual([])
      const foreign = await ask(as('security of Bergheim'), 'GET', url)
      expect(
        as('security of Bergheim').forbidden.filter((word) => !url.includes(word) && foreign.everything.includes(word)),
      ).toEqual([])
    }
  })

  it('limit how often an address asks, also when it writes the address in another way', async () => {
    const answer = await ask(as('nobody'), 'GET', '/%61pi/organisations')
    expect(answer.status).toBe(401)
    expect(answer.everything).toContain('x-ratelimit-limit')
  })

  const untilHeard = { timeout: 20_000, interval: 200 }
  const opened = async (side: Side) => {
    const { of, world, clock } = open()
    const payload = JSON.stringify({ findings: [{ id: of[side].fnd, organisation: of[side].org, severity: 3 }] })
    const scope = scopeOf(open(), 'granly')
    await world.db.in(scope, (tx) =>
      tx.run(
        sql`insert into event (kind, at, who, payload) values ('finding.opened', ${clock.now()}, ${scope.who.id}, ${payload})`,
      ),
    )
  }

  it('tell of findings as they come to whom they concern, and to nobody else', async () => {
    const listeners = new Map<string, Awaited<ReturnType<typeof listen>>>()
    for (const name of ['security of Granly', 'security of Bergheim', 'duty'])
      listeners.set(name, await listen(as(name), 'GET', '/api/findings/live'))
    const heard = (name: string) => listeners.get(name)!.answer.text
    // A stream may say that it is open a moment before it has found its place among the events.
    for (const name of ['duty', 'security of Bergheim'])
      await expect.poll(() => opened('bergheim').then(() => heard(name)), untilHeard).toContain('finding.opened')
    expect(heard('security of Granly')).toBe(': open\n\n')
    for (const { hangUp } of listeners.values()) hangUp()
  })

  it('let nobody write events or the trail in the name of another, or bend the chain of the trail', async () => {
    const { world, of, clock } = open()
    const granly = scopeOf(open(), 'granly')
    const run = (statement: string) => world.db.in(granly, (tx) => tx.run(raw(statement)))
    const entry = (who: string, position: string, previous: string) =>
      `insert into audit select ${position}, '${clock.now()}', 'person', '${who}', 'x', 'x', 'x', null, '{}', ${previous}, repeat('f', 64) from audit_head`
    await expect(
      run(`insert into event (kind, at, who, payload) values ('finding.opened', now(), '${of.bergheim.usr}', '{}')`),
    ).rejects.toThrow('row-level security')
    await expect(run(entry(of.bergheim.usr, 'position + 1', 'hash'))).rejects.toThrow('row-level security')
    await expect(run(entry(of.granly.usr, 'position + 2', 'hash'))).rejects.toThrow('row-level security')
    await expect(run(entry(of.granly.usr, 'position + 1', `repeat('0', 64)`))).rejects.toThrow('row-level security')
    await expect(run(`update audit_head set hash = repeat('0', 64)`)).rejects.toThrow('only moves on to its next entry')
    await expect(run('update audit_head set position = position - 1')).rejects.toThrow('only moves on to its next entry')
    const verified = await must(ask(as('admin'), 'GET', '/api/audit/verification'))
    expect(verified.json).toMatchObject({ whole: true, faults: [], days: [] })
  })

  it('let a member change no finding and no story by direct SQL, not even its own', async () => {
    const { world, of } = open()
    const run = (statement: string) => world.db.in(scopeOf(open(), 'granly'), (tx) => tx.run(raw(statement)))
    const id = uuidOf(of.granly.fnd)
    expect(await run(`update finding set state = 'fixed' where id = '${id}'`)).toBe(0)
    expect(await run(`delete from finding where id = '${id}'`)).toBe(0)
    await expect(
      run(
        `insert into finding_step (finding_id, number, at, what, who_kind, who, because) values ('${id}', 99, now(), 'fixed', 'person', 'the team', '{}')`,
      ),
    ).rejects.toThrow('row-level security')
  })

  it('keep somebody with seats in two organisations to the role that each seat gives', async () => {
    const { of } = open()
    const seats = [
      { id: of.granly.org, role: 'member-security' },
      { id: of.bergheim.org, role: 'member-reader' },
    ]
    const name = 'two.seats'
    const { world, clock } = open()
    const added = await addPerson(world.db, clock, { name, displayName: name, password, organisations: seats as never })
    if (!added.ok) throw new Error(added.reason)
    const secret = await setUpSecondFactor(world.db, clock, world.config, { id: added.value.id, name })
    const body = { name, password, code: codeAt(secret, clock.now()) }
    const signedIn = await must(ask({ ...as('nobody'), address: '198.19.1.1' }, 'POST', '/api/session', { body }))
    const headers = {
      cookie: signedIn.cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; '),
      'x-csrf-token': signedIn.cookies.find((cookie) => cookie.name === 'varde_csrf')!.value,
    }
    const put = (org: string) =>
      ask(as('nobody'), 'PUT', `/api/organisations/${org}/contacts`, {
        headers,
        body: { role: 'media', name: 'granly-secret two', telephone: '+47 55 00 00 00' },
      })
    expect((await put(of.granly.org)).status).toBe(200)
    expect(codeOf(await put(of.bergheim.org))).toBe('not-your-role')
    expect(codeOf(await ask(as('nobody'), 'DELETE', `/api/contacts/${of.bergheim.con}`, { headers }))).toBe('not-your-role')
    const keys = (await must(ask(as('nobody'), 'GET', '/api/keys', { headers, query: { limit: '200' } }))).text
    expect([keys.includes(of.granly.key), keys.includes(of.bergheim.key)]).toEqual([true, false])
  })

  it('tell the member of each thing of its that a delegate reads', async () => {
    const { of, world } = open()
    const delegate = as('operator for Granly')
    const asked = { ...delegationOf('otterdrift', open().clock.now()), side: 'operator', number: '312000024', may: [] }
    const path = `/api/organisations/${of.otterdrift.org}/delegations`
    const { id: delegation } = (await must(ask(delegate, 'POST', path, { body: asked }))).json as { id: string }
    await must(ask(security(), 'POST', `/api/delegations/${delegation}/consent`))
    await must(ask(delegate, 'PUT', '/api/me/acts-for', { body: { organisation: null } }))
    const unnoted: string[] = []
    const names = Object.keys(accessTable).filter(
      (name) => /^GET .*\/:id/.test(name) && accessTable[name]!.foreign === 'not-found' && !(name in untold),
    )
    for (const name of names) {
      const url = name.slice(4)
      const why = `/walls/${names.indexOf(name)}`
      const { status } = await ask(delegate, 'GET', url.replace(':id', idFor(open(), 'granly', url)!), {
        headers: { 'x-varde-from': why },
      })
      const lines = await world.db.asOwner((tx) =>
        tx.rows(
          sql`select from read_log where organisation_id = ${uuidOf(of.granly.org)}::uuid and why = ${why} and side = 'delegate' and who = ${delegate.person}`,
        ),
      )
      if (status !== 200 || lines.length !== 1) unnoted.push(`${name}: ${status}, ${lines.length} lines`)
    }
    expect(unnoted).toEqual([])
    expect(names.length).toBeGreaterThan(20)
    for (const [name, { status }] of Object.entries(untold)) {
      const url = name.slice(4)
      expect((await ask(delegate, 'GET', url.replace(':id', idFor(open(), 'granly', url)!))).status, name).toBe(status)
    }
    await must(ask(security(), 'DELETE', `/api/delegations/${delegation}`))
  })

  it('tell the member of each thing of its that the team reads', async () => {
    const { of, world, routes } = open()
    const lead = as('lead')
    const lists = routes.filter(({ method, url, form }) => method === 'GET' && form === 'json' && !url.includes('/planted'))
    const unnoted: string[] = []
    let noted = 0
    for (const [index, route] of lists.entries()) {
      const name = lineNameOf(route)
      const [asked = {}] = [(await questions[name]?.(open(), 'granly', lead, true)) ?? {}].flat()
      const url = route.url.replace(/:\w+/, asked.id ?? idFor(open(), 'granly', route.url) ?? 'x')
      const why = `/walls/team/${index}`
      const answer = await ask(lead, 'GET', url, { ...asked, headers: { 'x-varde-from': why } })
      const lines = await world.db.asOwner((tx) =>
        tx.rows(
          sql`select from read_log where organisation_id = ${uuidOf(of.granly.org)}::uuid and why = ${why} and side = 'team'`,
        ),
      )
      const isShown = answer.status === 200 && answer.text.includes(of.granly.org)
      if (isShown && lines.length === 0 && !(name in ownOfTheTeam)) unnoted.push(name)
      if (lines.length > 0) noted += 1
    }
    expect(unnoted).toEqual([])
    expect(noted).toBeGreaterThan(25)
  })

  it('give a delegate no say over the people and the word of the member by direct SQL, while it stands in and after', async () => {
    const { of, world, clock } = open()
    const delegate = as('operator for Granly')
    const asked = { ...delegationOf('otterdrift', clock.now()), side: 'operator', number: '312000024' }
    const path = `/api/organisations/${of.otterdrift.org}/delegations`
    const { id: delegation } = (await must(ask(delegate, 'POST', path, { body: asked }))).json as { id: string }
    const org = uuidOf(of.granly.org)
    const scope = { ...scopeOf(open(), 'otterdrift'), organisations: [of.otterdrift.org, of.granly.org] as Id<'org'>[] }
    const run = (statement: string) => world.db.in(scope, (tx) => tx.rows(raw(statement)))
    const tries = async () => {
      expect(await run(`select from people_of('${org}')`)).toEqual([])
      await expect(run(`select keep_seat('${org}', '${uuidOf(of.granly.usr)}', null)`)).rejects.toThrow('not a seat to change')
      expect(await run(`update service_consent set withdrawn_at = now() where organisation_id = '${org}' returning id`)).toEqual(
        [],
      )
      await expect(
        run(`insert into service_consent select (jsonb_populate_record(null::service_consent, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid()))).*
             from service_consent c where organisation_id = '${org}' limit 1`),
      ).rejects.toThrow('row-level security')
    }
    await must(ask(security(), 'POST', `/api/delegations/${delegation}/consent`))
    await tries()
    await must(ask(security(), 'DELETE', `/api/delegations/${delegation}`))
    await tries()
    const waiting = ((await must(ask(delegate, 'POST', path, { body: asked }))).json as { id: string }).id
    await expect(run(`update delegation set consented_at = now() where id = '${uuidOf(waiting)}'`)).rejects.toThrow(
      'only the member consents',
    )
  })

  it('end what somebody may at once: roles taken away, account closed, key revoked', async () => {
    const { of } = open()
    const stream = await listen(as('reader of Bergheim'), 'GET', '/api/findings/live')
    const { json } = await must(
      ask(as('admin'), 'PATCH', `/api/people/${as('reader of Bergheim').person}`, { body: { organisations: [] } }),
    )
    expect(json).toEqual({})
    expect((await ask(as('reader of Bergheim'), 'GET', `/api/organisations/${of.bergheim.org}`)).status).toBe(401)
    await must(ask(as('admin'), 'DELETE', `/api/keys/${of.bergheim.key}`))
    expect((await ask(as('key of bergheim'), 'GET', '/api/organisations')).status).toBe(401)
    // What was open when it ended tells nothing more.
    await expect.poll(() => opened('bergheim').then(() => stream.answer.ended), untilHeard).toBe(true)
    expect(stream.answer.text).toBe(': open\n\n')
  })
}
