/** One row of the speed contract as it was measured. */
export interface Measured {
  work: string
  promise: string
  measured: string
  met: boolean
  /** The day of the run. */
  date: string
}

interface Networks {
  date: string
  rows: { version: string; prefixes: number; findPerSecond: number; findV4PerSecond: number | null; naivePerSecond: number }[]
}

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(1)} M/s`

/** What each file of bench/results says about the contract, in the order of the README. */
const readings: Record<string, (result: never) => Measured[]> = {
  networks: ({ date, rows }: Networks) =>
    rows
      .filter(({ prefixes, version }) => prefixes === 1_000_000 && version === 'IPv4')
      .map(({ findPerSecond, findV4PerSecond, naivePerSecond }) => ({
        work: 'address → owner, 1 M prefixes, one thread',
        promise: '≥ 3 M look-ups/s',
        measured: `${millions(findPerSecond)} from text, ${millions(findV4PerSecond ?? 0)} from a number (naive: ${naivePerSecond.toFixed(0)}/s)`,
        met: findPerSecond >= 3e6,
        date: date.slice(0, 10),
      })),
}

/** Rows of the speed contract from results by file name. A result may also bring its rows itself, as `contract`. */
export const measuredIn = (results: Readonly<Record<string, unknown>>): Measured[] =>
  Object.entries(results).flatMap(
    ([name, result]) => (result as { contract?: Measured[] }).contract ?? readings[name]?.(result as never) ?? [],
  )
