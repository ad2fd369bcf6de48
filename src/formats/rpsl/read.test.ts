import { createReadStream } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, readNetwork } from '#domain/network.ts'
import { networksOfRange, type ObjectBatch, readRegistry } from './read.ts'

const fixture = new URL('./fixtures/split.txt', import.meta.url)

async function all(bytes: AsyncIterable<Uint8Array>): Promise<ObjectBatch> {
  const whole: ObjectBatch = { objects: [], issues: [], seen: 0 }
  for await (const { objects, issues, seen } of readRegistry(bytes)) {
    whole.objects.push(...objects)
    whole.issues.push(...issues)
    whole.seen += seen
  }
  return whole
}

async function* chunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('A snapshot of an internet registry', () => {
  it('gives networks, AS numbers and organisations; a bad object costs itself, with its line', async () => {
    const { objects, issues, seen } = await all(createReadStream(fixture))
    expect(objects.map(({ kind, key, holds }) => [kind, key, holds.map(({ value }) => value).join(' ')])).toEqual([
      ['organisation', 'ORG-GRAN1-TEST', ''],
      ['organisation', 'ORG-FELL1-TEST', ''],
      ['inetnum', '198.18.4.0 - 198.18.6.127', '198.18.4.0/23 198.18.6.0/25'],
      ['inet6num', '2001:db8:4::/48', '2001:db8:4::/48'],
      ['route', '198.18.64.0/24', '198.18.64.0/24'],
      ['aut-num', 'AS64500', '64500'],
    ])
    expect(issues).toEqual([
      { line: 21, code: 'bad-range', found: '198.18.9.255 - 198.18.9.0' },
      { line: 30, code: 'bad-network', found: '2001:db8:4::1/48' },
      { line: 40, code: 'bad-network', found: '198.18.65.0/24' },
      { line: 50, code: 'bad-as-number', found: 'AS99999999999' },
      { line: 59, code: 'broken-line', found: 'this line has no colon' },
    ])
    expect(seen).toBe(12)
  })

  it('goes on with an attribute on the next line, and leaves comments out', async () => {
    const { objects } = await all(createReadStream(fixture))
    const granly = objects.find(({ key }) => key.startsWith('198.18.4.0'))!
    expect(granly.attributes).toContainEqual({ name: 'descr', value: 'Granly kommune helsesenteret' })
    expect(granly.attributes).toContainEqual({ name: 'source', value: 'TEST' })
    expect(granly.line).toBe(13)
  })

  it('reads the same however the file is cut, and a line without end costs its object', async () => {
    const text = `aut-num: AS64501\nremarks: ${'x'.repeat(70_000)}\n\naut-num: AS64502\n`
    const wanted = await all(chunks(text, text.length))
    expect(wanted.objects.map(({ key }) => key)).toEqual(['AS64502'])
    expect(wanted.issues).toEqual([{ line: 2, code: 'line-too-long', found: '' }])
    expect(await all(chunks(text, 7))).toEqual(wanted)
  })
})

describe('A range that lies on no border of a prefix', () => {
  it('is split into the fewest networks that are the same addresses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x1_ffff }), fc.integer({ min: 0, max: 0x1_ffff }), (one, other) => {
        const base = 198n * 2n ** 24n + 18n * 2n ** 16n
        const [first, last] = [base + BigInt(Math.min(one, other)), base + BigInt(Math.max(one, other))]
        const networks = networksOfRange(`${addressOf(4, first)} - ${addressOf(4, last)}`)
        if (typeof networks === 'string') throw new Error(networks)
        const read = networks.map((text) => readNetwork(text)!)
        expect(read[0]!.first).toBe(first)
        expect(read.at(-1)!.last).toBe(last)
        for (const [index, network] of read.entries()) {
          expect(network.hostBits).toBe(false)
          if (index > 0) expect(network.first).toBe(read[index - 1]!.last + 1n)
        }
        expect(networks.length).toBeLessThanOrEqual(34)
      }),
      { seed: 23, numRuns: 300 },
    )
  })

  it('that is reversed, of two versions or no range is refused', () => {
    for (const text of [
      '198.18.4.9 - 198.18.4.0',
      '198.18.4.0 - 2001:db8::',
      '198.18.4.0',
      'a - b',
      '198.18.4.0 - 198.18.4.1 - 198.18.4.2',
    ])
      expect(networksOfRange(text), text).toBe('bad-range')
    expect(networksOfRange('2001:db8::1 - 2001:db8:ffff:ffff:ffff:ffff:ffff:fffe')).toBe('range-too-long')
  })
})
