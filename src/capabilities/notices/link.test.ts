import { expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { answerLink, answerToken, linkKey, readToken } from './link.ts'

const key = linkKey({ VARDE_SECRET_KEY: 'a key of more than thirty-two signs', dataDir: '/nowhere' })
const other = linkKey({ VARDE_SECRET_KEY: 'another key of more than thirty-two signs', dataDir: '/nowhere' })
const delivery: Id<'dlv'> = 'dlv_019354c0a1b27c3d8e4f5a6b7c8d9e0f'
const notice: Id<'ntc'> = 'ntc_019354c0ffff7c3d8e4f5a6b7c8d9e0f'
const now = '2026-11-20T12:00:00.000Z'
const end = '2026-12-20T12:00:00.000Z'

it('opens what it was made for until its last moment', () => {
  const token = answerToken(key, delivery, notice, end)
  expect(readToken(key, token, now)).toEqual({ delivery, notice, expiresAt: end })
  expect(readToken(key, token, later(end, -1))).toBeDefined()
  expect(readToken(key, token, end)).toBeUndefined()
})

it('opens nothing when any sign of it is another, when it is cut, longer, or of another key', () => {
  const token = answerToken(key, delivery, notice, end)
  for (let place = 0; place < token.length; place += 1)
    for (const sign of ['A', '-', 'z', '7'])
      if (token[place] !== sign)
        expect(readToken(key, token.slice(0, place) + sign + token.slice(place + 1), now), `${place} ${sign}`).toBeUndefined()
  for (const wrong of [token.slice(0, -1), `${token}A`, `${token}=`, ` ${token}`, '', 'A'.repeat(token.length)])
    expect(readToken(key, wrong, now)).toBeUndefined()
  expect(readToken(other, token, now)).toBeUndefined()
})

it('is the same for the same delivery whenever it is sent, and stands behind #', () => {
  const config = { VARDE_PUBLIC_URL: 'https://varde.example/', VARDE_HOST: '127.0.0.1', VARDE_PORT: 1 }
  const link = answerLink(config, key, { id: delivery, notice, createdAt: now }, 'findings')
  expect(link).toBe(`https://varde.example/answer#${answerToken(key, delivery, notice, end)}`)
  expect(new URL(link).search + new URL(link).pathname).toBe('/answer')
  expect(new URL(answerLink(config, key, { id: delivery, notice, createdAt: now }, 'advisory')).pathname).toBe('/answer-warning')
})
