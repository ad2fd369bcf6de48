import { day as dayMs, later, type Utc, utc } from '#domain/time.ts'
import { isNamed, type Machine, reports, special } from './plan.ts'
import { type Random, random } from './random.ts'

/** A file as a source would send it. */
export interface DayFile {
  source: 'shadowserver' | 'sektorsensor' | 'n6'
  fileName: string
  text: string
  /** It is wrong, and will be withdrawn. */
  isWrong?: boolean
}

/** The AS numbers of RFC 5398: one for whoever is known, one for whoever is not. */
const [ours, nobodys] = [65_550, 65_551]

interface Row {
  at: Utc
  machine: Pick<Machine, 'report' | 'ip' | 'host' | 'severity'>
  asn: number
}

const written = (at: Utc): string => at.slice(0, 19).replace('T', ' ')

interface Shape {
  columns: readonly string[]
  cells(row: Row): (string | number | undefined)[]
}

const shapes: Readonly<Record<Machine['report']['form'], Shape>> = {
  service: {
    columns: ['timestamp', 'severity', 'ip', 'protocol', 'port', 'hostname', 'tag', 'asn', 'geo', 'hostname_source'],
    cells: ({ at, machine: { report, ip, severity }, asn }) => [
      written(at),
      severity,
      ip,
      report.transport,
      report.port,
      '',
      report.tag,
      asn,
      'NO',
      '',
    ],
  },
  event: {
    columns: [
      'timestamp',
      'severity',
      'protocol',
      'src_ip',
      'src_port',
      'src_asn',
      'src_geo',
      'dst_port',
      'infection',
      'family',
      'tag',
    ],
    cells: ({ at, machine: { report, ip, severity }, asn }) => [
      written(at),
      severity,
      'tcp',
      ip,
      portAt(at),
      asn,
      'NO',
      443,
      report.tag,
      report.tag,
      report.tag,
    ],
  },
  website: {
    columns: [
      'timestamp',
      'severity',
      'ip',
      'port',
      'asn',
      'geo',
      'tag',
      'http_host',
      'url',
      'application',
      'category',
      'status',
      'detected_since',
    ],
    cells: ({ at, machine: { report, ip, host, severity }, asn }) => [
      written(at),
      severity,
      ip,
      443,
      asn,
      'NO',
      report.tag,
      host,
      `https://${host}/`,
      'https',
      'injected',
      'compromised',
      written(at),
    ],
  },
}

/** A port from which somebody called: another at each moment. */
const portAt = (at: Utc): number => 20_000 + ((Date.parse(at) / 1_000) % 40_000)

/** The files about one day, by its number and its date: they come the night after. */
export function filesOf(machines: readonly Machine[], day: number, date: Utc): DayFile[] {
  const named = machines.filter((machine) => isNamed(machine, day))
  const byType = Map.groupBy(named, ({ report }) => report.type)
  const files = reports.flatMap(({ type }): DayFile[] => {
    const rows = rowsOf(byType.get(type) ?? [], day, date).concat(type === 'scan_rdp' ? strangers(day, date) : [])
    if (type === 'n6') return day > special.lastOfN6 ? [] : [n6File(rows, date)]
    if (type === 'sektorsensor') return [sensorFile(rows, date)]
    const text = shadowserverText(rows, reports.find((report) => report.type === type)!.form)
    const isCut = day === special.cut.day && type === special.cut.type
    return [{ source: 'shadowserver', fileName: nameOf(date, type), text: isCut ? text.slice(0, -25) : text }]
  })
  return day === special.wrong ? [...files, wrongFile(named, date)] : files
}

const nameOf = (date: Utc, type: string): string => `${date.slice(0, 10)}-${type}-demo.csv`

const byTime = (one: Row, other: Row): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)

function rowsOf(machines: readonly Machine[], day: number, date: Utc): Row[] {
  return machines
    .flatMap((machine) => {
      const { rows } = machine.report
      // What people run is off at night and at weekends; who calls does so less often then.
      const count = rows === 1 ? 1 : Math.max(1, Math.round(rows * (isWeekend(date) ? 0.6 : 1)) - (day % 3))
      return Array.from({ length: count }, (_, index) => ({
        at: later(date, Math.floor((((machine.moment + index / count) % 1) * dayMs) / 1_000) * 1_000),
        machine,
        asn: ours,
      }))
    })
    .sort(byTime)
}

export const isWeekend = (date: Utc): boolean => [0, 6].includes(new Date(date).getUTCDay())

const rdp = reports.find(({ type }) => type === 'scan_rdp')!

/** Machines that nobody owns, in the part of the range that nobody has: some of them severe. */
function strangers(day: number, date: Utc): Row[] {
  const chance = random(`strangers ${day}`)
  const rows = Array.from({ length: 18 }, (_, index) => {
    const place = index < 3 ? 200 : chance.int(210, 250)
    const severity = index < 3 ? 'critical' : chance.chance(0.15) ? 'high' : 'low'
    return stranger(chance, { ip: `198.19.${place}.${index < 3 ? 10 + index : chance.int(1, 254)}`, severity }, date)
  })
  return rows.sort(byTime)
}

const stranger = (chance: Random, seen: Pick<Machine, 'ip' | 'severity'>, date: Utc): Row => ({
  at: later(date, chance.int(0, 86_399) * 1_000),
  machine: { report: rdp, host: '', ...seen },
  asn: nobodys,
})

function shadowserverText(rows: readonly Row[], form: keyof typeof shapes): string {
  const { columns, cells } = shapes[form]
  return [columns, ...rows.map(cells)]
    .map((row) => row.map((cell) => `"${cell}"`).join(','))
    .join('\n')
    .concat('\n')
}

const sensorFile = (rows: readonly Row[], date: Utc): DayFile => ({
  source: 'sektorsensor',
  fileName: `${date.slice(0, 10)}-sektorsensor.ndjson`,
  text: rows
    .map(({ at, machine: { ip, severity, report } }) =>
      JSON.stringify({
        'time.source': at,
        'classification.taxonomy': 'malicious-code',
        'classification.type': 'infected-system',
        'source.ip': ip,
        'malware.name': report.tag,
        severity,
        'feed.name': 'Sektorsensor',
      }),
    )
    .join('\n')
    .concat('\n'),
})

const n6File = (rows: readonly Row[], date: Utc): DayFile => ({
  source: 'n6',
  fileName: `${date.slice(0, 10)}-n6.json`,
  text: rows
    .map(({ at, machine: { ip, report } }) =>
      JSON.stringify({
        time: at,
        category: 'exposed',
        restriction: 'need-to-know',
        address: [{ ip, asn: ours }],
        dport: report.port,
        proto: report.transport,
        name: 'exposed management page',
      }),
    )
    .join('\n')
    .concat('\n'),
})

const mongodb = { ...rdp, type: 'scan_mongodb', kind: 'open-mongodb', port: 27_017, tag: 'mongodb' }

/** Twelve machines that another report names are said to have an open database; none has. */
function wrongFile(named: readonly Machine[], date: Utc): DayFile {
  const services = named.filter(({ report, ip }) => report.type === 'scan_telnet' && !ip.includes(':'))
  const rows = services.slice(0, 12).map(({ ip, moment }) => ({
    at: utc(Date.parse(date) + Math.floor(moment * 86_400) * 1_000),
    machine: { report: mongodb, ip, host: '', severity: 'medium' as const },
    asn: ours,
  }))
  return {
    source: 'shadowserver',
    fileName: nameOf(date, mongodb.type),
    text: shadowserverText(rows.sort(byTime), 'service'),
    isWrong: true,
  }
}
