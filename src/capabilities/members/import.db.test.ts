import { describe, expect, it } from 'vitest'
import { holdingsChanged } from './contract.ts'
import { analyst, bytesOf, memberOf, now, numbers, register, team } from './fixtures/register.ts'
import { importBaseData, importMembers } from './index.ts'
import { listColumns } from './list.ts'

const house = register()
const lead = memberOf(['lead'])

const find = async (text: string) => (await house.ask(analyst, 'GET', `/organisations?q=${encodeURIComponent(text)}`)).body.rows
const one = async (text: string) => {
  const [row] = await find(text)
  return (await house.ask(analyst, 'GET', `/organisations/${row.id}`)).body
}
const held = async (text: string, ended = true) => {
  const [row] = await find(text)
  return (await house.ask(analyst, 'GET', `/organisations/${row.id}/holdings?ended=${ended}`)).body.rows
}

const header = 'number,name,kinds,parent_number,membership,networks,domains,valid_from,security_email,security_telephone'
const csv = (...rows: string[]) => [header, ...rows].join('\n')
const nothing = { new: 0, changed: 0, gone: 0 }

describe('a member list', () => {
  it('4.04 the same list again is idempotent: nothing new, nothing changed, nothing gone, and no version raised', async () => {
    const file = csv(
      '312000016,Regionen,regional-health-authority,,member,198.18.0.0/24 2001:db8:100::/48,regionen.example,2025-01-01,vakt@regionen.example,+47 12345678',
      '312000024,Sykehuset,hospital-trust,312000016,member,198.18.1.0/24|198.18.2.0/24,sykehuset.example,2025-01-01,,',
      ',Legekontoret,general-practice,,none,,,,,',
    )
    const first = await house.import(file, { list: 'again' })
    expect(first).toMatchObject({
      rows: 3,
      organisations: { new: 3, changed: 0, same: 0, gone: 0 },
      holdings: { new: 6 },
      contacts: { new: 1 },
      refusedCount: 0,
    })
    const [version, position] = [await house.version(), await house.position()]
    const second = await house.import(file, { list: 'again' })
    expect(second).toMatchObject({
      organisations: { ...nothing, same: 3 },
      holdings: { ...nothing, same: 6 },
      contacts: { ...nothing, same: 1 },
      changes: [],
    })
    expect(await house.version()).toBe(version)
    expect(await house.position()).toBe(position)
    const changed = await house.import(
      file.replace('Sykehuset', 'Storsykehuset').replace(',Legekontoret,general-practice,,none,,,,,', ''),
      { list: 'again' },
    )
    expect(changed).toMatchObject({ organisations: { new: 0, changed: 1, same: 1, gone: 1 } })
    expect(changed.changes).toEqual([
      { what: 'changed', organisation: 'Storsykehuset', fields: ['name'] },
      { what: 'gone', organisation: 'Legekontoret', fields: [] },
    ])
  })

  it('a preview tells what the import then does, and writes nothing', async () => {
    const file = csv('312000032,Forhåndsvist,municipality,,member,198.18.4.0/22,forhand.example,2025-01-01,,')
    const [version, position] = [await house.version(), await house.position()]
    const preview = await house.import(file, { list: 'preview', dryRun: true })
    expect(await find('forhåndsvist')).toEqual([])
    expect([await house.version(), await house.position()]).toEqual([version, position])
    const done = await house.import(file, { list: 'preview' })
    expect({ ...preview, dryRun: false }).toEqual(done)
  })

  it('who is missing in a later file of the same list is gone: what it holds ends, its contacts stay', async () => {
    const [first, second] = ['212000019', '212000027'].map((_, index) => [...take(numbers(), 40)][index + 30]!)
    const line = (number: string, name: string, network: string) =>
      `${number},${name},municipality,,member,${network},,2025-01-01,vakt@${name}.example,`
    await house.import(csv(line(first!, 'Blir', '198.18.20.0/24'), line(second!, 'Drar', '198.18.21.0/24')), { list: 'gone' })
    house.clock.set('2026-11-22T10:00:00.000Z')
    const since = await house.position()
    const report = await house.import(csv(line(first!, 'Blir', '198.18.20.0/24')), { list: 'gone' })
    expect(report).toMatchObject({ organisations: { gone: 1, same: 1 }, holdings: { gone: 1, same: 1 }, contacts: { gone: 0 } })
    const gone = await one('drar')
    expect(gone.organisation.gone).toBe(true)
    expect(gone.contacts).toHaveLength(1)
    expect(await held('drar')).toMatchObject([{ from: '2025-01-01T00:00:00.000Z', to: '2026-11-22T10:00:00.000Z' }])
    const [event] = await house.events(holdingsChanged, since)
    expect(event!.payload).toEqual({
      changes: [{ form: 'network', value: '198.18.21.0/24', from: '2026-11-22T10:00:00.000Z', to: null }],
    })
    const other = await house.import(csv(line(first!, 'Blir', '198.18.20.0/24')), { list: 'another list' })
    expect(other.organisations).toMatchObject({ ...nothing, same: 1 })
    const back = await house.import(csv(line(first!, 'Blir', '198.18.20.0/24'), line(second!, 'Drar', '198.18.21.0/24')), {
      list: 'gone',
    })
    expect(back).toMatchObject({ organisations: { changed: 1 }, holdings: { changed: 1 } })
    expect((await one('drar')).organisation.gone).toBe(false)
    expect(await held('drar')).toMatchObject([{ from: '2025-01-01T00:00:00.000Z', to: null }])
    house.clock.set(now)
  })

  it('one bad value costs the value, one bad row costs the row, and each is told with line, field and what stood there', async () => {
    const report = await house.import(
      csv(
        '312000017,Feil nummer,municipality,,member,198.18.30.0/24,,2025-01-01,,',
        ',Feil nett,municipality starship,,member,198.18.31.1/24 198.18.32.0/24,kommune.no,2025-01-01,ikke-epost,',
        ',,municipality,,member,,,,,',
        ',Helt fin,municipality,,member,,,,,',
        ',Helt fin,municipality,,member,,,,,',
        ',For kort,municipality',
        ',Feil dato,municipality,,member,198.18.33.0/24,,2025-02-30,,',
        ',Pasient 13097248022,municipality,,member,,,,,',
      ),
      { list: 'refused', locale: 'en' },
    )
    const told = report.refused.map(({ line, field, found }) => [line, field, found])
    expect(told).toEqual([
      [7, '', '3 / 10'],
      [2, 'number', '312000017'],
      [3, 'kinds', 'starship'],
      [3, 'networks', '198.18.31.1/24'],
      [3, 'domains', 'kommune.no'],
      [3, 'security_email', 'ikke-epost'],
      [4, 'name', ''],
      [8, 'valid_from', '2025-02-30'],
      [9, 'name', 'Pasient ***********'],
      [6, 'name', 'Helt fin'],
    ])
    expect(report).toMatchObject({ rows: 8, refusedCount: 10, organisations: { new: 3 } })
    const reason = (field: string) => report.refused.find((one) => one.field === field)!.reason
    expect(reason('networks')).toContain('198.18.31.0/24')
    expect(report.refused.at(-1)!.reason).toMatch(/twice.*5/)
    expect((await held('feil nett')).map((row: { value: string }) => row.value)).toEqual(['198.18.32.0/24'])
    expect(await held('feil dato')).toEqual([])
  })

  it('a slip in a list ends nothing: neither a refused value nor a refused row says that something is gone', async () => {
    const good = csv(',Slurvekommunen,municipality,,member,198.18.50.0/24 198.18.51.0/24,slurvekommunen.example,2025-01-01,,')
    await house.import(good, { list: 'slip' })
    const slip = await house.import(good.replace('198.18.50.0/24', '198.18.50.9/24').replace('slurvekommunen.example', ''), {
      list: 'slip',
    })
    expect(slip).toMatchObject({ organisations: { gone: 0 }, holdings: { same: 1, gone: 1, changed: 0 } })
    expect((await held('slurvekommunen', false)).map((row: { value: string }) => row.value).sort()).toEqual([
      '198.18.50.0/24',
      '198.18.51.0/24',
    ])
    const broken = await house.import(`${header}\n,"Slurvekommunen,municipality`, { list: 'slip' })
    expect(broken.organisations).toMatchObject(nothing)
    expect(broken.refused.map(({ line }) => line)).toEqual([2, 0])
    const empty = await house.import('', { list: 'slip' })
    expect(empty).toMatchObject({ rows: 0, organisations: nothing })
    expect(empty.refused[0]).toMatchObject({ line: 1, reason: 'Filen er tom.' })
  })

  it('what somebody ended by hand is not opened again by a list', async () => {
    const file = csv(',Håndholdt,municipality,,member,,handholdt.example,2025-01-01,,')
    await house.import(file, { list: 'hand' })
    const [holding] = await held('håndholdt')
    await house.ask(analyst, 'PATCH', `/holdings/${holding.id}`, { to: '2026-01-01T00:00:00Z' })
    const report = await house.import(file, { list: 'hand' })
    expect(report.holdings).toMatchObject(nothing)
    expect(report.refused).toMatchObject([{ line: 2, field: 'domains', found: 'handholdt.example' }])
  })

  it('an unknown column is told on line 1 and the rest is taken; without names nothing is read', async () => {
    const extra = await house.import('name,kinds,colour\nFargerik,municipality,blå', { list: 'columns' })
    expect(extra.refused).toMatchObject([{ line: 1, field: 'colour', reason: 'Kolonnen er ukjent og ble ikke lest.' }])
    expect(extra.organisations.new).toBe(1)
    const nameless = await house.import('number,kinds\n312000016,municipality', { list: 'columns' })
    expect(nameless).toMatchObject({ rows: 0, organisations: nothing })
    expect(nameless.refused.map(({ field }) => field)).toContain('name')
  })

  it('reads semicolons, tabs, a byte order mark, CRLF, columns in any order and Windows-1252 alike', async () => {
    const names = ['Semikolon', 'Tabulator', 'Bølge']
    await house.import('\ufeffName;Kinds;NUMBER\r\nSemikolon;municipality;\r\n', { list: 'semi' })
    await house.import('kinds\tname\nmunicipality\tTabulator\n', { list: 'tab' })
    await importMembers(house.db, house.clock, team, bytesOf(Buffer.from('name,kinds\nBølge,municipality\n', 'latin1')), {
      fileName: 'a.csv',
      list: 'latin',
      dryRun: false,
      locale: 'nn',
    })
    for (const name of names) expect(await find(name), name).toHaveLength(1)
  })

  it('parents may come after their children, and a circle is refused where it would close', async () => {
    const [child, parent, third] = take(numbers(), 60).slice(50)
    const line = (number: string, name: string, above: string) => `${number},${name},hospital,${above},none,,,,,`
    await house.import(csv(line(child!, 'Barnet', parent!), line(parent!, 'Forelderen', '')), { list: 'tree' })
    expect((await one('barnet')).organisation.parent.name).toBe('Forelderen')
    const turned = await house.import(csv(line(child!, 'Barnet', ''), line(parent!, 'Forelderen', child!)), { list: 'tree' })
    expect(turned.refusedCount).toBe(0)
    expect((await one('forelderen')).organisation.parent.name).toBe('Barnet')
    const circle = await house.import(
      csv(line(child!, 'Barnet', third!), line(parent!, 'Forelderen', child!), line(third!, 'Tredje', parent!)),
      { list: 'tree' },
    )
    expect(circle.refused).toMatchObject([{ line: 4, field: 'parent_number', found: parent }])
    expect((await one('barnet')).organisation.parent.name).toBe('Tredje')
    const unknown = await house.import(csv(line(child!, 'Barnet', '312000105')), { list: 'tree2' })
    expect(unknown.refused).toMatchObject([{ line: 2, field: 'parent_number' }])
  })

  it('knows an organisation again by number, else by foreign key, else by name and kind', async () => {
    const file = (...rows: string[]) => ['number,name,kinds,external_key', ...rows].join('\n')
    await house.import(file(',Nøkkelen,dental-practice,A-1', ',Navnet,dental-practice,'), { list: 'keys' })
    const number = take(numbers(), 80)[70]
    const renamed = await house.import(file(',Nytt navn,dental-practice,A-1', `${number},Navnet,dental-practice pharmacy,`), {
      list: 'keys',
    })
    expect(renamed.organisations).toMatchObject({ new: 0, changed: 2, gone: 0 })
    expect((await find('navnet')).map((row: { number: string }) => row.number)).toEqual([number])
    const taken = await house.import(file(`${number},Navnet,pharmacy dental-practice,A-1`, ',Nytt navn,dental-practice,A-1'), {
      list: 'keys',
    })
    expect(taken.organisations).toMatchObject({ ...nothing, same: 2 })
    expect(taken.refused).toMatchObject([{ line: 2, field: 'external_key', found: 'A-1' }])
  })

  it('takes JSON with names in camel case and holdings with periods of their own', async () => {
    const list = (to: string | null) =>
      JSON.stringify(
        [
          {
            name: 'Json kommune',
            kinds: ['municipality'],
            memberSince: '2025-01-01',
            municipality: '301',
            holdings: [
              { relation: 'owns', form: 'network', value: '198.18.90.0/24', from: '2020-01-01', to: '2022-01-01' },
              {
                relation: 'owns',
                form: 'network',
                value: '198.18.90.0/24',
                from: '2023-01-01',
                to,
                proof: 'registry',
                criticality: 1,
              },
              { form: 'asn', value: 64510, from: '2023-01-01' },
              { form: 'network', value: '0.0.0.0/0' },
            ],
          },
        ],
        null,
        1,
      )
    const first = await house.import(list(null), { fileName: 'members.json', list: 'json' })
    expect(first).toMatchObject({ rows: 1, organisations: { new: 1 }, holdings: { new: 3 }, refusedCount: 1 })
    expect(first.refused).toMatchObject([{ line: 2, field: 'holdings.value', found: '0.0.0.0/0' }])
    expect((await one('json kommune')).organisation).toMatchObject({
      municipality: '0301',
      county: '03',
      memberSince: '2025-01-01',
    })
    expect((await house.import(list(null), { fileName: 'members.json', list: 'json' })).holdings).toMatchObject({
      ...nothing,
      same: 3,
    })
    expect((await house.import(list('2026-01-01'), { fileName: 'members.json', list: 'json' })).holdings).toMatchObject({
      changed: 1,
      same: 2,
    })
  })

  it('is refused when it is larger than fifty megabytes', async () => {
    async function* large() {
      for (let megabyte = 0; megabyte < 51; megabyte++) yield new Uint8Array(1024 * 1024)
    }
    const options = { fileName: 'a.csv', list: 'large', dryRun: true, locale: 'nb' as const }
    expect(await importMembers(house.db, house.clock, team, large(), options)).toEqual({ ok: false, reason: 'too-large' })
  })

  it('comes in by upload too, where the lead previews first', async () => {
    const file = csv(',Opplastet,municipality,,member,,,,,')
    const preview = await house.upload(lead, '/organisations/import?dryRun=true&list=upload', 'members.csv', file)
    expect(preview).toMatchObject({ status: 200, body: { dryRun: true, organisations: { new: 1 } } })
    expect(await find('opplastet')).toEqual([])
    expect((await house.upload(lead, '/organisations/import?list=upload', 'members.csv', file)).body.organisations.new).toBe(1)
    expect(await find('opplastet')).toHaveLength(1)
  })

  it('an export can be imported again and changes nothing, formulas included', async () => {
    await house.add({ name: '=HYPERLINK("http://evil.example")', kinds: ['supplier'] })
    const file = await house.ask(analyst, 'GET', '/organisations.csv')
    expect(file.text.slice(1).split('\r\n')[0]).toBe(listColumns.join(','))
    expect(file.text).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
    const report = await house.import(file.text, { list: 'export', dryRun: true })
    expect(report.refused.filter(({ field }) => field !== 'name')).toEqual([])
    expect(report).toMatchObject({ organisations: nothing, holdings: nothing, contacts: nothing })
    expect(report.organisations.same).toBeGreaterThan(10)
    const suppliers = await house.ask(analyst, 'GET', '/organisations.csv?kind=supplier')
    expect(suppliers.text.split('\r\n').length).toBeLessThan(file.text.split('\r\n').length)
    expect(suppliers.text).toContain('HYPERLINK')
  })

  it('takes the Norwegian base data, where the city that is a county stands in two files', async () => {
    const files = {
      'municipalities.json': JSON.stringify([
        {
          number: '9901',
          name_nb: 'Hovedbyen',
          names: [],
          county_number: '99',
          written_language: 'Nynorsk',
          orgnr: take(numbers(), 91)[90],
        },
      ]),
      'counties.json': JSON.stringify([{ number: '99', name_nb: 'Hovedbyen' }]),
    }
    const options = { list: 'base', dryRun: false, locale: 'nb' as const }
    expect((await importBaseData(house.db, house.clock, team, files, options)).organisations.new).toBe(1)
    const { organisation } = await one('hovedbyen')
    expect(organisation).toMatchObject({
      kinds: ['municipality', 'county'],
      county: '99',
      language: 'nn',
      constituencies: ['municipal'],
    })
    expect((await importBaseData(house.db, house.clock, team, files, options)).organisations).toMatchObject({
      ...nothing,
      same: 1,
    })
  })
})

function take<Item>(items: Generator<Item>, most: number): Item[] {
  const taken: Item[] = []
  for (const item of items) {
    taken.push(item)
    if (taken.length === most) break
  }
  return taken
}
