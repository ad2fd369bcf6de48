/**
 * How many rows a second the reader of Shadowserver reports understands, and how much memory the process holds, at 200,000 and at
 * 2 million rows; beside the rate at which `csv-parse` merely cuts the same file into fields.
 * `node bench/formats.ts` prints a table and writes `bench/results/formats.json`; each reading is a process of its own.
 */
import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import { parse } from 'csv-parse'
import { readShadowserver } from '#formats/shadowserver/read.ts'
import { reportFileName, writeShadowserverCsv } from './generate.ts'

interface Reading {
  rows: number
  seconds: number
  peakMemoryMb: number
}

const readers: Record<string, (path: string) => Promise<number>> = {
  async readShadowserver(path) {
    let rows = 0
    for await (const batch of readShadowserver(createReadStream(path), {
      fileName: basename(path),
      now: '2026-11-21T12:00:00.000Z',
    })) {
      if (batch.issues.length > 0) throw new Error(JSON.stringify(batch.issues[0]))
      rows += batch.observations.length
    }
    return rows
  },
  async 'csv-parse, fields only'(path) {
    let rows = -1
    for await (const _ of createReadStream(path).pipe(parse())) rows++
    return rows
  },
}

async function measure(reader: string, path: string): Promise<Reading> {
  const start = performance.now()
  const rows = await readers[reader]!(path)
  return { rows, seconds: (performance.now() - start) / 1000, peakMemoryMb: process.resourceUsage().maxRSS / 1024 }
}

const median = (readings: Reading[]): Reading =>
  readings.toSorted((one, other) => one.seconds - other.seconds)[Math.floor(readings.length / 2)]!

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'varde-bench-'))
  const networks = Array.from({ length: 512 }, (_, index) => `198.${18 + (index >> 8)}.${index & 255}.0/24`)
  const results = []
  try {
    for (const { rows, rounds, names } of [
      { rows: 200_000, rounds: 3, names: Object.keys(readers) },
      { rows: 2_000_000, rounds: 1, names: ['readShadowserver'] },
    ]) {
      const path = join(folder, reportFileName({ day: '2026-11-20' }))
      await writeShadowserverCsv(path, { rows, seed: 20_261_121, day: '2026-11-20', networks })
      const readings: Record<string, Reading[]> = Object.fromEntries(names.map((name) => [name, []]))
      for (let round = 0; round < rounds; round++) {
        for (const name of names) {
          const answer = execFileSync(process.execPath, [import.meta.filename, name, path], { encoding: 'utf8' })
          const reading = JSON.parse(answer) as Reading
          // A run with a wrong count has no rate.
          if (reading.rows !== rows) throw new Error(`${name} took ${reading.rows} of ${rows} rows`)
          readings[name]!.push(reading)
        }
      }
      for (const name of names) {
        const { seconds, peakMemoryMb } = median(readings[name]!)
        results.push({
          reader: name,
          rows,
          fileMb: Math.round(statSync(path).size / 1e6),
          rowsPerSecond: Math.round(rows / seconds),
          peakMemoryMb: Math.round(peakMemoryMb),
        })
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  console.table(results)
  const memory = results.filter(({ reader }) => reader === 'readShadowserver').map(({ peakMemoryMb }) => peakMemoryMb)
  const machine = {
    cpu: cpus()[0]!.model,
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    load: loadavg()[0]!.toFixed(2),
  }
  const summary = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    columns: 56,
    method: 'own process each, median of three (2 M rows: one)',
    memoryRatio: Number((memory[1]! / memory[0]!).toFixed(2)),
    results,
  }
  writeFileSync(join(import.meta.dirname, 'results/formats.json'), `${JSON.stringify(summary, null, 2)}\n`)
  console.log(`memory at 2 M rows: ${summary.memoryRatio} of that at 200 k`)
}

const [reader, path] = process.argv.slice(2)
if (reader && path) console.log(JSON.stringify(await measure(reader, path)))
else await main()
