import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addPerson, type MemberRole, setUpSecondFactor, type TeamRole } from '#capabilities/access/capability.ts'
import { findOrganisations } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { codeAt } from '#platform/one-time-code.ts'
import { demoSector } from './sector.ts'

interface DemoPerson {
  name: string
  displayName: string
  /** What one sees by this sign-in. */
  sees: string
  teamRoles?: TeamRole[]
  seat?: { key: string; role: MemberRole }
}

/** One account for each role, and one for each kind of member. They are functions, not persons. */
export const demoPeople: readonly DemoPerson[] = [
  { name: 'duty', displayName: 'Vakthavende', sees: 'the watch at night', teamRoles: ['duty'] },
  { name: 'analyst', displayName: 'Analytiker', sees: 'the analyst’s day', teamRoles: ['analyst'] },
  { name: 'lead', displayName: 'Leder', sees: 'the whole team’s work', teamRoles: ['lead'] },
  { name: 'admin', displayName: 'Administrator', sees: 'people, keys, feeds and rules', teamRoles: ['admin'] },
  {
    name: 'municipality',
    displayName: 'Sikkerhetskontakt',
    sees: 'a municipality’s security contact',
    seat: { key: 'municipality-5501', role: 'member-security' },
  },
  {
    name: 'reader',
    displayName: 'Leder, leser',
    sees: 'the same, reading only',
    seat: { key: 'municipality-5501', role: 'member-reader' },
  },
  {
    name: 'clinic',
    displayName: 'Daglig leder',
    sees: 'a small practice without IT',
    seat: { key: 'practice-200', role: 'member-security' },
  },
  {
    name: 'operator',
    displayName: 'Driftsvakt',
    sees: 'an operator for forty municipalities',
    seat: { key: 'operator-innlandet', role: 'member-security' },
  },
]

/** What somebody needs to sign in to the demo. All but readers also have a second factor, which real ones must have. */
export interface DemoSignIn {
  name: string
  password: string
  sees: string
  organisation?: string
  secret?: string
}

const program = systemScope('demo')
const fileOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'demo-sign-ins.json')

type Place = { db: Db; clock: Clock; config: Config }

/** Makes the accounts of the demo, with passwords of their own, and writes what is needed to sign in to a file that only this user reads. */
export async function addDemoPeople({ db, clock, config }: Place): Promise<void> {
  const sector = new Map(demoSector().map((one) => [one.key, one]))
  const signIns: DemoSignIn[] = []
  for (const { name, displayName, sees, teamRoles, seat } of demoPeople) {
    const organisation = seat && sector.get(seat.key)!
    const [found] = organisation
      ? await db.read(program, (tx) => findOrganisations(tx, program, organisation.number!, 1, clock.now()))
      : []
    const added = await addPerson(db, clock, {
      name,
      displayName,
      ...(teamRoles && { teamRoles }),
      ...(seat && { organisations: [{ id: found!.id, role: seat.role }] }),
    })
    if (!added.ok) throw new Error(`the demo account ${name} was not added: ${added.reason}`)
    const { id, password } = added.value
    signIns.push({
      name,
      password,
      sees,
      ...(organisation && { organisation: organisation.name }),
      ...(seat?.role !== 'member-reader' && { secret: await setUpSecondFactor(db, clock, config, { id, name }) }),
    })
  }
  mkdirSync(config.dataDir, { recursive: true })
  writeFileSync(fileOf(config), JSON.stringify(signIns, null, 2), { mode: 0o600 })
}

/** How one signs in to the demo; nothing when the file of the sign-ins is not here. */
export function demoSignIns(config: Pick<Config, 'dataDir'>): DemoSignIn[] | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(config), 'utf8')) as DemoSignIn[]
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

export const forgetSignIns = (config: Pick<Config, 'dataDir'>): void => rmSync(fileOf(config), { force: true })

/** The sign-ins as lines of a table; the code is the one of this moment. */
export const signInRows = (signIns: readonly DemoSignIn[], now: Utc): Record<string, string>[] =>
  signIns.map(({ name, password, sees, organisation, secret }) => ({
    name,
    password,
    'code now': secret ? codeAt(secret, now) : 'none needed',
    'what one sees': organisation ? `${sees}: ${organisation}` : sees,
  }))
