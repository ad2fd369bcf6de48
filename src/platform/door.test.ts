import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpPeer, startHttpPeer } from '../../tests/setup/peers.ts'
import { allowList, DoorError, postOut, talkOut } from './door.ts'

let peer: HttpPeer
beforeEach(async () => {
  peer = await startHttpPeer()
})
afterEach(() => peer.stop())

const listed = () => ({ allow: allowList(peer.host), timeoutSeconds: 5 })
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'reached',
    (error: unknown) => (error instanceof DoorError ? error.reason : error),
  )

describe('a body handed to a URL that a person named', () => {
  it('arrives as it was given, with its headers and its length', async () => {
    const answer = await postOut(`${peer.url}/hook`, '{"ø":1}', listed(), { 'content-type': 'application/json', 'x-sign': 'abc' })
    expect(answer).toEqual({ status: 200, text: '' })
    expect(peer.received).toMatchObject([
      {
        method: 'POST',
        path: '/hook',
        body: '{"ø":1}',
        headers: { 'x-sign': 'abc', 'content-length': '8', 'user-agent': 'Varde' },
      },
    ])
  })

  it('is answered with whatever the other side says, a failure too', async () => {
    peer.answer({ status: 500, body: 'out of order' })
    expect(await postOut(peer.url, 'x', listed())).toEqual({ status: 500, text: 'out of order' })
  })

  it('keeps the first 2,000 bytes of a long answer', async () => {
    peer.answer({ body: 'a'.repeat(5_000_000) })
    expect(await postOut(peer.url, 'x', listed())).toEqual({ status: 200, text: 'a'.repeat(2_000) })
  })

  it('waits for no more than that, of an answer that never ends', async () => {
    const endless = createServer((_request, response) => void response.write('a'.repeat(3_000)))
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(endless.address() as { port: number }).port}`
    const answer = postOut(`http://${host}`, 'x', { allow: allowList(host), timeoutSeconds: 60 })
    expect(await answer).toEqual({ status: 200, text: 'a'.repeat(2_000) })
    endless.closeAllConnections()
    endless.close()
  })

  it('breaks off in words when the other side sends too slowly, or hangs up', async () => {
    const dripping = createServer((_request, response) => void response.write('a'))
    await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(dripping.address() as { port: number }).port}`
    const talk = talkOut(`http://${host}`, {}, { allow: allowList(host), timeoutSeconds: 0.5, maxBytes: 100 })
    expect(await reasonOf(talk)).toBe('unreachable')
    dripping.closeAllConnections()
    dripping.close()
  })

  it('goes nowhere else when the other side redirects', async () => {
    peer.answer({ status: 307, headers: { location: `${peer.url}/elsewhere` } })
    expect(await postOut(`${peer.url}/hook`, 'x', listed())).toMatchObject({ status: 307 })
    expect(peer.received.map(({ path }) => path)).toEqual(['/hook'])
  })

  it('is given up when no answer comes in time', async () => {
    peer.answer({ slow: 5_000 })
    expect(await reasonOf(postOut(peer.url, 'x', { ...listed(), timeoutSeconds: 0.1 }))).toBe('timeout')
  })

  it('does not pass where neither https nor a public address is', async () => {
    const closed = { allow: allowList(''), timeoutSeconds: 5 }
    expect(await reasonOf(postOut(peer.url, 'x', closed))).toBe('not-https')
    expect(await reasonOf(postOut('https://127.0.0.1/', 'x', closed))).toBe('private-address')
    expect(await reasonOf(postOut('https://[::ffff:127.0.0.1]/', 'x', closed))).toBe('private-address')
    expect(await reasonOf(postOut('https://169.254.169.254/latest', 'x', closed))).toBe('private-address')
    expect(await reasonOf(postOut('https://who:secret@varde.example/', 'x', closed))).toBe('bad-url')
    expect(peer.received).toEqual([])
  })
})
