import { createReadStream, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { NewHolding, OrganisationInput } from '#capabilities/members/contract.ts'
import { readHolding } from '#capabilities/members/rules.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import type { Issue, Observation, Reader } from '#domain/reading.ts'
import { readIntelmq } from '#formats/intelmq/read.ts'
import { readShadowserver } from '#formats/shadowserver/read.ts'

interface Listed {
  number: string | null
  name: string
  parent: string | null
  holdings: { form: 'network' | 'asn' | 'domain'; value: string }[]
}

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

  const listed = JSON.parse(readFileSync('examples/members.json', 'utf8')) as Listed[]
  const inCsv: Record<string, string>[] = parse(readFileSync('examples/members.csv'), { columns: true })

  it('hold the same members as CSV and as JSON', () => {
    expect(inCsv.map(({ number, name }) => [number || null, name])).toEqual(listed.map(({ number, name }) => [number, name]))
  })

  it('hold members that the contract takes, with numbers and holdings that are possible', () => {
    for (const { number, parent, holdings, ...rest } of listed) {
      expect(OrganisationInput.safeParse({ number, ...rest }).error, rest.name).toBeUndefined()
      if (number) expect(isOrganisationNumber(number), number).toBe(true)
      if (parent) expect(listed.map((each) => each.number)).toContain(parent)
      for (const holding of holdings) {
        expect(NewHolding.safeParse(holding).error, holding.value).toBeUndefined()
        expect(readHolding(holding.form, holding.value), holding.value).toEqual({ ok: true, value: holding.value })
      }
    }
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
