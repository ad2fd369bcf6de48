import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
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

  it('4.04 a list changes no contact that it does not speak of, and none that somebody has confirmed since', async () => {
    const withNumber = (rest: string) =>
      `name,kinds,membership,operations_email,operations_telephone\nKontaktby,municipality,member,${rest}`
    const watch = async () => (await one('kontaktby')).contacts[0]
    const list = 'contacts'
    await house.import(withNumber('drift@kontaktby.example,+47 55 00 01 01'), { list })
    await house.import('name,kinds,membership,operations_email\nKontaktby,municipality,member,vakt@kontaktby.example', { list })
    expect(await watch()).toMatchObject({ email: 'vakt@kontaktby.example', telephone: '+47 55 00 01 01' })
    await house.import(withNumber('ikke-epost,+47 55 00 01 02'), { list })
    expect(await watch()).toMatchObject({ email: 'vakt@kontaktby.example', telephone: '+47 55 00 01 02' })

    const { id } = (await one('kontaktby')).organisation
    const { role, name, email } = await watch()
    const corrected = { role, name, email, telephone: '+47 55 00 01 09' }
    expect((await house.ask(memberOf(['member-security'], id), 'PUT', `/organisations/${id}/contacts`, corrected)).status).toBe(
      200,
    )
    const report = await house.import(withNumber('vakt@kontaktby.example,+47 55 00 01 03'), { list })
    expect(report).toMatchObject({ contacts: { ...nothing, same: 1 }, refusedCount: 1 })
    expect(report.refused).toMatchObject([{ line: 2, field: 'operations_telephone', found: '+47 55 00 01 03' }])
    expect(await watch()).toMatchObject({ telephone: '+47 55 00 01 09', confirmedAt: expect.any(String) })
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
    expect(circle.refused[0]!.reason).toContain('Tredje > Barnet > Forelderen > Tredje')
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

describe('a snapshot of the whole country', () => {
  const units = 200_000
  const weights = [3, 2, 7, 6, 5, 4, 3, 2]
  /** Organisation numbers by their check digit (modulus 11), which some beginnings have none of. */
  function* countryNumbers(): Generator<string> {
    for (let beginning = 81_000_000; ; beginning++) {
      const rest = 11 - (weights.reduce((sum, weight, at) => sum + weight * Number(String(beginning)[at]), 0) % 11)
      if (rest !== 10) yield `${beginning}${rest % 11}`
    }
  }
  const all = countryNumbers()
  const next = () => all.next().value as string
  const [trust, clinic, ward, bakery] = [next(), next(), next(), next()]
  const address = {
    land: 'Norge',
    landkode: 'NO',
    postnummer: '5003',
    poststed: 'BERGEN',
    adresse: ['Gata 1'],
    kommune: 'BERGEN',
  }
  const unit = (organisasjonsnummer: string, navn: string, rest: object = {}) => ({
    organisasjonsnummer,
    navn,
    organisasjonsform: { kode: 'BEDR', beskrivelse: 'Underenhet til næringsdrivende' },
    registreringsdatoEnhetsregisteret: '2014-03-01',
    forretningsadresse: { ...address, kommunenummer: '4601' },
    naeringskode1: { kode: '10.710', beskrivelse: 'Produksjon av brød og ferske konditorvarer' },
    ...rest,
  })
  /** What is below stands before what is above, and one unit in the middle has no name. */
  const special: Readonly<Record<number, object>> = {
    10: unit(ward, 'Fjellsenger', { overordnetEnhet: clinic }),
    20: unit(clinic, 'Fjellklinikken', { overordnetEnhet: trust }),
    [units / 2]: unit(bakery, ''),
    [units - 2]: unit(next(), 'Fjell legesenter', { naeringskode1: { kode: '86.211' } }),
  }
  async function* country(): AsyncGenerator<Uint8Array> {
    const numbersOfOthers = countryNumbers()
    for (let skipped = 0; skipped < 10; skipped++) numbersOfOthers.next()
    yield Buffer.from('[')
    for (let at = 0; at < units; at += 1_000) {
      const rows = Array.from({ length: 1_000 }, (_, index) =>
        JSON.stringify(special[at + index] ?? unit(numbersOfOthers.next().value as string, `Bakeri ${at + index}`)),
      )
      yield Buffer.from(`${at > 0 ? ',\n' : ''}${rows.join(',\n')}`)
    }
    yield Buffer.from(']')
  }

  it('streams 200,000 units, plain or as gzip, keeps what is ours in bounded memory, and changes nothing the second time', {
    timeout: 240_000,
  }, async () => {
    await house.add({ name: 'Fjellsykehuset', number: trust, kinds: ['hospital-trust'] })
    const usedNow = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
    const before = usedNow()
    let [most, told, sent] = [0, 0, 0]
    async function* plain() {
      for await (const part of country()) {
        sent += part.length
        yield part
      }
    }
    const options = { fileName: 'enheter_alle.json.gz', list: 'country', locale: 'en' as const }
    const bring = async (bytes: AsyncIterable<Uint8Array>, more: object = {}) => {
      const tell = ({ round, units }: { round: number; units: number }) => {
        most = Math.max(most, usedNow() - before)
        told = round * 1_000_000 + units
      }
      const report = await importMembers(house.db, house.clock, team, bytes, { ...options, dryRun: false, tell, ...more })
      if (!report.ok) throw new Error(report.reason)
      return report.value
    }
    const packed = () => Readable.from(country()).pipe(createGzip({ level: 1 }))
    const preview = await bring(packed(), { dryRun: true })
    expect(preview).toMatchObject({ rows: units, organisations: { new: 3, changed: 0, gone: 0 }, refusedCount: 1 })
    expect(preview.refused).toMatchObject([{ line: units / 2 + 1, field: 'navn', found: bakery }])
    expect(told).toBe(2_000_000 + units)
    expect(await find('fjellklinikken')).toEqual([])

    expect(await bring(plain())).toMatchObject({ rows: units, organisations: { new: 3 }, refusedCount: 1 })
    const [above] = await find('fjellklinikken')
    expect((await find('fjellsenger'))[0]).toMatchObject({ parent: { id: above.id } })
    expect(await find('bakeri 7')).toEqual([])
    // Whoever kept the file, or its units, would have more in hand than was sent.
    expect(sent).toBeGreaterThan(80e6)
    expect(most).toBeLessThan(sent)

    expect((await bring(packed())).organisations).toMatchObject({ ...nothing, same: 3 })
    const half = Buffer.concat(await Array.fromAsync(packed())).subarray(0, 100_000)
    const broken = await bring(bytesOf(half))
    expect(broken).toMatchObject({ rows: 0, organisations: { ...nothing, same: 0 } })
    expect(broken.refused.map(({ line, reason }) => [line, reason !== ''])).toContainEqual([0, true])
  })
})

describe('a file that lacks much of its list', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${manyNumbers[from + index]},Stor liste ${from + index},municipality,member`)
  const file = (lines: readonly string[]) => ['number,name,kinds,membership', ...lines].join('\n')
  const some = numbers()
  const manyNumbers = Array.from({ length: 24 }, () => some.next().value as string)

  it('ends nobody and says how many of how many are missing, until it is forced; a few may be gone', async () => {
    await house.import(file(rows(0, 24)), { list: 'stor' })
    const half = await house.import(file(rows(0, 12)), { list: 'stor' })
    expect([half.organisations.gone, half.refusedCount]).toEqual([0, 1])
    expect(half.refused[0]).toMatchObject({ line: 0, reason: expect.stringContaining('12/24') })
    expect((await house.import(file(rows(0, 20)), { list: 'stor' })).organisations.gone).toBe(4)
    const forced = await house.import(file(rows(0, 8)), { list: 'stor', force: true })
    expect([forced.organisations.gone, forced.refusedCount]).toEqual([12, 0])
  })

  it('so does a list of memberships', async () => {
    const said = (many: number) =>
      [
        'number,name,member_since',
        ...manyNumbers.slice(0, many).map((number, index) => `${number},Stor liste ${index},2024-01-01`),
      ].join('\n')
    const options = { list: 'nettet', inlet: 'membership' as const }
    await house.import(file(rows(0, 24)), { list: 'stor' })
    await house.import(said(24), options)
    expect((await house.import(said(10), options)).refused[0]?.reason).toContain('14/24')
    expect((await house.import(said(10), { ...options, force: true })).organisations.gone).toBe(14)
  })
})
