import { memberOrganisations } from '#capabilities/members/capability.ts'
import { addLine } from '#capabilities/products/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { must } from './author.ts'
import { memberOf } from './hands.ts'
import { demoSignIns } from './sign-ins.ts'

const program = systemScope('demo')

/** What a municipality runs, of suppliers that nobody is: system, vendor, product, version, how many. Of the archive it never said the version. */
const runs = [
  ['Saksarkivet', 'Bautaen Arkiv', 'Bautaen Sak', '', 1],
  ['Pasientjournal, legevakt', 'Rimfrost Journal', 'Rimfrost Legevakt', '12.4', 1],
  ['Fjernhjelp for ansatte', 'Elvegard', 'Elvegard Fjernhjelp', '8.4', 2],
  ['Skrivere, rådhuset', 'Fjellprint', 'Fjellprint 40', '2.1', 38],
  ['Sikkerhetskopi', 'Ullteppe Backup', 'Ullteppe', '6.0.2', 3],
  ['Trygghetsalarmer', 'Kveldsvakt Alarm', 'Kveldsvakt Sentral', '3.9', 1],
  ['Telefoni', 'Sølvtråd Telefoni', 'Sølvtråd Sentralbord', '2026.2', 1],
  ['Pålogging', 'Ryddig Identitet', 'Ryddig ID', '5.7.1', 2],
  ['Kameraer, skolene', 'Ørnesyn Kamera', 'Ørnesyn 300', '', 112],
] as const

/** The municipality that one signs in for has said what it runs. */
export async function fillProducts({ db, clock, config }: { db: Db; clock: Clock; config: Config }): Promise<void> {
  const seats = new Set(demoSignIns(config)?.map(({ organisation }) => organisation))
  const members = await db.read(program, (tx) => memberOrganisations(tx, program))
  for (const { id } of members.filter(({ kinds, name }) => kinds.includes('municipality') && seats.has(name)))
    for (const [place, [system, vendor, product, version, quantity]] of runs.entries()) {
      const line = { system, vendor, product, version, quantity, cpe: '', purl: '', note: '' }
      const member = memberOf(id, 'IKT-leder')
      await must(db, member, (tx) => addLine(tx, id, line, '', later(clock.now(), -(40 - place) * day)))
    }
}
