import type { Constituency, HoldingForm, Membership, OrganisationKind } from '#capabilities/members/capability.ts'
import type { Locale } from '#domain/locale.ts'
import { isOrganisationNumber } from '#domain/organisation-number.ts'
import type { Utc } from '#domain/time.ts'
import { type AddressPlan, addressPlan } from './addresses.ts'
import counties from './data/counties.data.json' with { type: 'json' }
import healthOrganisations from './data/health-organisations.data.json' with { type: 'json' }
import municipalities from './data/municipalities.data.json' with { type: 'json' }
import seats from './data/seats.data.json' with { type: 'json' }
import { hostPart, inventedPlaces, longNames, practiceNames, supplierNames } from './names.ts'
import { type Random, random } from './random.ts'

/** What one organisation of the demo holds. */
export interface DemoHolding {
  relation: 'owns' | 'operates'
  form: Extract<HoldingForm, 'network' | 'domain'>
  value: string
  from: Utc
}

/** A function that can be reached; the names are those that a member list brings. */
export interface DemoContact {
  role: 'security' | 'operations-24/7'
  name: string
  /** Begins with `borte.` where the mailbox is gone: the mail sink refuses it. */
  email: string | null
  telephone: string | null
}

/** One organisation of the demo sector, before it is in the register. */
export interface DemoOrganisation {
  /** What it is called in the demo, the same on every machine: `municipality-4601`, `practice-17`. */
  key: string
  /** Real where the base data knows it, absent where it does not, invented for whoever is invented: those begin with 1 to 7. */
  number: string | null
  name: string
  kinds: OrganisationKind[]
  constituencies: Constituency[]
  parentKey?: string
  /** Two digits. */
  county?: string
  /** Four digits. */
  municipality?: string
  language: Locale
  membership: Membership
  holdings: DemoHolding[]
  contacts: DemoContact[]
  /** Who operates what it owns. */
  operatorKey?: string
}

/** From when on everything is held: long before the first day that the demo lives. */
export const heldFrom: Utc = '2024-01-01T00:00:00.000Z'

const practices = 600
/** Municipalities that each of the three municipal operators runs. */
const municipalitiesPerOperator = 40

/** Region by region: who runs the hospitals' systems. */
const regionalOperators: Readonly<Record<string, string>> = {
  'Helse Sør-Øst': 'health-914637651',
  'Helse Vest': 'health-987601787',
  'Helse Midt-Norge': 'health-928033821',
  'Helse Nord': 'health-918177833',
}

const municipalOperators = [
  { key: 'operator-innlandet', name: 'Innlandskommunene IKT-drift IKS', county: '34', seat: '3403', language: 'nb' },
  { key: 'operator-vestland', name: 'Vestlandskommunane IKT-drift IKS', county: '46', seat: '4647', language: 'nn' },
  { key: 'operator-nordland', name: 'Nordlandskommunene IKT-drift IKS', county: '18', seat: '1804', language: 'nb' },
] as const

/**
 * The demo sector: real public bodies by the Norwegian base data, and practices, suppliers and municipal operators that are
 * invented. Pure and always the same. All networks lie in 198.18.0.0/15 and 2001:db8::/32, all names end in `.example`.
 */
export function demoSector(): DemoOrganisation[] {
  const making: Making = { chance: random('sector'), plan: addressPlan(), numbers: inventedNumbers(), hosts: new Set() }
  const organisations = [
    ...healthBodies(making),
    ...municipalOperators.map((operator) => municipalOperator(operator, making)),
    ...countyBodies(making),
    ...municipalityBodies(making),
  ]
  const suppliers = supplierNames.map((name, index) => supplier(name, index, making))
  organisations.push(...suppliers, ...smallPractices(making))
  sayWhoOperates(organisations)
  return organisations
}

interface Making {
  chance: Random
  plan: AddressPlan
  numbers: Iterator<string, never>
  /** Names of hosts that are given away. */
  hosts: Set<string>
}

/** Valid numbers that begin with 1 to 7, where Enhetsregisteret has given none. */
function* inventedNumbers(): Generator<string, never> {
  for (let eight = 31_000_000; ; eight += 7) {
    const last = Array.from({ length: 10 }, (_, digit) => `${eight}${digit}`).find(isOrganisationNumber)
    if (last) yield last
  }
}

const kindsOfHealth: Readonly<Record<string, OrganisationKind[]>> = {
  RHF: ['regional-health-authority'],
  HF: ['hospital-trust'],
  'pharmacy HF': ['pharmacy'],
  'private non-profit': ['hospital'],
  'IKT operator': ['ict-operator'],
  'EHR operator': ['ict-operator'],
  'national operator': ['ict-operator'],
  directorate: ['authority'],
}

const healthPrefix: Readonly<Record<string, number>> = { HF: 22, 'IKT operator': 23, 'EHR operator': 23, 'national operator': 23 }

const healthBodies = (making: Making): DemoOrganisation[] =>
  healthOrganisations.map(({ orgnr, name, kind, health_region, parent_orgnr }) => {
    const municipality = (seats as Record<string, string>)[orgnr]
    const operator = health_region === null || kind === 'IKT operator' ? undefined : regionalOperators[health_region]
    return {
      key: `health-${orgnr}`,
      number: orgnr,
      name,
      kinds: kindsOfHealth[kind] ?? ['other'],
      constituencies: ['health'],
      ...(parent_orgnr && { parentKey: `health-${parent_orgnr}` }),
      ...placeOf(municipality),
      language: 'nb',
      membership: 'member',
      ...reached(making, {
        host: hostPart(name.replace(/ (RHF|HF|AS|SF)$/, '')),
        prefix: healthPrefix[kind] ?? 24,
        language: 'nb',
        alwaysOpen: true,
      }),
      ...(operator && kind !== 'private non-profit' && { operatorKey: operator }),
    }
  })

const municipalOperator = (
  { key, name, seat, language }: (typeof municipalOperators)[number],
  making: Making,
): DemoOrganisation => ({
  key,
  number: making.numbers.next().value,
  name,
  kinds: ['intermunicipal', 'ict-operator'],
  constituencies: ['municipal'],
  ...placeOf(seat),
  language,
  membership: 'member',
  ...reached(making, { host: hostPart(name), prefix: 24, language, alwaysOpen: true }),
})

export const nameOfMunicipality = (name: string): string => `${name} kommune`

/** Oslo is a county that is one municipality, and has its name. */
export const nameOfCounty = (number: string, name: string): string =>
  number === '03' ? nameOfMunicipality(name) : `${name} fylkeskommune`

/** Counties that are more than one municipality: Oslo is both, and stands among the municipalities. */
const countyBodies = (making: Making): DemoOrganisation[] =>
  counties
    .filter(({ number }) => municipalities.filter((one) => one.county_number === number).length > 1)
    .map(({ number, name_nb }) => ({
      key: `county-${number}`,
      number: null,
      name: nameOfCounty(number, name_nb),
      kinds: ['county'],
      constituencies: ['municipal'],
      county: number,
      language: number === '46' || number === '15' ? 'nn' : 'nb',
      membership: 'member',
      ...reached(making, { host: `${hostPart(name_nb)}-fylke`, prefix: 24, language: 'nb', alwaysOpen: true }),
    }))

const prefixOfPopulation = (population: number): number =>
  population > 100_000 ? 23 : population > 30_000 ? 24 : population > 8_000 ? 26 : 27

function municipalityBodies(making: Making): DemoOrganisation[] {
  const run = new Map(
    municipalOperators.flatMap(({ key, county }) =>
      municipalities
        .filter((one) => one.county_number === county)
        .slice(0, municipalitiesPerOperator)
        .map(({ number }) => [number, key]),
    ),
  )
  return municipalities.map((from) => {
    const language = from.written_language === 'Nynorsk' ? 'nn' : 'nb'
    const operatorKey = run.get(from.number)
    return {
      key: `municipality-${from.number}`,
      number: from.orgnr,
      name: nameOfMunicipality(from.name_nb),
      kinds: from.number === '0301' ? ['municipality', 'county'] : ['municipality'],
      constituencies: ['municipal', ...(from.population > 20_000 ? (['health'] as const) : [])],
      ...placeOf(from.number),
      language,
      membership: operatorKey || making.chance.chance(0.94) ? 'member' : 'none',
      ...reached(making, {
        host: `${hostPart(from.name_nb)}.kommune`,
        prefix: prefixOfPopulation(from.population),
        language,
        alwaysOpen: from.population > 20_000,
      }),
      ...(operatorKey && { operatorKey }),
    }
  })
}

const supplier = (name: string, index: number, making: Making): DemoOrganisation => ({
  key: `supplier-${index + 1}`,
  number: making.numbers.next().value,
  name: `${name} AS`,
  kinds: ['supplier'],
  constituencies: ['health'],
  ...placeOf(making.chance.pick(municipalities).number),
  language: 'nb',
  // The first ones run the systems of practices, so they are bound to us.
  membership: index < suppliersThatOperate || making.chance.chance(0.5) ? 'member' : 'none',
  ...reached(making, { host: hostPart(name), prefix: 26, language: 'nb', alwaysOpen: index < suppliersThatOperate }),
})

const suppliersThatOperate = 5
const practiceKinds = [
  'general-practice',
  'general-practice',
  'general-practice',
  'dental-practice',
  'dental-practice',
  'pharmacy',
  'other',
] as const

function smallPractices(making: Making): DemoOrganisation[] {
  const { chance, numbers } = making
  const names = new Set<string>()
  return Array.from({ length: practices }, (_, index) => {
    const kind = chance.pick(practiceKinds)
    const home = chance.pick(municipalities)
    const language = home.written_language === 'Nynorsk' ? 'nn' : 'nb'
    const long = longNames[index]
    let name = long ?? ''
    while (name === '' || (long === undefined && names.has(name)))
      name = chance.pick(practiceNames[kind][language]).replace('%', chance.pick(inventedPlaces))
    names.add(name)
    return {
      key: `practice-${index + 1}`,
      number: numbers.next().value,
      name,
      kinds: [long ? 'general-practice' : kind],
      constituencies: ['health'],
      ...placeOf(home.number),
      language,
      membership: chance.chance(0.85) ? 'member' : 'none',
      ...reached(making, { host: hostPart(name), prefix: 29, language, alwaysOpen: false }),
      ...(chance.chance(0.25) && { operatorKey: `supplier-${chance.int(1, suppliersThatOperate)}` }),
    }
  })
}

const placeOf = (municipality: string | undefined): Pick<DemoOrganisation, 'county' | 'municipality'> =>
  municipality === undefined ? {} : { county: municipality.slice(0, 2), municipality }

interface Footing {
  /** Its domain without `.example`; a number is added when somebody has it. */
  host: string
  /** Of its IPv4 network. */
  prefix: number
  language: 'nb' | 'nn'
  /** Somebody answers the telephone at night. */
  alwaysOpen: boolean
}

const contactNames = {
  security: { nb: 'Sikkerhetskontakt', nn: 'Tryggleikskontakt' },
  'operations-24/7': { nb: 'Drift hele døgnet', nn: 'Drift heile døgnet' },
} as const

/** What it holds, and how it is reached. Among the small ones some have nobody, some only a telephone, and some a dead mailbox. */
function reached(
  making: Making,
  { host, prefix, language, alwaysOpen }: Footing,
): Pick<DemoOrganisation, 'holdings' | 'contacts'> {
  const { chance, plan } = making
  const domain = `${free(host, making.hosts)}.example`
  const owned = (form: DemoHolding['form'], value: string): DemoHolding => ({ relation: 'owns', form, value, from: heldFrom })
  const holdings = [
    owned('network', plan.v4(prefix)),
    ...(prefix <= 24 || (prefix < 29 && chance.chance(0.5)) ? [owned('network', plan.v6())] : []),
    owned('domain', domain),
  ]
  const contact = (role: DemoContact['role'], email: string | null, telephone: string | null): DemoContact => ({
    role,
    name: contactNames[role][language],
    email,
    telephone,
  })
  if (alwaysOpen)
    return {
      holdings,
      contacts: [
        contact('security', `sikkerhet@${domain}`, telephoneOf(chance)),
        contact('operations-24/7', `drift@${domain}`, telephoneOf(chance)),
      ],
    }
  const lot = chance.next()
  if (lot < 0.02) return { holdings, contacts: [] }
  if (lot < 0.04) return { holdings, contacts: [contact('security', null, telephoneOf(chance))] }
  if (lot < 0.06) return { holdings, contacts: [contact('security', `borte.post@${domain}`, telephoneOf(chance))] }
  return { holdings, contacts: [contact('security', `post@${domain}`, chance.chance(0.6) ? telephoneOf(chance) : null)] }
}

/** Numbers that begin with 00 are nobody's: such a call goes abroad and nowhere. */
const telephoneOf = (chance: Random): string =>
  `+47 00 ${[0, 0, 0].map(() => String(chance.int(0, 99)).padStart(2, '0')).join(' ')}`

function free(host: string, taken: Set<string>): string {
  const [first, ...rest] = host.split('.')
  let name = host
  for (let number = 2; taken.has(name); number += 1) name = [`${first}-${number}`, ...rest].join('.')
  taken.add(name)
  return name
}

/** Whoever operates for others holds what they own a second time, as *operates*. */
function sayWhoOperates(organisations: readonly DemoOrganisation[]): void {
  const byKey = new Map(organisations.map((one) => [one.key, one]))
  for (const { operatorKey, holdings } of organisations)
    if (operatorKey !== undefined)
      byKey
        .get(operatorKey)!
        .holdings.push(
          ...holdings
            .filter(({ relation }) => relation === 'owns')
            .map((holding) => ({ ...holding, relation: 'operates' as const })),
        )
}
