import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow } from './csv.ts'
import { type DelimitedOptions, guessDelimiter, readRows } from './delimited.ts'

async function* pieces(bytes: Uint8Array, size = 65_536) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string | Uint8Array, options: Partial<DelimitedOptions> = {}, size?: number) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const rows: string[][] = []
  const issues: string[] = []
  let lost = 0
  let line = 0
  for await (const batch of readRows(pieces(bytes, size), { delimiter: ',', ...options })) {
    rows.push(...batch.rows.map((row) => row.fields))
    issues.push(...batch.issues.map((issue) => `${issue.line} ${issue.code}`))
    lost += batch.lost
    line = batch.line
  }
  return { rows, issues, lost, line }
}

describe('rows of a delimited text', () => {
  it('are the same however the bytes are cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'æ', '"', ',', '\n', ' ', '😀') }).filter((text) => !/^\s|\s$/.test(text))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const text = `x,y\n${rows.map(([one, other]) => [one, other].map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`
          expect((await read(text, {}, size)).rows).toEqual(rows)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('survive our own writer', async () => {
    expect((await read(csvRow(['a', 'b']) + csvRow(['x "y"', 'two\nlines']))).rows).toEqual([['x "y"', 'two\nlines']])
  })

  it('lose one row to a quote that is left open, not the rest of the file', async () => {
    const { rows, issues, lost } = await read('a,b,c\n1,2,3\n4,"5,6\n7,8,9\n1,"2",3\n4,5,6\n')
    expect(rows).toEqual([
      ['1', '2', '3'],
      ['7', '8', '9'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ])
    expect(issues).toEqual(['3 broken-quote'])
    expect(lost).toBe(1)
  })

  it('forgive a quote that was not doubled when the number of fields is right', async () => {
    expect((await read('a,b\n"x "y" z",2\nExample",3\n')).rows).toEqual([
      ['x "y" z', '2'],
      ['Example"', '3'],
    ])
  })

  it('tell a row that breaks off from one that is too short', async () => {
    expect(await read('a,b,c\n1,2\n3,4')).toMatchObject({
      rows: [['1', '2', '']],
      issues: ['2 wrong-column-count', '3 truncated'],
      lost: 1,
    })
    expect(await read('a,b,c\n1,"2')).toMatchObject({ rows: [], issues: ['2 truncated'] })
  })

  it('leave out a row with too many fields, unless the rest is empty', async () => {
    expect(await read('a,b\n1,2,3\n4,5,,\n')).toMatchObject({ rows: [['4', '5']], issues: ['2 wrong-column-count'], lost: 1 })
  })

  it('skip a line of ten megabytes and go on behind it', async () => {
    const { rows, issues } = await read(`a,b\n1,2\n${'x'.repeat(10_000_000)},y\n3,4\n`)
    expect(rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(issues).toEqual(['3 line-too-long'])
  })

  it('give up a quoted field of more than a megabyte after its first line', async () => {
    const { rows, issues } = await read(`a\n1\n"${`${'x'.repeat(99)}\n`.repeat(12_000)}2\n`)
    expect(issues).toEqual(['3 line-too-long'])
    expect(rows.at(-1)).toEqual(['2'])
  })

  it('are read from UTF-16, windows-1252, with byte order mark, CRLF and zero bytes', async () => {
    const utf16 = new Uint8Array([...'a,b\næ,2\n'].flatMap((letter) => [letter.charCodeAt(0), 0]))
    expect(await read(utf16)).toMatchObject({ rows: [['æ', '2']], issues: ['0 bad-encoding'] })
    expect(await read(Uint8Array.of(0x61, 0x0a, 0xe6, 0x0a, 0xc3, 0xa6, 0x0a))).toMatchObject({
      rows: [['æ'], ['æ']],
      issues: ['2 bad-encoding'],
    })
    expect(await read('\uFEFFa,b\r\n1,2\r\n')).toMatchObject({ rows: [['1', '2']], issues: [] })
    expect(await read('a,b\n1\0,2\n')).toMatchObject({ rows: [['1', '2']], issues: ['2 nul-byte'] })
  })

  it('are none in an empty text or one with a header alone', async () => {
    expect(await read('')).toMatchObject({ rows: [], issues: [], line: 0 })
    expect(await read('a,b\n')).toMatchObject({ rows: [], issues: [], line: 1 })
  })

  it('are taken bit by bit from a file that comes in one piece', async () => {
    const whole = new TextEncoder().encode(`a,b\n${'1,2\n'.repeat(300_000)}`)
    let largest = 0
    let rows = 0
    for await (const batch of readRows(pieces(whole, whole.length), { delimiter: ',' })) {
      largest = Math.max(largest, batch.rows.length)
      rows += batch.rows.length
    }
    expect(rows).toBe(300_000)
    expect(largest).toBeLessThan(100_000)
  })

  it('may have any width without a header, and comments between them', async () => {
    expect((await read('# list\n1;2\n3\n', { delimiter: ';', header: false, comment: '#' })).rows).toEqual([['1', '2'], ['3']])
  })

  it('take time in step with their number, whatever the quotes', async () => {
    const hostile = ['"\n', 'a"b,"c\n', '"x""\n', ',"""\n', '"a\n""\n'].map((line) => line.repeat(200_000))
    const start = performance.now()
    for (const text of hostile) await read(text, { delimiter: ',' })
    expect(performance.now() - start).toBeLessThan(20_000)
  }, 30_000)
})

it('guesses the delimiter from what stands outside quotes', () => {
  expect(guessDelimiter('"a,b,c,d";x;y')).toBe(';')
  expect(guessDelimiter('a\tb')).toBe('\t')
  expect(guessDelimiter('alone')).toBe(',')
})
