import { describe, expect, it } from 'vitest'
import type { Observation } from '#domain/reading.ts'
import { RsitType } from '#domain/rsit.ts'
import { categories, readN6 } from './read.ts'

async function read(text: string) {
  const bytes = (async function* () {
    yield new TextEncoder().encode(text)
  })()
  const observations: Observation[] = []
  const issues: string[] = []
  let rows = 0
  for await (const batch of readN6(bytes, { fileName: 'n6.json', now: '2026-11-21T12:00:00.000Z' })) {
    observations.push(...batch.observations)
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code}`))
    rows += batch.rows
  }
  return { observations, issues, rows }
}

const bots = {
  id: '00',
  source: 'hidden.1',
  restriction: 'need-to-know',
  category: 'bots',
  time: '2026-11-20T03:10:00Z',
  address: [
    { ip: '198.18.4.7', cc: 'NO', asn: 64500 },
    { ip: '198.18.4.8', cc: 'NO', asn: 64500 },
  ],
  dport: 22,
  sport: 50123,
  name: 'andromeda',
  proto: 'tcp',
}

describe('an n6 event', () => {
  it('is one observation for each of its addresses, all of the same line', async () => {
    const { observations, rows } = await read(JSON.stringify([bots]))
    expect(rows).toBe(1)
    expect(observations.map(({ line, asset }) => [line, asset])).toEqual([
      [1, { ip: '198.18.4.7', asn: 64_500 }],
      [1, { ip: '198.18.4.8', asn: 64_500 }],
    ])
    expect(observations[0]).toMatchObject({
      type: 'infected-system',
      tlp: 'TLP:AMBER',
      evidence: { name: 'andromeda', dport: '22' },
    })
  })

  it('of something open has the port as part of the asset', async () => {
    const { observations } = await read(JSON.stringify({ ...bots, category: 'vulnerable', restriction: 'public' }))
    expect(observations[0]).toMatchObject({ type: 'vulnerable-system', tlp: 'TLP:CLEAR', asset: { port: 22, transport: 'tcp' } })
  })

  it('about a page warns of the page', async () => {
    const phish = { category: 'phish', time: '2026-11-20 03:10:00', url: 'http://varde.example/a', fqdn: 'varde.example' }
    expect((await read(JSON.stringify(phish))).observations[0]).toMatchObject({ form: 'url', asset: { host: 'varde.example' } })
  })

  it('is read out of a dump of stream messages', async () => {
    const frame = `MESSAGE\ndestination:/exchange/x/inside.bots\ncontent-length:431\n\n${JSON.stringify(bots)}\0\n`
    const { observations, issues } = await read(frame + frame)
    expect(observations).toHaveLength(4)
    expect(issues.filter((issue) => !issue.includes('nul-byte'))).toEqual([])
  })

  it('without address, name or page is told', async () => {
    expect((await read(JSON.stringify({ ...bots, address: [] }))).issues).toEqual(['1 no-asset'])
  })

  it('has a known RSIT type in each of the 27 categories', () => {
    expect(Object.keys(categories)).toHaveLength(27)
    for (const type of Object.values(categories)) expect(RsitType.safeParse(type).success).toBe(true)
  })
})
