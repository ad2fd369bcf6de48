import { addFact, addGroup, addPeer, addRelation, addShared, addToGroup, agreeLead } from '#capabilities/directory/capability.ts'
import { findOrganisations, memberOrganisations } from '#capabilities/members/capability.ts'
import type { Id } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { random } from './random.ts'

const program = systemScope('demo')
const lead: Scope = { ...program, who: { ...program.who, name: 'Leder' } }

/** So many municipalities have said who does what for them. */
const whoHaveSaid = 5
/** So many organisations another team serves, too, and for so many of them it is agreed who leads. */
const [shared, agreed] = [16, 9]

const done = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(`the directory of the demo was not taken: ${result.reason}`)
  return result.value
}

/** Who does what for some municipalities, groups for a hearing, and another response team with whom we share some. All invented. */
export async function fillDirectory({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const now = clock.now()
  await db.in(lead, async (tx) => {
    const members = await memberOrganisations(tx, lead)
    const municipalities = members.filter(({ kinds }) => kinds.includes('municipality')).map(({ id }) => id)
    const chance = random('directory')
    const [first] = await findOrganisations(tx, lead, 'Tromsø', 1, now)
    const chosen = [...new Set([...(first ? [first.id] : []), ...chance.shuffle(municipalities).slice(0, whoHaveSaid)])]
    for (const id of chosen) await sayWhoDoesWhat(tx, id, now)
    await makeGroups(tx, now)
    await addKommuneCsirt(tx, chance.shuffle(municipalities).slice(0, shared), now)
  })
}

async function sayWhoDoesWhat(tx: Tx, id: Id<'org'>, now: Utc): Promise<void> {
  const said = { otherId: null, otherNumber: null, outward: false, to: null, source: 'Avtale' }
  const journal = { service: 'Pasientjournal for kommunen', serviceKind: 'ehr' } as const
  const clinic = { service: 'Legevakt', serviceKind: 'out-of-hours' } as const
  const doctors = { service: 'Fastlegetjeneste', serviceKind: 'gp' } as const
  for (const relation of [
    { ...said, ...journal, type: 'operates-for', otherName: 'Fjellvann Drift AS', from: '2023-05-01' },
    { ...said, ...journal, type: 'processor', otherName: 'Fjellvann Drift AS', from: '2023-05-01' },
    { ...said, ...journal, type: 'supplies', otherName: 'Journalhuset AS', from: '2021-01-01' },
    { ...said, ...clinic, type: 'operates-for', otherName: 'Interkommunal legevakt IKS', from: '2022-09-01' },
    { ...said, ...doctors, type: 'controller', otherName: 'Havna legesenter', from: '2020-01-01' },
  ] as const)
    done(await addRelation(tx, lead, id, relation, now))
}

async function makeGroups(tx: Tx, now: Utc): Promise<void> {
  const counties = { kinds: ['county' as const], constituency: null, county: null }
  done(await addGroup(tx, lead, { name: 'Fylkeskommuner', kind: 'municipal', note: '', rule: counties }, now))
  const patients = done(
    await addGroup(
      tx,
      lead,
      { name: 'Pasient- og brukerorganisasjoner', kind: 'patients', note: 'Til høringer', rule: null },
      now,
    ),
  ).id
  const joined = [
    ['Foreningen for lungesyke', '2019-01-01', null],
    ['Landslaget for pårørende', '2020-06-01', null],
    ['Forbundet for sjeldne sykdommer', '2021-03-01', null],
    ['Pasientunionen', '2018-01-01', '2024-07-01'],
  ] as const
  for (const [name, from, to] of joined) done(await addToGroup(tx, lead, patients, { organisationIds: [], name, from, to }, now))
}

/** Another response team; how many it had in April 2022 is known, whom it serves in the demo is invented. */
async function addKommuneCsirt(tx: Tx, organisationIds: readonly Id<'org'>[], now: Utc): Promise<void> {
  const peer = done(
    await addPeer(
      tx,
      lead,
      {
        name: 'Kommune-CSIRT',
        constituency: 'Kommuner, fylkeskommuner og vannverk som er medlem',
        contact: 'Vakten',
        email: 'vakt@kommune-csirt.example',
        telephone: null,
        sharingGroup: 'kommune',
      },
      now,
    ),
  ).id
  const words = '50 medlemmer: 2 fylkeskommuner, 2 vannverk, resten kommuner'
  done(await addFact(tx, lead, { id: peer, on: '2022-04-01', words, source: 'Strategi for digital sikkerhet, kapittel 6' }, now))
  done(await addShared(tx, lead, { id: peer, organisationIds, from: '2022-04-01', to: null }, now))
  for (const [index, id] of organisationIds.slice(0, agreed).entries())
    done(
      await agreeLead(
        tx,
        lead,
        { id, peerId: index % 2 ? peer : null, from: '2024-01-01', agreedWith: 'Leder i Kommune-CSIRT' },
        now,
      ),
    )
}
