import { createReadStream, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readList } from '#capabilities/members/list.ts'
import type { Issue, Observation, Reader } from '#domain/reading.ts'
import { readIntelmq } from '#formats/intelmq/read.ts'
import { readShadowserver } from '#formats/shadowserver/read.ts'

async function readAll(reader: Reader, file: string): Promise<{ rows: number; observations: Observation[]; issues: Issue[] }> {
  const all = { rows: 0, observations: [] as Observation[], issues: [] as Issue[] }
  for await (const batch of reader(createReadStream(file), { fileName: basename(file), now: '2026-11-21T00:00:00.000Z' })) {
    all.rows += batch.rows
    all.observations.push(...batch.observations)
    all.issues.push(...batch.issues)
  }
  return all
}

describe('the examples', () => {
  it('hold a Shadowserver report that is read without an issue', async () => {
    const { rows, observations, issues } = await readAll(readShadowserver, 'examples/2026-11-20-scan_rdp-example.csv')
    expect(issues).toEqual([])
    expect(rows).toBe(8)
    expect(observations.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'open-rdp'))
    expect(observations[0]).toMatchObject({ seenAt: '2026-11-20T03:10:00.000Z', asset: { ip: '198.18.1.7', port: 3389 } })
  })

  it('hold IntelMQ events about an address of either kind, a URL and an account', async () => {
    const { observations, issues } = await readAll(readIntelmq, 'examples/intelmq-events.ndjson')
    expect(issues).toEqual([])
    expect(observations.map(({ form }) => form)).toEqual(['address', 'address', 'url', 'account'])
    expect(observations[1]!.asset.ip).toBe('2001:db8:200::25')
  })

  for (const file of ['members.csv', 'members.json'])
    it(`hold a member list of which no line is refused: ${file}`, async () => {
      const { rows, refused, complete } = await readList(readFileSync(`examples/${file}`), file)
      expect(refused).toEqual([])
      expect(complete).toBe(true)
      expect(rows.filter(({ number }) => number).length).toBe(6)
      expect(rows.every(({ holdings }) => holdings.length > 0)).toBe(true)
    })

  it('hold the same members as CSV and as JSON', async () => {
    const namesIn = async (file: string): Promise<unknown[]> =>
      (await readList(readFileSync(`examples/${file}`), file)).rows.map(({ number, name, parentNumber }) => [
        number,
        name,
        parentNumber || undefined,
      ])
    expect(await namesIn('members.csv')).toEqual(await namesIn('members.json'))
  })

  it('name nobody who exists', () => {
    const text = globSync('examples/*.{csv,json,ndjson}')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const addresses = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []
    expect(addresses.filter((address) => !/^198\.1[89]\./.test(address))).toEqual([])
    // Real numbers of organisations begin with 8 or 9.
    expect(text.match(/\b[89]\d{8}\b/g)).toBeNull()
  })
})
