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

interface Ingest {
  rate?: {
    date: string
    postgresql?: Rates & { bare: number }
    embedded?: Rates
  }
  memory?: { date: string; memory: { mbAt200k: number; mbAt2M: number; ratio: number } }
}

interface Rates {
  firstDay: number
  secondDay: number
  firstDayRatio: number
  secondDayRatio: number
}

interface Lists {
  date: string
  findings: number
  sightings: number
  organisations: number
  worstP95: number
}

interface Telling {
  date: string
  members: number
  findings: number
  gatherSeconds: number
  sendSeconds: number
  bareSeconds: number
  allSeconds: number
  eventToNoticeSeconds: number
  wasReadingBeside: boolean
}

interface Proving {
  date: string
  unsettled: number
  sightings: number
  closed: { seconds: number; closed: number }
  nothing: { seconds: number }
  explainMs: { p95: number }
}

interface Warning {
  date: string
  members: number
  encrypted: number
  publishSeconds: number
  wordSeconds: number
  sendSeconds: number
  allSeconds: number
  bareSeconds: number
}

interface Inventory {
  date: string
  lines: number
  products: number
  members: number
  seconds: number
}

interface Csaf {
  date: string
  documents: number
  loadSeconds: number
  validateSeconds: number
  longestStandstillOfMainThreadMs: number
}

const thousands = (count: number): string => count.toLocaleString('en')

/** The feed row of the contract: rates beside bare inserts of the same run. */
function ingestRows({ rate, memory }: Ingest): Measured[] {
  const rows: Measured[] = []
  const beside = (rates: Rates, promise: number, engine: string, date: string) =>
    rows.push({
      work: `feed file of 200,000 rows → findings, ${engine}`,
      promise: `≥ ${promise} of bare inserts, first and second day`,
      measured: `${rates.firstDayRatio.toFixed(2)} and ${rates.secondDayRatio.toFixed(2)} (${thousands(rates.firstDay)} and ${thousands(rates.secondDay)} rows/s; bare ${thousands(rate!.postgresql!.bare)})`,
      met: Math.min(rates.firstDayRatio, rates.secondDayRatio) >= promise,
      date: date.slice(0, 10),
    })
  if (rate?.postgresql) beside(rate.postgresql, 0.5, 'PostgreSQL', rate.date)
  if (rate?.embedded) beside(rate.embedded, 0.25, 'embedded', rate.date)
  if (memory)
    rows.push({
      work: 'resident memory of the reading process, 2 M rows beside 200 k',
      promise: '≤ 1.2 times',
      measured: `${memory.memory.ratio.toFixed(2)} times (${memory.memory.mbAt2M} and ${memory.memory.mbAt200k} MB)`,
      met: memory.memory.ratio <= 1.2,
      date: memory.date.slice(0, 10),
    })
  return rows
}

const millions = (perSecond: number): string => `${(perSecond / 1e6).toFixed(1)} M/s`

const seconds = (value: number): string => `${value.toFixed(1)} s`

/** Telling members: all of it beside the same mails ready made, and how soon a notice is ready. */
const noticeRows = (told: Telling): Measured[] => [
  {
    work: `${told.members} members told of ${thousands(told.findings)} findings: grouped, worded, signed, handed to SMTP`,
    promise: '< 30 s',
    measured: `${seconds(told.allSeconds)} (grouping and wording ${seconds(told.gatherSeconds)}, sending ${seconds(told.sendSeconds)}; the same mails ready made ${seconds(told.bareSeconds)})`,
    met: told.allSeconds < 30,
    date: told.date.slice(0, 10),
  },
  {
    work: `report read → notice ready${told.wasReadingBeside ? ', while 200,000 rows are read beside it' : ''}`,
    promise: '< 60 s',
    measured: seconds(told.eventToNoticeSeconds),
    met: told.eventToNoticeSeconds < 60,
    date: told.date.slice(0, 10),
  },
]

/** What each file of bench/results says about the contract, in the order of the README. */
const readings: Record<string, (result: never) => Measured[]> = {
  ingest: ingestRows,
  lists: ({ date, findings, sightings, organisations, worstP95 }: Lists) => [
    {
      work: `any list or search, ${thousands(findings)} findings, ${thousands(sightings)} sightings, ${thousands(organisations)} organisations`,
      promise: 'p95 < 300 ms',
      measured: `${worstP95} ms for the slowest of them`,
      met: worstP95 < 300,
      date: date.slice(0, 10),
    },
  ],
  notices: (told: Telling) => noticeRows(told),
  advisories: ({ date, members, encrypted, publishSeconds, wordSeconds, sendSeconds, allSeconds, bareSeconds }: Warning) => [
    {
      work: `a warning to ${members} members: audience chosen, CSAF tested, worded, ${encrypted} encrypted, handed to SMTP`,
      promise: '< 30 s',
      measured: `${seconds(allSeconds)} (publishing ${seconds(publishSeconds)}, wording ${seconds(wordSeconds)}, encrypting and sending ${seconds(sendSeconds)}; as many bare mails ${seconds(bareSeconds)})`,
      met: allSeconds < 30,
      date: date.slice(0, 10),
    },
  ],
  inventory: ({ date, lines, products, members, seconds: taken }: Inventory) => [
    {
      work: `who has one of ${products} products, ${thousands(lines)} lines of inventory of 700 members, with reasons`,
      promise: '< 2 s',
      measured: `${taken.toFixed(2)} s to name ${members} members`,
      met: taken < 2,
      date: date.slice(0, 10),
    },
  ],
  csaf: ({ date, documents, loadSeconds, validateSeconds, longestStandstillOfMainThreadMs }: Csaf) => [
    {
      work: `${documents} CSAF documents tested beside the main thread, start included`,
      promise: '< 60 s',
      measured: `${seconds(loadSeconds + validateSeconds)} (${seconds(loadSeconds)} of them to start; the main thread stood still ${longestStandstillOfMainThreadMs} ms at most)`,
      met: loadSeconds + validateSeconds < 60,
      date: date.slice(0, 10),
    },
  ],
  proof: ({ date, unsettled, sightings, closed, nothing, explainMs }: Proving) => [
    {
      work: `proof by absence, ${thousands(unsettled)} unsettled findings, ${thousands(sightings)} sightings`,
      promise: '< 1 h, as it runs every hour',
      measured: `${seconds(closed.seconds)} to close ${thousands(closed.closed)}, ${seconds(nothing.seconds)} to find nothing more; one finding explained in ${explainMs.p95} ms (p95)`,
      met: Math.max(closed.seconds, nothing.seconds) < 3_600,
      date: date.slice(0, 10),
    },
  ],
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
