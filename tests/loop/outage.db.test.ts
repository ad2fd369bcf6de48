import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { errorTexts } from '#platform/errors.ts'
import { freePort } from '../setup/cluster.ts'
import { daysAgo, openHands, openPlace, type Place, type Running, report } from './house.ts'
import { proxyTo } from './proxy.ts'

let place: Place
let site: Running
let worker: Running
let proxy: Awaited<ReturnType<typeof proxyTo>>
let key: string
let port: number

/** The server and a worker reach the database over a line that can be cut and mended, as a cable or a restart does. */
beforeAll(async () => {
  place = await openPlace()
  const direct = new URL(place.env.VARDE_DATABASE_URL!)
  proxy = await proxyTo(Number(direct.port))
  const hands = await openHands(place)
  const fjord = await hands.organisation('Fjord kommune')
  await hands.holding(fjord, '198.18.4.0/24', { from: daysAgo(3) })
  key = await hands.key(null)
  await hands.close()
  const over = new URL(direct)
  over.port = String(proxy.port)
  port = await freePort()
  const env = { VARDE_DATABASE_URL: over.href, VARDE_PORT: String(port) }
  site = place.start(['serve'], env)
  worker = place.start(['work'], env)
  // Each says one line when it has begun: what is cut off before that ends with an error, and whoever started it starts it again.
  await Promise.all([site, worker].map(({ child }) => once(child.stdout!, 'data')))
})
afterAll(async () => {
  await place?.close()
  await proxy?.close()
})

const ask = async (path: string, locale = 'nb') => {
  const answer = await fetch(`http://127.0.0.1:${port}/api${path}`, {
    headers: { authorization: `Bearer ${key}`, 'x-varde-locale': locale },
  })
  return { status: answer.status, body: await answer.json() }
}

it('says not now while the database is away, works again after, and the worker goes on', async () => {
  expect((await ask('/findings')).status).toBe(200)
  for (let outage = 0; outage < 2; outage += 1) {
    await proxy.cut()
    for (const locale of ['nb', 'nn', 'en'] as const) {
      const { message, next } = errorTexts['not-now']
      expect(await ask('/findings', locale)).toEqual({
        status: 503,
        body: { code: 'not-now', message: message[locale], next: next[locale] },
      })
    }
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503)
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
    await sleep(2_500)
    await proxy.mend()
    await vi.waitFor(async () => expect((await ask('/findings')).status).toBe(200), 10_000)
  }
  // The worker has lost its line twice, and does what was asked for since.
  const hands = await openHands(place)
  await hands.bring(report([{ ip: '198.18.5.1' }]))
  await hands.holding(await hands.organisation('Dal kommune'), '198.18.5.0/24')
  await hands.close()
  await vi.waitFor(
    async () => expect((await ask('/findings')).body.rows).toMatchObject([{ organisation: { name: 'Dal kommune' } }]),
    30_000,
  )
  for (const running of [site, worker]) {
    expect(running.child.exitCode).toBeNull()
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, error: '' })
  }
})
