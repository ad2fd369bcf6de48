import { expect, it } from 'vitest'
import { type RecordsBatch, readRecords } from './objects.ts'

const encoder = new TextEncoder()

/** What is read of a text that comes in pieces of so many bytes. */
async function read(
  text: string,
  piece = 7,
): Promise<Pick<RecordsBatch, 'around' | 'issues'> & { ids: unknown[]; lines: number[] }> {
  async function* bytes() {
    const all = encoder.encode(text)
    for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece)
  }
  const ids: unknown[] = []
  const lines: number[] = []
  const issues: RecordsBatch['issues'] = []
  let around: RecordsBatch['around'] = {}
  for await (const batch of readRecords(bytes(), 'rows', 2)) {
    ids.push(...batch.records.map(({ value }) => value.id))
    lines.push(...batch.records.map(({ line }) => line))
    issues.push(...batch.issues)
    around = batch.around
  }
  return { ids, lines, issues, around }
}

const rows = [1, 2, 3].map((id) => ({ id, says: 'a "]},{" in a text', more: [{ inner: true }] }))
const forms: Record<string, string> = {
  'a list inside an object, on one line': JSON.stringify({ version: '7', rows, after: { of: 3 } }),
  'a list inside an object, over many lines': JSON.stringify({ version: '7', rows, after: { of: 3 } }, null, 2),
  'a list': JSON.stringify(rows),
  'a list without indents': JSON.stringify(rows, null, '\n'),
  'one after the other': rows.map((row) => JSON.stringify(row)).join('\n'),
  'pages after one another': rows.map((row) => JSON.stringify({ version: '7', rows: [row], after: { of: 3 } })).join('\n'),
}

it.each(Object.keys(forms))('Reads records from %s, however it is cut', async (form) => {
  for (const piece of [1, 7, 64, 100_000]) {
    const found = await read(forms[form]!, piece)
    expect(found).toMatchObject({ ids: [1, 2, 3], issues: [] })
    if (forms[form]!.includes('version')) expect(found.around).toEqual({ version: '7', after: { of: 3 } })
  }
})

const damages: Record<string, (row: string) => string> = {
  'a comma too many': (row) => row.replace('"more":', '"x":,"more":'),
  'a text that is not closed': (row) => row.replace('in a text"', 'in a text'),
  'a bracket that is missing at its end': (row) => row.slice(0, -1),
  'a list that is not closed': (row) => row.replace('}]}', '}}'),
  'a bracket too many': (row) => row.replace('"more"', '},"more"'),
  'a list that is closed twice': (row) => row.replace('"more"', '],"more"'),
  'rubbish in it': (row) => row.replace('"more"', 'RUBBISH "more"'),
}

it.each(Object.keys(damages))('A record with %s costs one record, with its line', async (damage) => {
  for (const line of [',', ',\n']) {
    const texts = [0, 1, 2, 3, 4].map((id) => JSON.stringify({ ...rows[0], id }))
    const broken = texts.map((text, index) => (index === 2 ? damages[damage]!(text) : text)).join(line)
    for (const whole of [`{"version":"7","rows":[${broken}]}`, `[${broken}]`]) {
      const { ids, issues } = await read(whole, 50)
      expect(ids.filter((id) => id !== 2)).toEqual([0, 1, 3, 4])
      expect(issues.length, JSON.stringify(issues)).toBeGreaterThan(0)
      expect(issues[0]).toMatchObject({ code: 'bad-json', line: line === ',' ? 1 : 3 })
    }
  }
})

it('Says that a text ends too early, is empty, has no records or is no JSON', async () => {
  expect((await read('[{"id":1},{"id":2')).issues).toMatchObject([{ code: 'truncated', record: 2 }])
  expect((await read('{"rows":[{"id":1}')).issues).toMatchObject([{ code: 'truncated', line: 0 }])
  expect((await read(' \n')).issues).toMatchObject([{ code: 'empty-file' }])
  expect((await read('{"rows":[]}')).issues).toMatchObject([{ code: 'no-rows' }])
  expect((await read('cve,epss\nCVE-1990-0001,0.1')).issues).toMatchObject([{ code: 'bad-json', line: 1 }])
})

it('A record that is too long costs one record and never the memory', async () => {
  const { ids, issues } = await read(`[{"id":1},{"id":2,"x":"${'x'.repeat(4_100_000)}"},{"id":3}]`, 65_536)
  expect(ids).toEqual([1, 3])
  expect(issues).toMatchObject([{ code: 'line-too-long', record: 2 }])
})
