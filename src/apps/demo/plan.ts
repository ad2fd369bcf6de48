import { addressOf, readNetwork } from '#domain/network.ts'
import type { Severity } from '#domain/severity.ts'
import { type Random, random } from './random.ts'
import type { DemoOrganisation } from './sector.ts'

/** A report that comes every day, and what it names. */
export interface ReportPlan {
  /** As Shadowserver calls it, or the name of another source. */
  type: string
  kind: string
  port?: number
  transport?: 'tcp' | 'udp'
  /** An event names who called; a website is told by its name. */
  form: 'service' | 'event' | 'website'
  tag: string
  /** How severe its rows are, and in what share of the machines. */
  severities: readonly (readonly [Severity, number])[]
  /** Its part of all machines. */
  weight: number
  /** Rows a day that name one machine. */
  rows: number
}

/** What comes every day. The last two are no reports of Shadowserver: `sektorsensor` is IntelMQ, `n6` is n6 and falls silent. */
export const reports: readonly ReportPlan[] = [
  service('scan_rdp', 'open-rdp', 3389, 'tcp', 12, [
    ['high', 0.2],
    ['medium', 0.8],
  ]),
  service('scan_smb', 'open-smb', 445, 'tcp', 8, [
    ['high', 0.25],
    ['medium', 0.75],
  ]),
  service('scan_telnet', 'open-telnet', 23, 'tcp', 13, [['medium', 1]]),
  service('scan_snmp', 'open-snmp', 161, 'udp', 18, [
    ['medium', 0.6],
    ['low', 0.4],
  ]),
  service('scan_ssl_poodle', 'ssl-poodle', 443, 'tcp', 25, [['low', 1]]),
  service('scan_dns', 'dns-open-resolver', 53, 'udp', 8, [['medium', 1]]),
  service('scan_http_vulnerable', 'vulnerable-http', 443, 'tcp', 1, [
    ['critical', 0.3],
    ['high', 0.7],
  ]),
  event('event4_sinkhole', 'sinkhole', 'avalanche', 2.5, 28, [
    ['critical', 0.15],
    ['high', 0.85],
  ]),
  event('event4_honeypot_brute_force', 'honeypot-brute-force', 'ssh-brute-force', 3.2, 34, [
    ['high', 0.3],
    ['medium', 0.7],
  ]),
  {
    ...event('compromised_website', 'compromised-website', 'injected-code', 0.7, 1, [
      ['critical', 0.2],
      ['high', 0.8],
    ]),
    form: 'website',
  },
  event('sektorsensor', 'rsit-infected-system', 'trojan', 0.5, 1, [
    ['high', 0.5],
    ['medium', 0.5],
  ]),
  service('n6', 'rsit-potentially-unwanted-accessible', 8443, 'tcp', 0.7, [['low', 1]]),
]

function service(
  type: string,
  kind: string,
  port: number,
  transport: 'tcp' | 'udp',
  weight: number,
  severities: ReportPlan['severities'],
): ReportPlan {
  return { type, kind, port, transport, form: 'service', tag: type.replace('scan_', ''), severities, weight, rows: 1 }
}

function event(
  type: string,
  kind: string,
  tag: string,
  weight: number,
  rows: number,
  severities: ReportPlan['severities'],
): ReportPlan {
  return { type, kind, form: 'event', tag, severities, weight, rows }
}

/** What its owner, or whoever runs it, says on a day, if it was told of before. */
export interface PlannedAnswer {
  day: number
  answer: 'fixed' | 'working' | 'accepted' | 'not-ours' | 'false-alarm'
  /** Days from then on for which it holds. */
  days?: number
}

/** One thing that is wrong somewhere, for as long as it is. */
export interface Machine {
  /** The key of the organisation that holds it. */
  owner: string
  report: ReportPlan
  ip: string
  host: string
  severity: Severity
  /** Days on which it is named: from the first up to, but not with, the second. */
  named: (readonly [number, number])[]
  answers: PlannedAnswer[]
  /** Where in the day it is seen, from 0 up to 1. */
  moment: number
}

export const isNamed = ({ named }: Machine, day: number): boolean => named.some(([from, until]) => from <= day && day < until)

/** What a finding of it is told apart by, beside its kind. */
export function assetOf({ report, ip, host }: Machine): string {
  if (report.form === 'website') return host
  if (report.form === 'event') return ip
  return `${ip.includes(':') ? `[${ip}]` : ip}:${report.port}/${report.transport}`
}

export const machineKey = (kind: string, asset: string): string => `${kind} ${asset}`

/** Days on which something out of the ordinary happens; the first day is 0. */
export const special = {
  /** A weakness in web servers is used all over. */
  wave: 24,
  /** An operator closes a port for everybody at once; two days later the team lets what is gone be closed. */
  blocked: { day: 22, type: 'scan_snmp' },
  /** A scan leaves out a part, and finds it again some days later: the team refuses to close. */
  skipped: { day: 30, until: 37, type: 'scan_ssl_poodle' },
  /** As the first, so late that it still waits for a person. */
  waiting: { day: 38, type: 'scan_telnet' },
  /** A report that was wrong from its first line to its last, and is withdrawn two days later. */
  wrong: 16,
  /** A report that was cut off in its last line. */
  cut: { day: 27, type: 'scan_snmp' },
  /** From then on two members say every third day of something new that it is wrong. */
  doubted: 4,
  /** Much is new at those whom the big operator runs. */
  busy: 9,
  /** The last day of the source that falls silent. */
  lastOfN6: 31,
} as const

/** Runs the systems of many hospitals; on its busy day it is told more than it wants. */
export const bigOperator = 'health-914637651'

/** Whether a day, counted from the first, is a Saturday or Sunday. */
export type IsWeekend = (day: number) => boolean

/** How many machines an organisation has that something is wrong with when the first report comes. */
function stockOf({ kinds, holdings, key }: DemoOrganisation): number {
  const { chance, int } = random(`stock ${key}`)
  if (kinds.includes('hospital-trust')) return int(40, 75)
  if (kinds.includes('regional-health-authority') || kinds.includes('county') || kinds.includes('ict-operator'))
    return int(15, 35)
  if (kinds.includes('municipality')) return holdings.some(({ value }) => /\/2[34]$/.test(value)) ? int(16, 36) : int(1, 9)
  return chance(kinds.includes('supplier') ? 0.4 : 0.22) ? int(1, 3) : 0
}

/** Clusters of new machines a day: at how many organisations something is new. */
const newPlaces = { workday: 9, weekend: 3 }

const never = 10_000

/**
 * All that is wrong in the sector up to a day, and what people say to it. Pure: the same sector and calendar give the same plan, and
 * a longer one begins as a shorter one does.
 */
export function planOf(sector: readonly DemoOrganisation[], days: number, isWeekend: IsWeekend): Machine[] {
  const places = sector.map(placeOf).filter((place) => place.networks.length > 0)
  const machines = places.flatMap((place) => stock(place, isWeekend))
  for (let day = 1; day < days; day += 1) machines.push(...arrivals(places, day, isWeekend))
  return once(machines).map(withSpecialDays)
}

interface Place {
  organisation: DemoOrganisation
  networks: { version: 4 | 6; first: bigint; size: bigint }[]
  domain: string
}

function placeOf(organisation: DemoOrganisation): Place {
  const owned = organisation.holdings.filter(({ relation }) => relation === 'owns')
  const networks = owned
    .filter(({ form }) => form === 'network')
    .map(({ value }) => {
      const { version, first, last } = readNetwork(value)!
      return { version, first, size: last - first + 1n }
    })
  return { organisation, networks, domain: owned.find(({ form }) => form === 'domain')?.value ?? '' }
}

function stock(place: Place, isWeekend: IsWeekend): Machine[] {
  const { key } = place.organisation
  const chance = random(`clusters ${key}`)
  const machines: Machine[] = []
  for (let left = stockOf(place.organisation); left > 0; ) {
    const count = Math.min(left, chance.int(3, 13))
    machines.push(...cluster(place, { from: 0, count, seed: `${key} ${left}` }, isWeekend))
    left -= count
  }
  return machines
}

function arrivals(places: readonly Place[], day: number, isWeekend: IsWeekend): Machine[] {
  const chance = random(`day ${day}`)
  const worth = places.filter(({ organisation }) => stockOf(organisation) > 0)
  const count = isWeekend(day) ? newPlaces.weekend : newPlaces.workday
  const machines = Array.from({ length: count }, (_, index) =>
    cluster(chance.pick(worth), { from: day, count: chance.int(1, 5), seed: `${day} ${index}` }, isWeekend),
  ).flat()
  const hit = day === special.wave ? 24 : day === special.wave + 1 ? 12 : 0
  const members = worth.filter(({ organisation }) => organisation.membership === 'member')
  if (day >= special.doubted && (day - special.doubted) % 3 === 0)
    for (const conduct of ['not-ours', 'false-alarm'] as const)
      machines.push(
        ...cluster(chance.pick(members), { from: day, count: 2, seed: `doubt ${day} ${conduct}`, conduct }, isWeekend),
      )
  if (day === special.busy) {
    const run = members.filter(({ organisation }) => organisation.operatorKey === bigOperator)
    for (const type of ['scan_telnet', 'scan_ssl_poodle'])
      machines.push(
        ...cluster(chance.pick(run), { from: day, count: 3, seed: `busy ${type}`, report: reportOf(type) }, isWeekend),
      )
  }
  for (let index = 0; index < hit; index += 1)
    machines.push(
      ...cluster(
        chance.pick(worth),
        { from: day, count: 1, seed: `wave ${day} ${index}`, report: reportOf('scan_http_vulnerable') },
        isWeekend,
      ),
    )
  return machines
}

const reportOf = (type: string): ReportPlan => reports.find((report) => report.type === type)!

interface Cluster {
  from: number
  count: number
  seed: string
  report?: ReportPlan
  conduct?: ConductName
}

/** Some machines of one organisation with the same thing wrong, which somebody deals with together. */
function cluster(place: Place, { from, count, seed, report: given, conduct }: Cluster, isWeekend: IsWeekend): Machine[] {
  const chance = random(`cluster ${seed}`)
  const report =
    given ??
    byWeight(
      chance,
      reports.map((one) => [one, one.weight] as const),
    )
  const severity = byWeight(chance, report.severities)
  const dealing = conductOf(chance, { from, severity, isWeekend, given: conduct })
  return Array.from({ length: report.form === 'website' ? 1 : count }, () => {
    const network = report.form === 'service' ? chance.pick(place.networks) : place.networks[0]!
    const offset = network.version === 4 ? BigInt(chance.int(0, Number(network.size) - 1)) : BigInt(chance.int(16, 9_999))
    return {
      owner: place.organisation.key,
      report,
      ip: addressOf(network.version, network.first + offset),
      host: report.form === 'website' ? `www.${place.domain}` : '',
      severity,
      moment: chance.next(),
      ...dealing,
    }
  })
}

function byWeight<Item>(chance: Random, items: readonly (readonly [Item, number])[]): Item {
  let left = chance.next() * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return items.at(-1)![0]
}

type Conduct = Pick<Machine, 'named' | 'answers'>

/** How people deal with a cluster. Whoever says that it is fixed says so on the first day on which it is no longer named. */
function conductOf(
  chance: Random,
  {
    from,
    severity,
    isWeekend,
    given,
  }: { from: number; severity: Severity; isWeekend: IsWeekend; given: ConductName | undefined },
): Conduct {
  const isUrgent = severity === 'critical'
  /** The first working day from a day on; what is critical waits for none. */
  const workday = (day: number): number => (isWeekend(day) && !isUrgent ? workday(day + 1) : day)
  const patience = isUrgent ? 1 : severity === 'high' ? 4 : 9
  const first = workday(from + 1 + (given ? 1 : chance.int(1, from === 0 && !isUrgent ? patience * 3 : patience)))
  const conduct =
    given ??
    byWeight(
      chance,
      shares.map(({ conduct, low, urgent, usual }) => [conduct, severity === 'low' ? low : isUrgent ? urgent : usual] as const),
    )
  switch (conduct) {
    case 'mended':
      return { named: [[from, first]], answers: [{ day: first, answer: 'fixed' }] }
    case 'comes-back':
      return comesBack(from, first, workday(first + 12 + chance.int(0, 5)))
    case 'claimed-too-early':
      return claimedTooEarly(from, first, workday(first + chance.int(4, 9)))
    case 'works-on-it':
      return worksOnIt(chance, from, first, workday)
    case 'accepted':
      return { named: [[from, never]], answers: [{ day: first, answer: 'accepted', days: chance.int(30, 180) }] }
    case 'not-ours':
      return { named: [[from, first + 8]], answers: [{ day: first, answer: 'not-ours' }] }
    case 'false-alarm':
      return disputed(from, first, workday(first + chance.int(7, 11)))
    case 'without-a-word':
      return { named: [[from, first + chance.int(3, 30)]], answers: [] }
    case 'nothing':
      return { named: [[from, never]], answers: [] }
  }
}

/** How people deal with what they are told of, and how often: nobody hurries with what is low, and with what is critical all do. */
const shares = [
  { conduct: 'mended', low: 20, usual: 28, urgent: 80 },
  { conduct: 'comes-back', low: 3, usual: 4, urgent: 8 },
  { conduct: 'claimed-too-early', low: 2, usual: 6, urgent: 8 },
  { conduct: 'works-on-it', low: 3, usual: 10, urgent: 0 },
  { conduct: 'accepted', low: 5, usual: 31, urgent: 0 },
  { conduct: 'not-ours', low: 1, usual: 2, urgent: 0 },
  { conduct: 'false-alarm', low: 1, usual: 2, urgent: 4 },
  { conduct: 'without-a-word', low: 8, usual: 9, urgent: 0 },
  { conduct: 'nothing', low: 57, usual: 8, urgent: 0 },
] as const
type ConductName = (typeof shares)[number]['conduct']

/** Mended, and there again some weeks later. */
const comesBack = (from: number, first: number, again: number): Conduct => ({
  named: [
    [from, first],
    [again, again + 7],
  ],
  answers: [
    { day: first, answer: 'fixed' },
    { day: again + 7, answer: 'fixed' },
  ],
})

/** Said to be fixed while it is still there; mended after they were told of that. */
const claimedTooEarly = (from: number, first: number, mended: number): Conduct => ({
  named: [[from, mended]],
  answers: [
    { day: first, answer: 'fixed' },
    { day: mended, answer: 'fixed' },
  ],
})

/** Taken in hand for some days: most are done before, some let the day pass. */
function worksOnIt(chance: Random, from: number, first: number, workday: (day: number) => number): Conduct {
  const days = chance.int(6, 14)
  const isInTime = chance.chance(0.65)
  const done = workday(first + days + (isInTime ? -2 : 5))
  return {
    named: [[from, done]],
    answers: [{ day: first, answer: 'working', days }, ...(isInTime ? [] : [{ day: done, answer: 'fixed' as const }])],
  }
}

/** A false alarm, they say; the team sees it otherwise, and they mend it. */
const disputed = (from: number, first: number, mended: number): Conduct => ({
  named: [[from, mended]],
  answers: [
    { day: first, answer: 'false-alarm' },
    { day: mended, answer: 'fixed' },
  ],
})

/** One machine for each thing: what was drawn a second time is left out. */
function once(machines: readonly Machine[]): Machine[] {
  const known = new Map<string, Machine>()
  for (const machine of machines) {
    const key = machineKey(machine.report.kind, assetOf(machine))
    if (!known.has(key)) known.set(key, machine)
  }
  return [...known.values()]
}

/** What happens to a third of a kind at once, whatever people do. */
function withSpecialDays(machine: Machine): Machine {
  const { report, named } = machine
  const isHit = (share: number) => random(`${report.type} ${assetOf(machine)}`).next() < share
  const { blocked, skipped, waiting } = special
  if (report.type === blocked.type && isHit(0.3)) return { ...machine, named: cutAt(named, blocked.day) }
  if (report.type === waiting.type && isHit(0.35)) return { ...machine, named: cutAt(named, waiting.day) }
  if (report.type === skipped.type && isHit(0.3))
    return { ...machine, named: [...cutAt(named, skipped.day), ...from(named, skipped.until)] }
  return machine
}

/** A machine that comes later is there as it would have been. */
const cutAt = (named: Machine['named'], day: number): Machine['named'] =>
  named.map(([first, until]) => (first < day ? [first, Math.min(until, day)] : [first, until]))

const from = (named: Machine['named'], day: number): Machine['named'] =>
  named.flatMap(([first, until]) => (first < day && until > day ? [[day, until] as const] : []))
