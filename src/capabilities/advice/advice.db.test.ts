import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Method, Role } from '#domain/endpoint.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { isTeam, type Scope, systemScope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, raw, sql } from '#platform/db/db.ts'
import { openPostgres } from '#platform/db/open.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { adviceCapability } from './capability.ts'
import { commands } from './cli.ts'
import { type AdviceRow, adviceChanged } from './contract.ts'
import { asText, blocksOf, currentVersions } from './index.ts'

const now = '2026-11-22T10:00:00.000Z'
const clock = clockAt(now)
const team = systemScope('test')
const callers = new Map<string, Scope>()
let database: FreshDatabase
let db: Db
let app: App

const person = (name: string, roles: readonly Role[], organisations: readonly Id<'org'>[] = []): Scope => ({
  who: { kind: 'person', id: newId('usr'), name },
  roles,
  team: isTeam(roles),
  organisations,
})
const lead = person('Leder', ['lead'])
const analyst = person('Analytiker', ['analyst'])
const duty = person('Vakt', ['duty'])
const member = person('Medlem', ['member-security'], [newId('org')])

beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
  const world = { db, jobs: {} as never, clock, config: readConfig({}), log: createLog('silent'), metrics: createMetrics() }
  app = await createApp({
    ...world,
    errors: { ...errorTexts, ...adviceCapability.errors },
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'nb' }
    },
  })
  adviceCapability.routes(app)
})
afterAll(async () => {
  await app?.fastify.close()
  await db?.close()
  await database?.drop()
})

async function ask(scope: Scope, method: Method, path: string, body?: object, locale = 'nb') {
  callers.set(scope.who.id, scope)
  clock.set(later(clock.now(), 1_000))
  const answer = await app.fastify.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: scope.who.id, 'x-varde-locale': locale },
    ...(body && { payload: body }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const text = (title: string, body = 'Gjør dette.\n- Først\n- Så') => ({ title, text: body })
const written = (title: string, change: object = {}) => ({
  topic: 'network',
  texts: { nb: text(title), nn: null, en: text(`${title} in English`) },
  references: [{ kind: 'principle', id: '2.2.3' }],
  why: 'Spurt om tre ganger',
  ...change,
})
const add = async (title: string, change: object = {}): Promise<Id<'adb'>> => {
  const answer = await ask(analyst, 'POST', '/advice', written(title, change))
  expect(answer.status).toBe(200)
  return answer.body.id
}
const titles = async (query: string, locale = 'nb'): Promise<string[]> =>
  (await ask(duty, 'GET', `/advice?${query}`, undefined, locale)).body.rows.map(({ title }: AdviceRow) => title)
const events = (): Promise<{ payload: unknown; at: string }[]> =>
  db.read(team, (tx) => tx.rows(sql`select payload, at from event where kind = ${adviceChanged} order by position`))

describe('the library', () => {
  it('2.08 whoever is asked answers with a card instead of retyping it; a changed card tells its number to all that cite it', async () => {
    expect((await ask(lead, 'POST', '/advice/begin', {})).body).toEqual({ added: 7 })
    const rows: AdviceRow[] = (await ask(duty, 'GET', '/advice')).body.rows
    expect(rows).toHaveLength(7)
    expect(rows.every(({ missing, version, retired }) => missing.length === 0 && version === 1 && !retired)).toBe(true)
    const { id } = rows.find(({ topic }) => topic === 'mail')!
    const { content } = (await ask(duty, 'GET', `/advice/${id}`)).body
    for (const locale of ['nb', 'nn', 'en'] as const) {
      const card = asText(content, locale)!
      expect(card).toContain(content.texts[locale].title)
      expect(card.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(7)
    }

    const changed = { ...content, texts: { ...content.texts, nb: text('Hindre at andre sender i deres navn') } }
    const { topic, texts, references } = changed
    const answer = await ask(analyst, 'PUT', `/advice/${id}`, { topic, texts, references, after: 1, why: 'Ny rettleiing' })
    expect(answer).toEqual({ status: 200, body: { version: 2 } })
    expect((await events()).map(({ payload }) => payload)).toEqual([{ block: id, version: 2 }])
    const citing = new Map([
      [id, 1],
      [rows.find(({ topic: about }) => about === 'culture')!.id, 1],
    ])
    const current = await db.read(team, (tx) => currentVersions(tx, [...citing.keys()]))
    expect([...citing].filter(([block, version]) => current.get(block)! > version).map(([block]) => block)).toEqual([id])
    expect((await ask(duty, 'GET', `/advice/${id}?version=1`)).body.content).toEqual(content)
  })

  it('takes the first blocks in once: what the team has made of them stays', async () => {
    expect((await ask(lead, 'POST', '/advice/begin', {})).body).toEqual({ added: 0 })
    expect((await ask(duty, 'GET', '/advice?topic=mail')).body.rows[0].version).toBe(2)
  })

  it('gives neighbours blocks as they count now, and nothing of what is unknown', async () => {
    const id = await add('Del nettet')
    const unknown = newId('adb')
    const found = await db.read(team, (tx) => blocksOf(tx, [id, unknown]))
    expect([...found.keys()]).toEqual([id])
    expect(found.get(id)).toMatchObject({ version: 1, retired: false, topic: 'network', texts: { nn: null } })
    expect((await db.read(team, (tx) => currentVersions(tx, [unknown]))).size).toBe(0)
  })
})

describe('the list', () => {
  it('is searched, filtered by topic, by missing language and by what is put away', async () => {
    await add('Sett 100 % av loggen i sikkerhet', {
      topic: 'logging',
      texts: { nb: text('Sett 100 % av loggen i sikkerhet'), nn: null, en: null },
    })
    await add('Sett 100 av loggen i sikkerhet', { topic: 'logging', texts: { nb: null, nn: null, en: text('Only English') } })
    expect(await titles('q=100%20%25')).toEqual(['Sett 100 % av loggen i sikkerhet'])
    expect(await titles('q=AV%20LOGGEN%20I')).toEqual(['Sett 100 % av loggen i sikkerhet'])
    expect(await titles('topic=logging&missing=nb')).toEqual(['Only English'])
    expect(await titles('topic=logging')).toEqual(['Only English', 'Sett 100 % av loggen i sikkerhet'])
    expect(await titles('topic=logging&topic=network&missing=nn&missing=nb', 'en')).toContain('Del nettet in English')
    expect((await ask(duty, 'GET', '/advice?topic=nothing')).status).toBe(422)
  })

  it('pages by key without gap or repetition, and refuses a key that it never gave', async () => {
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await ask(duty, 'GET', `/advice?limit=3${after && `&after=${encodeURIComponent(after)}`}`)
      seen.push(...body.rows.map(({ id }: AdviceRow) => id))
      after = body.next ?? ''
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength((await ask(duty, 'GET', '/advice?limit=200')).body.rows.length)
    expect((await ask(duty, 'GET', '/advice?after=x')).status).toBe(422)
  })
})

describe('a block', () => {
  it('is changed by one at a time: the second is told of the first, and nothing is lost of either', async () => {
    const id = await add('Samtidig')
    const change = (title: string) => ask(lead, 'PUT', `/advice/${id}`, { ...written(title), after: 1 })
    const both = await Promise.all([change('Den ene'), change('Den andre')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'advice-changed' })
    const { block } = (await ask(duty, 'GET', `/advice/${id}`)).body
    expect(block.version).toBe(2)
  })

  it('keeps every version as it was: nobody can change or take one away', async () => {
    const id = await add('Uendret')
    for (const statement of ["update advice_version set why = 'x'", 'delete from advice_version', 'delete from advice_block'])
      await expect(db.in(team, (tx) => tx.run(raw(statement)))).rejects.toThrow('permission denied')
    expect((await ask(duty, 'GET', `/advice/${id}?version=1`)).body.content.why).toBe('Spurt om tre ganger')
    expect((await ask(duty, 'GET', `/advice/${id}?version=2`)).status).toBe(404)
  })

  it('is not saved when nothing is other, when it is put away, or when somebody may not', async () => {
    const id = await add('Likt')
    const same = await ask(lead, 'PUT', `/advice/${id}`, { ...written('Likt'), after: 1 })
    expect(same).toMatchObject({ status: 422, body: { code: 'advice-same' } })
    await ask(lead, 'PUT', `/advice/${id}/retired`, { retired: true, why: 'Gjelder ikke lenger' })
    const away = await ask(lead, 'PUT', `/advice/${id}`, { ...written('Annet'), after: 1 })
    expect(away).toMatchObject({ status: 409, body: { code: 'advice-retired' } })
    expect((await ask(duty, 'PUT', `/advice/${id}`, { ...written('Annet'), after: 1 })).status).toBe(403)
    expect((await ask(duty, 'POST', '/advice', written('Nytt'))).status).toBe(403)
    expect((await ask(lead, 'PUT', `/advice/${newId('adb')}`, { ...written('x'), after: 1 })).status).toBe(404)
  })

  it('is put away and taken out again, with who and why in its history beside its versions', async () => {
    const id = await add('Bort og fram')
    await ask(lead, 'PUT', `/advice/${id}`, { ...written('Bort, og fram'), after: 1, why: 'Komma' })
    await ask(lead, 'PUT', `/advice/${id}/retired`, { retired: true, why: 'Utdatert' })
    expect(await titles('q=og%20fram')).toEqual([])
    expect(await titles('q=og%20fram&retired=only')).toEqual(['Bort, og fram'])
    expect(await titles(`q=${id}&retired=with`)).toEqual(['Bort, og fram'])
    await ask(lead, 'PUT', `/advice/${id}/retired`, { retired: true, why: 'En gang til' })
    await ask(analyst, 'PUT', `/advice/${id}/retired`, { retired: false, why: 'Angret' })
    expect(await titles('q=og%20fram')).toEqual(['Bort, og fram'])
    const first = (await ask(duty, 'GET', `/advice/${id}/history?limit=3`)).body
    const rest = (await ask(duty, 'GET', `/advice/${id}/history?limit=3&after=${encodeURIComponent(first.next)}`)).body
    expect([...first.rows, ...rest.rows].map(({ what, version, why, who }) => [what, version, why, who])).toEqual([
      ['restored', null, 'Angret', 'Analytiker'],
      ['retired', null, 'Utdatert', 'Leder'],
      ['changed', 2, 'Komma', 'Leder'],
      ['made', 1, 'Spurt om tre ganger', 'Analytiker'],
    ])
    expect(rest.next).toBeUndefined()
    const { parts } = (await ask(duty, 'GET', `/advice/${id}/difference?from=1&to=2`)).body
    expect(parts.map(({ words }: { words: string }) => words)).toEqual([
      'Tittel på bokmål: endret.',
      'Tittel på engelsk: endret.',
    ])
    expect((await ask(duty, 'GET', `/advice/${id}/difference?from=1&to=9`)).status).toBe(404)
  })

  it('is refused with the field that is wrong: no language, half a language, a reference that leads nowhere, no reason', async () => {
    const wrong = async (change: object): Promise<string[]> => {
      const { status, body } = await ask(lead, 'POST', '/advice', written('x', change))
      expect(status).toBe(422)
      return Object.keys(body.fields)
    }
    expect(await wrong({ texts: { nb: null, nn: null, en: null } })).toEqual(['texts'])
    expect(await wrong({ texts: { nb: { title: 'T', text: ' ' }, nn: null, en: null } })).toEqual(['texts.nb.text'])
    expect(await wrong({ texts: { nb: text('T', 'x'.repeat(5_001)), nn: null, en: null } })).toEqual(['texts.nb.text'])
    expect(await wrong({ texts: { nb: text('a\u0000b'), nn: null, en: null } })).toEqual(['texts.nb.title'])
    expect(await wrong({ references: [{ kind: 'principle', id: '9.9.9' }] })).toEqual(['references.0.id'])
    expect(await wrong({ references: [{ kind: 'link', title: 'x', url: 'javascript:alert(1)' }] })).toEqual(['references.0.url'])
    expect(await wrong({ why: '' })).toEqual(['why'])
  })
})

describe('a member', () => {
  it('finds no block, neither by asking nor in the database', async () => {
    const id = await add('Bare for teamet')
    for (const path of ['/advice', `/advice/${id}`, `/advice/${id}/history`, `/advice/${id}/difference?from=1&to=1`])
      expect((await ask(member, 'GET', path)).status).toBe(404)
    expect((await db.read(member, (tx) => blocksOf(tx, [id]))).size).toBe(0)
    for (const table of ['advice_block', 'advice_version', 'advice_retirement'])
      expect(await db.read(member, (tx) => tx.rows(raw(`select from ${table}`)))).toEqual([])
    await expect(
      db.in(member, (tx) =>
        tx.run(
          sql`insert into advice_retirement (block_id, retired, why, at, who) values (${uuidOf(id)}::uuid, true, 'x', now(), 'x')`,
        ),
      ),
    ).rejects.toThrow('row-level security')
  })
})

describe('the command line', () => {
  async function run(...words: string[]): Promise<string> {
    const said: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
    vi.stubEnv('VARDE_DATABASE_URL', database.url)
    try {
      const program = new Command()
      commands(program)
      await program.parseAsync(['advice', ...words], { from: 'user' })
    } finally {
      log.mockRestore()
      vi.unstubAllEnvs()
    }
    return said.join('\n')
  }

  it('lists blocks and shows one as the text to send, or all of it as JSON', async () => {
    const id = await add('Fra kommandolinjen', { topic: 'backup' })
    const { rows } = JSON.parse(await run('list', '--topic', 'backup', '--json'))
    expect(rows).toMatchObject([{ id, title: 'Fra kommandolinjen in English', titleIn: 'en', missing: ['nn'] }])
    expect(await run('list', '--missing', 'nn')).toContain('Fra kommandolinjen in English')
    expect(await run('show', id)).toMatch(
      /^Fra kommandolinjen\n\nGjør dette\.\n- Først\n- Så\n\nLes mer:\n- NSMs grunnprinsipp 2\.2\.3: /,
    )
    expect(await run('show', id, '--locale', 'nn')).toMatch(/^Fra kommandolinjen\n/)
    expect(JSON.parse(await run('show', id, '--json')).content.texts.en.title).toBe('Fra kommandolinjen in English')
  })

  it('says what it does not understand', async () => {
    await expect(run('list', '--topic', 'nothing')).rejects.toThrow('nothing is no topic; there are updates,')
    await expect(run('show', 'x')).rejects.toThrow('x is no id of a block')
    await expect(run('show', newId('adb'))).rejects.toThrow('there is no adb_')
    await expect(run('show', newId('adb'), '--locale', 'se')).rejects.toThrow('se is no language; there are nb, nn, en')
  })
})
