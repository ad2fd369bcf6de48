import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { createFirstAdministrator } from '#capabilities/access/capability.ts'
import { isDemo, markAsDemo } from '#capabilities/demo/capability.ts'
import { isUntouched } from '#platform/backup.ts'
import { clockAt } from '#platform/clock.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { openOwner } from '#platform/db/open.ts'
import { createLog } from '#platform/log.ts'
import { openSmtp } from '#platform/mail/smtp.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { isServed, leaveDemo } from './leave.ts'
import { inDemoWorld } from './load.ts'
import { fillRegister } from './register.ts'
import { addDemoPeople, demoSignIns, signInRows } from './sign-ins.ts'

const now = '2026-11-21T10:00:00.000Z'
const data = mkdtempSync(join(tmpdir(), 'varde-demo-'))
const clock = clockAt(now)
let database: FreshDatabase
let config: Config
let world: World
beforeAll(async () => {
  database = await freshDatabase()
  config = readConfig({ VARDE_DATABASE_URL: database.url, VARDE_DATA: data })
  world = await openWorld(config, { clock, log: createLog('silent') })
})
afterAll(async () => {
  await closeWorld(world)
  await database.drop()
  rmSync(data, { recursive: true })
})

const serving = async <Value>(settings: Partial<Config>, work: (ask: Ask) => Promise<Value>): Promise<Value> => {
  const { fastify } = await buildServer({ ...world, config: { ...config, ...settings } }, { webRoot: '' })
  try {
    return await work(async (method, url, payload, cookies = {}) => {
      const answer = await fastify.inject({ method, url: `/api${url}`, cookies, ...(payload && { payload }) })
      return { status: answer.statusCode, json: answer.json(), cookies: answer.cookies }
    })
  } finally {
    await fastify.close()
  }
}
type Answer = { status: number; json: Record<string, never>; cookies: { name: string; value: string }[] }
type Ask = (method: 'GET' | 'POST', url: string, payload?: object, cookies?: Record<string, string>) => Promise<Answer>

const away = { VARDE_HOST: '0.0.0.0' }

it('is no demo until somebody says so, and then lets nobody in who comes from elsewhere', async () => {
  expect(await serving({}, (ask) => ask('GET', '/demo'))).toMatchObject({ json: { demo: false } })
  await serving(away, async (ask) => {
    expect((await ask('POST', '/session', { name: 'duty', password: 'x' })).json.code).toBe('wrong-sign-in')
    // The server was open already when its database became a demo.
    await markAsDemo(world.db, now)
    await fillRegister(world)
    await addDemoPeople(world)
    const { name, password } = demoSignIns(config)![0]!
    expect(await ask('POST', '/session', { name, password })).toMatchObject({ status: 403, json: { code: 'demo-elsewhere' } })
  })
  expect(await serving({}, (ask) => ask('GET', '/demo'))).toMatchObject({ json: { demo: true } })
})

it.each([
  [{ VARDE_HOST: '0.0.0.0' }, 'VARDE_HOST is 0.0.0.0'],
  [{ VARDE_HOST: '198.18.0.1' }, 'VARDE_HOST is 198.18.0.1'],
  [{ VARDE_PUBLIC_URL: 'https://varde.example' }, 'VARDE_PUBLIC_URL is https://varde.example'],
  [{ VARDE_TRUST_PROXY: true }, 'VARDE_TRUST_PROXY is set'],
])('does not start where others could reach it: %o', async (settings, why) => {
  await expect(serving(settings, async () => undefined)).rejects.toThrow(why)
})

it.each([{}, { VARDE_HOST: 'localhost' }, { VARDE_HOST: '::1' }, { VARDE_PUBLIC_URL: 'http://localhost:8080' }])(
  'starts on this machine: %o',
  async (settings) => {
    expect(await serving(settings, (ask) => ask('GET', '/demo'))).toMatchObject({ status: 200 })
  },
)

it('has one sign-in for each role, the team’s with a second factor as everywhere', async () => {
  const signIns = demoSignIns(config)!
  const roles = await serving({}, async (ask) => {
    const seen: string[] = []
    for (const [place, row] of signInRows(signIns, now).entries()) {
      const { name, password } = signIns[place]!
      const first = await ask('POST', '/session', { name, password })
      const code = row['code now']!
      const answer = signIns[place]!.secret ? await ask('POST', '/session', { name, password, code }) : first
      if (signIns[place]!.secret) expect(first.json).toEqual({ state: 'code-needed' })
      expect(answer.json.state, name).toBe('signed-in')
      seen.push(...(answer.json as unknown as { me: { roles: string[] } }).me.roles)
    }
    return seen
  })
  expect([...new Set(roles)].sort()).toEqual(['admin', 'analyst', 'duty', 'lead', 'member-reader', 'member-security'])
})

it('shows the team what it would have sent, and nobody else', async () => {
  await inDemoWorld(world, async (inDemo) => {
    expect(inDemo.config.VARDE_SMTP_URL).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+$/)
    const smtp = openSmtp(inDemo.config.VARDE_SMTP_URL!)
    await smtp.send({
      raw: Buffer.from('Subject: Varsel\r\n\r\nx\r\n'),
      from: 'a@cert.example',
      to: 'post@vik.example',
      envelopeId: 'x',
    })
    await smtp.close()
  })
  clock.set('2026-11-21T10:05:00.000Z')
  await serving({}, async (ask) => {
    const cookiesOf = async (name: string) => {
      const place = demoSignIns(config)!.findIndex((one) => one.name === name)
      const { password, secret } = demoSignIns(config)![place]!
      const code = secret && signInRows(demoSignIns(config)!, clock.now())[place]!['code now']
      const { cookies } = await ask('POST', '/session', { name, password, ...(code && { code }) })
      return Object.fromEntries(cookies.map((cookie) => [cookie.name, cookie.value]))
    }
    const duty = await cookiesOf('duty')
    expect((await ask('GET', '/demo/mails', undefined, duty)).json).toEqual({
      rows: [{ id: '1', at: null, to: 'post@vik.example', subject: 'Varsel' }],
    })
    expect((await ask('GET', '/demo/mails/1', undefined, duty)).json).toMatchObject({
      subject: 'Varsel',
      text: 'x\n',
      html: null,
    })
    expect((await ask('GET', '/demo/mails/2', undefined, duty)).status).toBe(404)
    const clinic = await cookiesOf('clinic')
    expect((await ask('GET', '/demo/mails', undefined, clinic)).status).toBe(404)
  })
})

it('leaves an empty, real installation', async () => {
  expect(await isServed(config)).toBe(true)
  await closeWorld(world)
  expect(await isServed(config)).toBe(false)
  await leaveDemo(config)
  expect(demoSignIns(config)).toBeUndefined()
  const owner = openOwner(config)
  expect(await isUntouched(owner)).toBe(true)
  await owner.close()
  world = await openWorld(config, { clock, log: createLog('silent') })
  expect(await isDemo(world.db)).toBe(false)
  expect(await createFirstAdministrator(world.db, clock, { name: 'admin', displayName: 'Administrator' })).toMatchObject({
    ok: true,
  })
  expect(await serving(away, (ask) => ask('GET', '/demo'))).toMatchObject({ status: 200, json: { demo: false } })
})
