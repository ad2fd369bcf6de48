/**
 * How long a document takes: the first one of a process (its start and fonts included), later ones, and a report of more than forty pages.
 * And how long a list of 100,000 rows takes as a workbook, with the memory that it needs when its reader is slow; beside exceljs, which
 * does not wait for its reader. `node bench/documents.ts` prints and writes `bench/results/documents.json`; each workbook is a process of
 * its own.
 */
import { execFileSync } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import type { Block, Printed } from '#platform/documents/document.ts'
import { createPrinter } from '#platform/documents/printer.ts'
import { column, type Table } from '#platform/documents/table.ts'
import { xlsxFile } from '#platform/documents/table-file.ts'
import { machine, median, save } from './measure.ts'

const documentOf = (blocks: readonly Block[]): Printed => ({
  title: 'Rapport for Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste',
  language: 'nb',
  sender: 'Varde',
  tlp: 'TLP:AMBER',
  band: null,
  printed: 'Skrevet ut av Vakt',
  page: 'Side {page} av {pages}',
  at: '2026-11-22T03:10:00.000Z',
  blocks,
})

/** A story of so many steps and a table of so many findings; `unlike` makes each document another. */
const story = (steps: number, findings: number, unlike: number): Printed =>
  documentOf([
    { block: 'facts', items: [['Nummer', String(unlike)]] },
    {
      block: 'story',
      claims: 'Påstander',
      proofs: 'Målinger',
      steps: Array.from({ length: steps }, (_, step) => ({
        side: (['proof', 'note', 'claim'] as const)[step % 3]!,
        kind: 'Måling',
        at: '22. nov. 2026 kl. 03.10',
        who: 'Varde',
        words: `Steg ${step} av ${unlike}: shadowserver meldte om dette på nytt.`,
        extra: ['Kilde: shadowserver'],
      })),
    },
    {
      block: 'table',
      columns: ['Alvor', 'Hva', 'Hvor', 'Frist'].map((title) => ({ title, width: 1, number: false })),
      rows: Array.from({ length: findings }, (_, row) => [
        { severity: 'critical' as const, text: 'Kritisk' },
        'Fjernskrivebordet (RDP) er åpent mot internett',
        `198.18.${row >> 8}.${row & 255}:3389/tcp`,
        `1. des. 2026, ${unlike}`,
      ]),
    },
  ])

async function timed<Value>(work: () => Promise<Value>): Promise<{ ms: number; value: Value }> {
  const start = performance.now()
  const value = await work()
  return { ms: Math.round(performance.now() - start), value }
}

async function documents() {
  const first: number[] = []
  const later: number[] = []
  const long: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const printer = createPrinter()
    first.push((await timed(() => printer.print(story(8, 0, round)))).ms)
    for (let one = 0; one < 10; one += 1) later.push((await timed(() => printer.print(story(8, 10, round * 100 + one)))).ms)
    long.push((await timed(() => printer.print(story(120, 900, round)))).ms)
    process.kill(printer.pid!)
  }
  return { firstMs: median(first), laterMs: median(later), laterSlowestMs: Math.max(...later), fortyPagesMs: median(long) }
}

const rows = 100_000
const pageRows = 1_000
const { text, moment, number, yesNo } = column
const columns = {
  id: text('Nummer', 'Nummer', 'Number'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  asset: text('Hvor', 'Kvar', 'Where'),
  seen: moment('Sett', 'Sett', 'Seen'),
  sightings: number('Ganger sett', 'Gonger sett', 'Times seen'),
  overdue: yesNo('Fristen er ute', 'Fristen er ute', 'Overdue'),
} as const
const row = (number: number) =>
  [
    crypto.randomUUID(),
    'Nordvik kommune',
    `198.18.4.${number & 255}:3389/tcp`,
    '2026-11-21T03:10:00.000Z',
    number,
    false,
  ] as const

async function* pages() {
  for (let at = 0; at < rows; at += pageRows) yield Array.from({ length: pageRows }, (_, index) => row(at + index))
}

const ours = (): AsyncIterable<unknown> =>
  xlsxFile({ name: 'findings', columns, pages: pages(), owners: 'nobody', locale: 'nb' } satisfies Table).body

function exceljs(): AsyncIterable<unknown> {
  const stream = new PassThrough()
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = book.addWorksheet('findings')
  sheet.columns = Object.keys(columns).map((key) => ({ header: key, key }))
  void (async () => {
    for await (const page of pages()) for (const cells of page) sheet.addRow([...cells]).commit()
    await book.commit()
  })()
  return stream
}

/** Reads a workbook, waiting so long after each part; tells what it took. */
async function readSlowly(which: string, waitMs: number) {
  const start = performance.now()
  let bytes = 0
  for await (const part of which === 'ours' ? ours() : exceljs()) {
    bytes += (part as Uint8Array).length
    if (waitMs > 0) await sleep(waitMs)
  }
  return {
    seconds: Math.round(performance.now() - start) / 1_000,
    fileMb: Math.round(bytes / 1e5) / 10,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

const [which, wait] = process.argv.slice(2)
if (which) {
  console.log(JSON.stringify(await readSlowly(which, Number(wait))))
} else {
  const read = (name: string, waitMs: number) =>
    JSON.parse(execFileSync(process.execPath, [import.meta.filename, name, String(waitMs)]).toString())
  const result = {
    documents: await documents(),
    workbooks: {
      rows,
      ours: { quick: read('ours', 0), slow: read('ours', 20) },
      exceljs: { quick: read('exceljs', 0), slow: read('exceljs', 20) },
    },
    ...machine(),
  }
  save('documents', result)
  console.log(JSON.stringify(result, null, 2))
}
