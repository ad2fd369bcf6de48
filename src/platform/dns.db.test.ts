import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultyZone, type NameServer, silentZone, startDns } from '../../tests/setup/dns.ts'
import { readConfig } from './config.ts'
import { openDns } from './dns.ts'

let names: NameServer
beforeAll(async () => {
  names = await startDns()
  await names.say([
    'one.example. TXT "hei"',
    'cut.example. TXT "første del, " "andre del"',
    'many.example. TXT "a"',
    'many.example. TXT "b"',
    '_varde-challenge.alias.example. CNAME token.alias.example.',
    'token.alias.example. TXT "hei"',
    'bare.example. A 198.18.0.1',
  ])
})
afterAll(() => names?.close())

describe('A question for text records, to a real resolver', () => {
  const ask = (name: string, seconds = 3) => openDns({ VARDE_DNS_SERVERS: [names.servers] }, seconds)(name)

  it('gives every record, its strings joined; an alias is followed', async () => {
    expect(await ask('one.example')).toEqual({ outcome: 'found', records: ['hei'] })
    expect(await ask('_varde-challenge.alias.example')).toEqual({ outcome: 'found', records: ['hei'] })
    const many = await ask('many.example')
    expect(many.outcome === 'found' && many.records.sort()).toEqual(['a', 'b'])
    const cut = await ask('cut.example')
    expect(cut.outcome === 'found' && cut.records).toHaveLength(1)
  })

  it.each([
    ['nobody.example', 'no-name'],
    ['bare.example', 'none'],
    [`_varde-challenge.${faultyZone}`, 'server-fault'],
  ])('of %s says %s', async (name, outcome) => {
    expect(await ask(name)).toEqual({ outcome })
  })

  it('of a server that is silent says so, and does not wait for ever', async () => {
    expect(['timeout', 'server-fault']).toContain((await ask(`_varde-challenge.${silentZone}`, 0.2)).outcome)
    expect((await openDns({ VARDE_DNS_SERVERS: ['127.0.0.1:1'] }, 0.2)('one.example')).outcome).toMatch(/timeout|unreachable/)
  })

  it('is asked of the servers of the configuration, which must be addresses', () => {
    expect(readConfig({ VARDE_DNS_SERVERS: '127.0.0.1:5353, ::1,[::1]:53' }).VARDE_DNS_SERVERS).toEqual([
      '127.0.0.1:5353',
      '::1',
      '[::1]:53',
    ])
    expect(readConfig({}).VARDE_DNS_SERVERS).toEqual([])
    expect(() => readConfig({ VARDE_DNS_SERVERS: 'dns.example' })).toThrow('VARDE_DNS_SERVERS')
  })
})
