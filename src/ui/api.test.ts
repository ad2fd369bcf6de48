import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#domain/endpoint.ts'
import { ApiFault, addressOf, call, fileAddress, whenSignedOut } from './api.ts'
import { setLocale } from './text/text.ts'

const list = endpoint('GET', '/organisations/:orgId/findings', {
  summary: 'Lists',
  may: 'signed-in',
  input: z.object({ orgId: z.string(), state: z.array(z.string()).optional(), q: z.string().optional() }),
})
const answer = endpoint('POST', '/findings/:id/answers', {
  summary: 'Answers',
  may: 'signed-in',
  input: z.object({ id: z.string(), words: z.string() }),
})
const me = endpoint('GET', '/session', { summary: 'Who', may: 'everybody' })

let asked: { url: string; init: RequestInit }[]
const answering = (status: number, body: string) =>
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return new Response(body, { status })
  })

beforeEach(() => {
  setLocale('nb')
  asked = []
  vi.stubGlobal('document', { cookie: 'other=1; varde_csrf=a%2Bb' })
  vi.stubGlobal('location', { pathname: '/findings' })
})
afterEach(() => vi.unstubAllGlobals())

it('Names in the path are filled in and the rest becomes the query, several values several times', () => {
  expect(addressOf(list, { orgId: 'org/1', state: ['open', 'told'], q: undefined }).url).toBe(
    '/api/organisations/org%2F1/findings?state=open&state=told',
  )
  expect(fileAddress(list, { orgId: 'o', q: 'æ & b' })).toBe('/api/organisations/o/findings?q=%C3%A6+%26+b')
})

it('Every question says from which page it is asked, or from which task of the watch one came there', async () => {
  answering(200, '{}')
  const from = async (pathname: string) => {
    vi.stubGlobal('location', { pathname })
    await call(list, { orgId: 'o' })
    return (asked.at(-1)!.init.headers as Record<string, string>)['x-varde-from']
  }
  expect(await from('/watch/tsk_1')).toBe('/watch/tsk_1')
  expect(await from('/findings/fnd_1')).toBe('/watch/tsk_1')
  expect(await from('/findings')).toBe('/findings')
})

it('What changes something carries the token against forged requests and the language of the reader', async () => {
  answering(200, '{}')
  await call(answer, { id: 'fnd_1', words: 'Rettet' })
  const { url, init } = asked[0]!
  expect([url, init.method, init.body]).toEqual(['/api/findings/fnd_1/answers', 'POST', '{"words":"Rettet"}'])
  expect(init.headers).toMatchObject({ 'x-csrf-token': 'a+b', 'x-varde-locale': 'nb' })
})

it('A refusal carries the words, the next step and the fields of the server', async () => {
  answering(422, JSON.stringify({ code: 'invalid', message: 'Feil.', next: 'Rett.', fields: { words: 'Skriv noe.' } }))
  const fault = await call(answer, { id: 'f', words: '' }).catch((cause) => cause)
  expect(fault).toBeInstanceOf(ApiFault)
  expect(fault).toMatchObject({ status: 422, code: 'invalid', message: 'Feil.', next: 'Rett.', fields: { words: 'Skriv noe.' } })
})

it('A lost network and an answer that is no answer are said in words', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(call(me, {})).rejects.toMatchObject({ code: 'no-network', message: 'Vi når ikke tjenesten.' })
  answering(502, '<html>Bad gateway</html>')
  await expect(call(me, {})).rejects.toMatchObject({
    code: 'no-answer',
    message: 'Tjenesten svarte ikke slik den skal (kode 502).',
  })
})

it('A session that has ended is told to the shell, but a wrong password is not', async () => {
  const ended = vi.fn()
  whenSignedOut(ended)
  answering(401, '{"code":"wrong-sign-in","message":"Feil passord."}')
  await call(me, {}).catch(() => {})
  expect(ended).not.toHaveBeenCalled()
  answering(401, '{"code":"not-signed-in","message":"Ikke logget inn."}')
  await call(list, { orgId: 'o' }).catch(() => {})
  expect(ended).toHaveBeenCalledOnce()
})
