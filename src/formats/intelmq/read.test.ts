import { describe, expect, it } from 'vitest'
import type { Observation } from '#domain/reading.ts'
import { readIntelmq } from './read.ts'

async function read(text: string) {
  const bytes = (async function* () {
    yield new TextEncoder().encode(text)
  })()
  const observations: Observation[] = []
  const issues: string[] = []
  for await (const batch of readIntelmq(bytes, { fileName: 'events.json', now: '2026-11-21T12:00:00.000Z' })) {
    observations.push(...batch.observations)
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code} ${issue.field ?? ''}`.trim()))
  }
  return { observations, issues }
}

const open = {
  'time.source': '2026-11-20T03:10:00+00:00',
  'classification.taxonomy': 'vulnerable',
  'classification.type': 'vulnerable-system',
  'classification.identifier': 'open-redis',
  'source.ip': '198.18.4.7',
  'source.port': 6379,
  'source.asn': 64500,
  'source.geolocation.cc': 'NO',
  'protocol.transport': 'tcp',
  'extra.version': '7.2',
  'feed.name': 'a feed',
  raw: 'cmF3',
  tlp: 'AMBER',
}

describe('an IntelMQ event', () => {
  it('becomes an observation with kind, type, asset and what else it said', async () => {
    const { observations, issues } = await read(JSON.stringify(open))
    expect(issues).toEqual([])
    expect(observations).toEqual([
      {
        line: 1,
        seenAt: '2026-11-20T03:10:00.000Z',
        kind: 'open-redis',
        type: 'vulnerable-system',
        form: 'address',
        asset: { ip: '198.18.4.7', port: 6379, transport: 'tcp', asn: 64_500 },
        tlp: 'TLP:AMBER',
        evidence: { version: '7.2' },
      },
    ])
  })

  it('says the same nested, in an array, and one a line', async () => {
    const nested = {
      time: { source: '2026-11-20T03:10:00Z' },
      classification: { type: 'phishing' },
      source: { url: 'http://varde.example/x' },
    }
    const flat = {
      'time.source': '2026-11-20T03:10:00Z',
      'classification.type': 'phishing',
      'source.url': 'http://varde.example/x',
    }
    const wanted = { form: 'url', type: 'phishing', asset: { url: 'http://varde.example/x', host: 'varde.example' } }
    for (const text of [JSON.stringify([nested, flat], null, 2), `${JSON.stringify(nested)}\n${JSON.stringify(flat)}\n`]) {
      const { observations } = await read(text)
      expect(observations).toHaveLength(2)
      for (const one of observations) expect(one).toMatchObject(wanted)
    }
  })

  it('warns the target when nobody else is named', async () => {
    const event = {
      'time.source': '2026-11-20T03:10:00Z',
      'classification.type': 'ddos',
      'destination.ip': '198.19.0.9',
      'destination.port': 80,
    }
    expect((await read(JSON.stringify(event))).observations[0]!.asset).toEqual({ ip: '198.19.0.9', port: 80 })
    const both = { ...event, 'source.ip': '198.18.4.7', 'source.port': 50_123 }
    expect((await read(JSON.stringify(both))).observations[0]).toMatchObject({
      asset: { ip: '198.18.4.7' },
      evidence: { 'source.port': '50123', 'destination.ip': '198.19.0.9' },
    })
  })

  it('in words of former years is understood', async () => {
    const event = { ...open, 'classification.taxonomy': 'malicious code', 'classification.type': 'botnet drone' }
    expect((await read(JSON.stringify(event))).observations[0]!.type).toBe('infected-system')
  })

  it('without time or asset costs itself only', async () => {
    const lines = [
      { ...open, 'time.source': 'x' },
      { ...open, 'source.ip': '198.18.4.300' },
      { ...open, 'source.ip': undefined, 'source.asn': 1 },
      open,
    ]
    const { observations, issues } = await read(lines.map((one) => JSON.stringify(one)).join('\n'))
    expect(issues).toEqual(['1 bad-time time.source', '2 bad-address source.ip', '3 no-asset'])
    expect(observations.map(({ line }) => line)).toEqual([4])
  })
})
