import { importBaseData, importMembers } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { fillReferences } from './coverage.ts'
import counties from './data/counties.data.json' with { type: 'json' }
import healthOrganisations from './data/health-organisations.data.json' with { type: 'json' }
import municipalities from './data/municipalities.data.json' with { type: 'json' }
import { type DemoOrganisation, demoSector, heldFrom, nameOfCounty, nameOfMunicipality } from './sector.ts'

const program = systemScope('demo')

/**
 * Brings the sector into the register by the register's own importer, as somebody would who begins: first the base data, which knows
 * the names in all languages, then the member list. Throws when a row is refused: the sector is ours, so that is a fault.
 */
export async function fillRegister({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const base = await importBaseData(db, clock, program, baseFiles(), { list: 'base-data', dryRun: false, locale: 'nb' })
  const members = await importMembers(db, clock, program, memberList(demoSector()), {
    fileName: 'demo-sector.json',
    list: 'demo-sector',
    dryRun: false,
    locale: 'nb',
  })
  if (!members.ok) throw new Error(`the demo sector was not taken: ${members.reason}`)
  const refused = [...base.refused, ...members.value.refused]
  if (refused.length > 0) throw new Error(`the demo sector was not taken whole: ${JSON.stringify(refused[0])}`)
  await fillReferences(db)
}

/** The base data with the names by which the bodies call themselves; Oslo is a municipality and a county under one name. */
const baseFiles = (): Record<string, string> => ({
  'municipalities.json': JSON.stringify(municipalities.map((one) => ({ ...one, name_nb: nameOfMunicipality(one.name_nb) }))),
  'counties.json': JSON.stringify(counties.map((one) => ({ ...one, name_nb: nameOfCounty(one.number, one.name_nb) }))),
  'health-organisations.json': JSON.stringify(healthOrganisations),
})

async function* memberList(sector: readonly DemoOrganisation[]): AsyncGenerator<Uint8Array> {
  const numbers = new Map(sector.map(({ key, number }) => [key, number]))
  yield Buffer.from(JSON.stringify(sector.map((one) => rowOf(one, numbers))))
}

function rowOf(one: DemoOrganisation, numbers: ReadonlyMap<string, string | null>) {
  const contact = (role: string, field: 'email' | 'telephone') =>
    one.contacts.find((each) => each.role === role)?.[field] ?? undefined
  return {
    number: one.number ?? '',
    externalKey: one.key,
    name: one.name,
    kinds: one.kinds,
    constituencies: one.constituencies,
    parentNumber: one.parentKey === undefined ? undefined : numbers.get(one.parentKey),
    county: one.county,
    municipality: one.municipality,
    language: one.language,
    membership: one.membership,
    memberSince: one.membership === 'member' ? heldFrom.slice(0, 10) : undefined,
    holdings: one.holdings,
    securityEmail: contact('security', 'email'),
    securityTelephone: contact('security', 'telephone'),
    operationsEmail: contact('operations-24/7', 'email'),
    operationsTelephone: contact('operations-24/7', 'telephone'),
  }
}
