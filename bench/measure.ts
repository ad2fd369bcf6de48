import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

/** The middle of several measurements. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!

/** The p-th percentile (0–100), nearest rank. */
export const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.ceil((p / 100) * values.length) - 1)]!

/** Which machine measured, when, and how busy it was. */
export const machine = () => ({
  date: new Date().toISOString(),
  machine: { cpu: cpus()[0]!.model, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version },
  loadAtEnd: loadavg().map((load) => Math.round(load * 10) / 10),
})

/** Keeps a result in bench/results; `part` keeps the other parts of the same file as they are. */
export function save(name: string, result: object, part?: string): void {
  const path = `bench/results/${name}.json`
  mkdirSync('bench/results', { recursive: true })
  let kept: Record<string, unknown> = {}
  if (part) {
    try {
      kept = JSON.parse(readFileSync(path, 'utf8'))
    } catch {
      kept = {}
    }
  }
  writeFileSync(path, `${JSON.stringify(part ? { ...kept, [part]: result } : result, null, 2)}\n`)
}
