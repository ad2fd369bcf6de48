import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Observation } from '#domain/reading.ts'
import { RsitType } from '#domain/rsit.ts'
import { readXarf, xarfTypes } from './read.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

async function read(bytes: AsyncIterable<Uint8Array>) {
  const observations: Observation[] = []
  const issues: string[] = []
  for await (const batch of readXarf(bytes, { fileName: 'x.json', now: '2026-11-21T12:00:00.000Z' })) {
    observations.push(...batch.observations)
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code} ${issue.field ?? ''}`.trim()))
  }
  return { observations, issues }
}
const text = (content: string) =>
  read(
    (async function* () {
      yield new TextEncoder().encode(content)
    })(),
  )

describe('an X-ARF report', () => {
  it('of version 4 becomes an observation', async () => {
    const { observations, issues } = await read(createReadStream(fixture('connection-login-attack.json')))
    expect(issues).toEqual([])
    expect(observations[0]).toMatchObject({
      seenAt: '2025-01-11T12:17:20.000Z',
      type: 'brute-force',
      form: 'address',
      asset: { ip: '198.51.100.77' },
      evidence: { source_port: '45621', destination_ip: '203.0.113.22', 'reporter.org': 'SSH Honeypot Network' },
    })
  })

  it('warns of the page, the service or the machine, by what it is about', async () => {
    const page = await read(createReadStream(fixture('content-phishing.json')))
    expect(page.observations[0]).toMatchObject({
      form: 'url',
      type: 'phishing',
      asset: { host: 'secure-banking-login.example.com', ip: '203.0.113.45' },
    })
    const service = await read(createReadStream(fixture('vulnerability-cve.json')))
    expect(service.observations[0]).toMatchObject({ type: 'vulnerable-system', asset: { ip: '172.16.1.200', port: 8080 } })
  })

  it('of version 3 is read, and refused with the field when its schema would refuse it', async () => {
    const good = await read(createReadStream(fixture('v3-open-service.json')))
    expect(good).toMatchObject({
      issues: [],
      observations: [{ type: 'potentially-unwanted-accessible', asset: { transport: 'tcp' } }],
    })
    expect(await read(createReadStream(fixture('v3-invalid-cve.json')))).toEqual({
      observations: [],
      issues: ['1 bad-schema Report.CVE'],
    })
  })

  it('that lacks what is required costs itself only', async () => {
    const good = JSON.parse(readFileSync(fixture('content-phishing.json'), 'utf8')) as Record<string, unknown>
    const lines = [{ ...good, reporter: {} }, { ...good, category: 'weather' }, good].map((one) => JSON.stringify(one))
    const { observations, issues } = await text(lines.join('\n'))
    expect(observations.map(({ line }) => line)).toEqual([3])
    expect(issues).toEqual(['1 bad-schema reporter.org', '2 bad-schema category'])
  })

  it('has a known RSIT type for each of its types', () => {
    for (const type of Object.values(xarfTypes)) expect(RsitType.safeParse(type).success).toBe(true)
  })
})
