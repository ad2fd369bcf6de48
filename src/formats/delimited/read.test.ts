import { describe, expect, it } from 'vitest'
import { readMoment } from './moment.ts'
import { Mapping, previewMapping, suggestMapping } from './read.ts'

const now = '2026-11-21T12:00:00.000Z'
const preview = (sample: string, mapping: unknown, rows = 10) => previewMapping(sample, Mapping.parse(mapping), rows, now)

describe('a table with a mapping', () => {
  it('is read by the columns and constants that a person chose', async () => {
    const { observations, issues } = await preview('adresse;når;hva;merknad\n198.18.4.7;20.11.2026 04:10;RDP;=1+1\n', {
      delimiter: ';',
      columns: { ip: 'adresse', time: 'når' },
      constants: { kind: 'open-rdp', type: 'vulnerable-system', severity: 'high', tlp: 'TLP:GREEN' },
      time: { format: 'dd.mm.yyyy hh:mm', zone: 'Europe/Oslo' },
    })
    expect(issues).toEqual([])
    expect(observations).toEqual([
      {
        line: 2,
        seenAt: '2026-11-20T03:10:00.000Z',
        kind: 'open-rdp',
        type: 'vulnerable-system',
        severity: 'high',
        form: 'address',
        asset: { ip: '198.18.4.7' },
        tlp: 'TLP:GREEN',
        evidence: { hva: 'RDP', merknad: '=1+1' },
      },
    ])
  })

  it('may be a bare list without header and times: then it is so now', async () => {
    const { observations } = await preview('# list\nvarde.example\n', { header: false, comment: '#', columns: { host: '1' } })
    expect(observations).toEqual([{ line: 2, seenAt: now, form: 'host', asset: { host: 'varde.example' }, evidence: {} }])
  })

  it('tells a column that is missing, once, and each bad row', async () => {
    const { issues, observations } = await preview('ip,t\n198.18.4.300,2026-11-20\n198.18.4.7,x\n198.18.4.8,2026-11-20\n', {
      columns: { ip: 'ip', time: 't', port: 'port' },
    })
    expect(issues.map(({ line, code, field }) => `${line} ${code} ${field}`)).toEqual([
      '1 missing-column port',
      '2 bad-address ip',
      '3 bad-time t',
    ])
    expect(observations).toHaveLength(1)
  })

  it('needs at least one column that names an asset', () => {
    expect(Mapping.safeParse({ columns: { time: 'x' } }).success).toBe(false)
    expect(Mapping.safeParse({ columns: { ip: 'x' }, time: { zone: 'Mars/Olympus' } }).success).toBe(false)
  })
})

it('reads JSON by paths', async () => {
  const { observations } = await preview('[{"when":1795144200,"who":{"addresses":[{"ip":"198.18.4.7"}]},"note.text":"x"}]', {
    format: 'json',
    columns: { ip: 'who.addresses.0.ip', time: 'when' },
    time: { format: 'epoch' },
  })
  expect(observations[0]).toMatchObject({
    seenAt: '2026-11-20T03:10:00.000Z',
    asset: { ip: '198.18.4.7' },
    evidence: { 'note.text': 'x' },
  })
})

describe('a suggested mapping', () => {
  it('goes by the names of columns', () => {
    const { mapping, columns } = suggestMapping(
      '"Tidspunkt";"IP-adresse";"Port";"Kommentar"\n"20.11.2026 04:10";"198.18.4.7";"3389";"x"\n',
    )
    expect(columns).toEqual(['Tidspunkt', 'IP-adresse', 'Port', 'Kommentar'])
    expect(mapping).toMatchObject({
      delimiter: ';',
      header: true,
      columns: { time: 'Tidspunkt', ip: 'IP-adresse', port: 'Port' },
      time: { format: 'dd.mm.yyyy hh:mm' },
    })
  })

  it('goes by what the values look like where names say nothing', () => {
    const { mapping } = suggestMapping(
      '# comment\n198.18.4.7\t1795144200\thttp://varde.example/\n198.18.4.8\t1795144201\thttp://varde.example/x\n',
    )
    expect(mapping).toMatchObject({
      delimiter: '\t',
      header: false,
      comment: '#',
      columns: { ip: '1', time: '2', url: '3' },
      time: { format: 'epoch' },
    })
    expect(suggestMapping('a,b\n198.18.4.7,x\n').mapping.columns).toEqual({ ip: 'a' })
  })

  it('can be read from JSON that breaks off', () => {
    const { mapping } = suggestMapping('[{"ip":"198.18.4.7","time":"2026-11-20T03:10:00Z"},{"ip":"198.1')
    expect(mapping).toMatchObject({ format: 'json', columns: { ip: 'ip', time: 'time' } })
  })

  it('is accepted by the reader', async () => {
    const sample = 'date,ip,port\n2026-11-20 03:10:00,198.18.4.7,3389\n'
    expect((await preview(sample, suggestMapping(sample).mapping)).observations[0]!.asset).toEqual({
      ip: '198.18.4.7',
      port: 3389,
    })
  })
})

it('reads local times as the clocks on the wall say them, also on the days when they change', () => {
  const oslo = { format: 'iso', zone: 'Europe/Oslo' } as const
  expect(readMoment('2026-07-01 12:00', oslo)).toBe('2026-07-01T10:00:00.000Z')
  expect(readMoment('2026-03-29 01:30', oslo)).toBe('2026-03-29T00:30:00.000Z')
  expect(readMoment('2026-03-29 02:30', oslo)).toBe('2026-03-29T01:30:00.000Z')
  expect(readMoment('2026-03-29 12:00', oslo)).toBe('2026-03-29T10:00:00.000Z')
  expect(readMoment('2026-10-25 02:30', oslo)).toBe('2026-10-25T00:30:00.000Z')
  expect(readMoment('2026-10-25 12:00', oslo)).toBe('2026-10-25T11:00:00.000Z')
  expect(readMoment('2026-11-20T03:10:00+02:00', oslo)).toBe('2026-11-20T01:10:00.000Z')
  expect(readMoment('31.02.2026 10:00', { format: 'dd.mm.yyyy hh:mm', zone: 'UTC' })).toBeUndefined()
})
