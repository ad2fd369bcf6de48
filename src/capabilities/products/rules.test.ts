import { describe, expect, it } from 'vitest'
import type { LineInput } from './contract.ts'
import {
  areAmong,
  joinedRanges,
  keyOfName,
  lineText,
  nameOf,
  planImport,
  type Row,
  readLine,
  readTyped,
  undoUntil,
} from './rules.ts'

const nothing: LineInput = { system: '', vendor: '', product: '', version: '', cpe: '', purl: '', quantity: null, note: '' }
const said = (given: Partial<LineInput>): LineInput => ({ ...nothing, ...given })
const row = (given: Partial<LineInput>): Row => ({ ...said({ product: 'Nginx', ...given }), place: '2' })
const whole = { mentioned: [], complete: true }

describe('what is said of a product', () => {
  it('takes the name from a CPE or a package URL when there is none', () => {
    expect(readLine(said({ cpe: 'cpe:/o:fortinet:fortios:7.2.5' })).line).toMatchObject({
      vendor: 'fortinet',
      product: 'fortios',
      cpe: 'cpe:2.3:o:fortinet:fortios:7.2.5:*:*:*:*:*:*:*',
    })
    expect(readLine(said({ purl: 'pkg:maven/org.example/core@1.0' })).line).toMatchObject({
      vendor: 'org.example',
      product: 'core',
    })
  })

  it('keeps the row when a CPE or package URL is none, and tells it', () => {
    const { line, faults } = readLine(said({ product: 'FortiOS', cpe: 'fortios 7', purl: 'fortios' }))
    expect(line).toMatchObject({ product: 'FortiOS', cpe: '', purl: '' })
    expect(faults.map(({ field, fault }) => `${field} ${fault}`)).toEqual(['cpe bad-cpe', 'purl bad-purl'])
  })

  it('is refused without a name, when a text is too long, and with the number of a person', () => {
    expect(readLine(nothing)).toEqual({ faults: [{ field: 'product', fault: 'no-product', found: '' }] })
    expect(readLine(said({ product: 'x'.repeat(301) })).faults[0]?.fault).toBe('too-long')
    const held = readLine(said({ product: 'Journal', note: 'fødselsnummer 13097248022' }))
    expect(held.line).toBeUndefined()
    expect(held.faults).toEqual([{ field: 'note', fault: 'identity-number', found: '' }])
  })

  it('loses the signs that no name has', () => {
    expect(readLine(said({ product: ' Nginx\0\u001b[31m\ud800 ' })).line?.product).toBe('Nginx [31m\ufffd')
  })

  it('must be right in all its parts when somebody types it', () => {
    expect(readTyped(said({ product: 'FortiOS', cpe: 'fortios' }))).toMatchObject({ ok: false, reason: 'product-bad-cpe' })
    expect(readTyped(said({ product: 'FortiOS' })).ok).toBe(true)
  })

  it('is told in one text', () => {
    expect(lineText(said({ product: 'Nginx', version: '1.24', vendor: 'F5', system: 'proxy' }))).toBe('Nginx 1.24 (F5), proxy')
    expect(lineText(said({ product: 'Nginx' }))).toBe('Nginx')
  })
})

describe('the name of a product', () => {
  it('is the same for all its versions, and another for another product', () => {
    const key = (given: Partial<LineInput>) => keyOfName(nameOf(said({ product: 'lodash', ...given })))
    expect(key({ purl: 'pkg:npm/lodash@4.17.20', version: '4.17.20' })).toBe(key({ purl: 'pkg:npm/lodash@4.17.21' }))
    expect(key({ cpe: 'cpe:2.3:a:a:b:1:*:*:*:*:*:*:*' })).toBe(key({ cpe: 'cpe:2.3:a:a:b:2:*:*:*:*:*:*:*' }))
    expect(key({})).not.toBe(key({ vendor: 'x' }))
    expect(key({})).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })
})

describe('a file beside what stands', () => {
  it('says what is new, changed, the same and gone', () => {
    const standing = [
      row({ version: '1.0' }),
      row({ product: 'Redis', version: '7' }),
      row({ product: 'Apache', note: 'old' }),
      row({ product: 'Bind' }),
    ]
    const file = [
      row({ version: '1.1' }),
      row({ product: 'Redis', version: '7' }),
      row({ product: 'Apache', note: 'new' }),
      row({ product: 'Postfix' }),
    ]
    const plan = planImport({ rows: file, ...whole }, standing)
    expect(plan.added.map(({ product }) => product)).toEqual(['Postfix'])
    expect(
      plan.changed.map(({ line, to }) => `${line.product} ${line.version}${line.note} ${to.version}${to.note}`).sort(),
    ).toEqual(['Apache old new', 'Nginx 1.0 1.1'])
    expect(plan.same.map(({ product }) => product)).toEqual(['Redis'])
    expect(plan.gone.map(({ product }) => product)).toEqual(['Bind'])
  })

  it('keeps two versions of one product apart, and takes a row that is said twice once', () => {
    const standing = [row({ version: '1' }), row({ version: '2' })]
    const plan = planImport({ rows: [row({ version: '2' }), row({ version: '3' }), row({ version: '2' })], ...whole }, standing)
    expect(plan.same.map(({ version }) => version)).toEqual(['2'])
    expect(plan.changed.map(({ line, to }) => `${line.version} ${to.version}`)).toEqual(['1 3'])
    expect([plan.gone.length, plan.repeated]).toEqual([0, 1])
  })

  it('takes nothing for gone that a refused row speaks of, and nothing at all when a part could not be read', () => {
    const standing = [row({}), row({ product: 'Redis' })]
    expect(planImport({ rows: [], mentioned: ['NGINX'], complete: true }, standing).gone.map(({ product }) => product)).toEqual([
      'Redis',
    ])
    expect(planImport({ rows: [], mentioned: [], complete: false }, standing).gone).toEqual([])
  })
})

it('An import can be undone for a week, while it is the last of its list', () => {
  const at = '2026-11-21T10:00:00.000Z'
  expect(undoUntil({ at, undoneAt: null }, true, at)).toBe('2026-11-28T10:00:00.000Z')
  expect(undoUntil({ at, undoneAt: null }, false, at)).toBeNull()
  expect(undoUntil({ at, undoneAt: at }, true, at)).toBeNull()
  expect(undoUntil({ at, undoneAt: null }, true, '2026-11-28T10:00:00.000Z')).toBeNull()
})

it('Ranges that a warning names are one text, and what surely lies among others is known to', () => {
  expect(joinedRanges(['< 2.3', '>= 3, < 3.4', '< 2.3'])).toBe('< 2.3; >= 3, < 3.4')
  expect(joinedRanges(['< 2.3', ''])).toBe('')
  const verdicts = [
    ['< 2.0', '< 2.3'],
    ['>= 3.1, < 3.2', '< 2.3; >= 3, < 3.4'],
    ['vers:npm/>=1|<2', 'vers:npm/>=1|<2; < 1'],
    ['the old ones', ''],
    ['< 2.3', '< 2.0'],
    ['', '< 2.0'],
    ['the old ones', '< 2.3'],
    ['up to 2.3', '<= 2.3.1'],
  ].map(([some, all]) => areAmong(some!, all!))
  expect(verdicts).toEqual([true, true, true, true, false, false, false, false])
})
