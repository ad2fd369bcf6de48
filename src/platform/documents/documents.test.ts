import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Printed } from './document.ts'
import { readFonts } from './fonts.ts'
import { plainText } from './plain.ts'
import { createPrinter } from './printer.ts'
import { createTypesetter } from './typeset.ts'

const typeset = createTypesetter()
const fonts = readFonts()

const documentOf = (blocks: readonly Block[], more: Partial<Printed> = {}): Printed => ({
  title: 'Tittel',
  language: 'nb',
  sender: 'Varde',
  tlp: 'TLP:RED',
  band: null,
  printed: 'Skrevet ut av Vakt',
  page: 'Side {page} av {pages}',
  at: '2026-11-22T03:10:00.000Z',
  blocks,
  ...more,
})
const text = (words: string): Block => ({ block: 'text', text: words, faint: false })
/** The text as poppler reads it, on one line, without places to break. */
const readBack = (document: Printed): string =>
  execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: typeset(document) })
    .toString()
    .replaceAll('\u200b', '')
    .replaceAll(/\s+/g, ' ')

const everyBlock = (words: string): Block[] => [
  { block: 'heading', level: 2, text: words },
  { block: 'notice', title: words, text: words },
  {
    block: 'facts',
    items: [
      [words, words],
      [words, { severity: 'critical', text: words }],
    ],
  },
  {
    block: 'table',
    columns: [
      { title: words, width: 1, number: false },
      { title: words, width: 0, number: true },
    ],
    rows: [[words, words]],
  },
  { block: 'list', numbered: true, items: [words] },
  { block: 'list', numbered: false, items: [words] },
  {
    block: 'bars',
    alt: words,
    rows: [
      { label: words, value: 1, of: 2, known: true, text: words },
      { label: 'a', value: 0, of: 0, known: false, text: '' },
    ],
  },
  {
    block: 'columns',
    alt: words,
    rows: [
      { label: words, value: 3 },
      { label: '', value: 0 },
    ],
  },
  {
    block: 'story',
    claims: words,
    proofs: words,
    steps: (['claim', 'proof', 'note'] as const).map((side) => ({
      side,
      kind: words,
      at: words,
      who: words,
      words,
      extra: [words],
    })),
  },
  { block: 'sent', text: words },
  text(words),
]

const evil = [
  '#import "/etc/passwd": *',
  '#panic("x") #read("document.typ") #eval("1")',
  '$ sum_(i=0)^n $ ] } ) [ { (',
  '*bold* _it_ `raw` ```block``` <label> @ref \\u{1} // comment /* open',
  '= title\n- list\n+ enum\n/ term: x',
  '"quoted" \\" \\n',
  'æøåéü ÆØÅ Kárášjohka áčđŋšŧž ÁČĐŊŠŦŽ',
  '{{answer}} %s {x}',
]

describe('What somebody wrote', () => {
  it('comes out as text in every block, whatever typst would make of it', () => {
    for (const words of evil) {
      const found = readBack(documentOf(everyBlock(words), { title: words, printed: words, sender: words, band: words }))
      const expected = words.replaceAll(/\s+/g, ' ')
      expect(found.split(expected).length - 1, words).toBeGreaterThan(10)
    }
  })

  it('shows the code of a character that no font of ours has, and of those that control', () => {
    expect(readBack(documentOf([text('brann 🔥 og \u0007 og \u202e bak')]))).toContain(
      'brann [U+1F525] og [U+0007] og [U+202E] bak',
    )
  })

  it('is written from right to left where its letters are', () => {
    const found = readBack(documentOf([text('שלום'), text('مرحبا')]))
    for (const letters of ['שלום', 'مرحبا'])
      expect([...letters].every((letter) => found.normalize('NFKC').includes(letter))).toBe(true)
  })

  it('may be 5,000 characters without a space, and stays on the page', { timeout: 60_000 }, () => {
    const long = 'x'.repeat(5_000)
    const pdf = typeset(documentOf([...everyBlock(long)], { title: long }))
    const words = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, maxBuffer: 1e9 }).toString()
    const ends = [...words.matchAll(/xMax="([\d.]+)"/g)].map(([, right]) => Number(right))
    expect(ends.length).toBeGreaterThan(100)
    expect(Math.max(...ends)).toBeLessThan(595)
  })

  it('never stops a document: any text at all becomes one', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (words) => {
        expect(typeset(documentOf(everyBlock(words), { title: words })).length).toBeGreaterThan(1_000)
      }),
      { seed: 17, numRuns: 60 },
    )
  })
})

it('Every character that a font is said to have is printed: Latin, Greek, Cyrillic, Hebrew, Arabic', { timeout: 60_000 }, () => {
  const all = Array.from({ length: 0x3000 }, (_, code) => code).filter((code) => code > 0x20 && fonts.has(code))
  expect(all.length).toBeGreaterThan(1_400)
  for (let at = 0; at < all.length; at += 100) {
    const some = all
      .slice(at, at + 100)
      .map((code) => String.fromCodePoint(code))
      .join(' ')
    expect(typeset(documentOf([text(some), { block: 'sent', text: some }])).length).toBeGreaterThan(1_000)
  }
})

it('A text is left as it is when it can be printed, and gets places to break when it is too long', () => {
  const has = () => true
  expect(plainText('198.18.4.7:3389/tcp hos Nordre Follo', has)).toBe('198.18.4.7:3389/tcp hos Nordre Follo')
  expect(plainText('a\tb\u00a0c\r\nd', has)).toBe('a b c\nd')
  expect(plainText('vert.avdeling.helseforetak.example:8443', has)).toBe(
    'vert.\u200bavdeling.\u200bhelseforetak.\u200bexample:\u200b8443',
  )
  expect(plainText('\ud800', has)).toBe('\ufffd')
})

describe('The printer', () => {
  const blank = documentOf([text('a')])

  it('prints the same document the same, byte by byte, and another beside it', async () => {
    const printer = createPrinter()
    const [one, other] = await Promise.all([printer.print(blank), printer.print(blank)])
    expect(one.ok && other.ok && Buffer.from(one.value).equals(Buffer.from(other.value))).toBe(true)
  })

  it('refuses more than may wait, and goes on with those that do', async () => {
    const printer = createPrinter({ waiting: 2, ms: 20_000, bytes: 2 ** 30 })
    const results = await Promise.all([1, 2, 3].map(() => printer.print(blank)))
    expect(results.map((result) => (result.ok ? 'printed' : result.reason))).toEqual(['printed', 'printed', 'print-busy'])
  })

  it('ends a document that takes too long, and prints the next in a new process', async () => {
    const printer = createPrinter({ waiting: 5, ms: 1_500, bytes: 2 ** 30 })
    await printer.print(blank)
    const first = printer.pid
    const rows = Array.from({ length: 60_000 }, (_, row) => [`rad ${row}`, 'x'.repeat(50)])
    const columns = ['a', 'b'].map((title) => ({ title, width: 1, number: false }))
    expect(await printer.print(documentOf([{ block: 'table', columns, rows }]))).toEqual({ ok: false, reason: 'print-too-much' })
    expect((await printer.print(blank)).ok).toBe(true)
    expect(printer.pid).not.toBe(first)
  })

  it('ends a document that takes too much memory', async () => {
    const printer = createPrinter({ waiting: 5, ms: 20_000, bytes: 1 })
    const rows = Array.from({ length: 20_000 }, (_, row) => [`rad ${row}`])
    expect(
      await printer.print(documentOf([{ block: 'table', columns: [{ title: 'a', width: 1, number: false }], rows }])),
    ).toEqual({
      ok: false,
      reason: 'print-too-much',
    })
  })

  it('throws what the typesetter could not do, and prints the next', async () => {
    const printer = createPrinter()
    await expect(printer.print(documentOf([{ block: 'nothing' } as never]))).rejects.toThrow(/nothing/)
    expect((await printer.print(blank)).ok).toBe(true)
  })
})
