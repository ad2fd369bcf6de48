import { findOrganisations, memberOrganisations } from '#capabilities/members/capability.ts'
import {
  addApprovedTargets,
  answer,
  bulk,
  change,
  enrolAll,
  keepAssessment,
  proposalOf,
  publish,
  type Subject,
  share,
} from '#capabilities/services/capability.ts'
import type { Id } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { random } from './random.ts'
import { demoSector } from './sector.ts'
import { demoPeople } from './sign-ins.ts'

const program = systemScope('demo')
const lead: Scope = { ...program, who: { ...program.who, name: 'Leder' } }

/** What share of the members have said yes to each, of those who have accepted the agreement. */
const shares: Readonly<Record<Exclude<Subject, 'membership'>, number>> = {
  'information-sharing': 0.94,
  advice: 0.81,
  'incident-handling': 0.72,
  scanning: 0.55,
  pentests: 0.06,
  sensors: 0.05,
  detection: 0.03,
  blocklists: 0.34,
}
const services = Object.keys(shares) as (keyof typeof shares)[]
const signatories = ['IT-leder', 'Daglig leder', 'Kommunedirektør', 'Sikkerhetsleder']

const done = <Value>(result: Result<Value, string>): Value => {
  if (!result.ok) throw new Error(`the programme of the demo was not taken: ${result.reason}`)
  return result.value
}

/**
 * The programme as it stands when the demo begins: terms of a year, a newer agreement that some have not read, most members in what is
 * easy and few in what is costly. Whoever has an account in the demo has read everything.
 */
export async function fillProgramme({ db, clock }: { db: Db; clock: Clock }, days: number): Promise<void> {
  const now = clock.now()
  const [first, joined, newer, read] = [400, 380, days + 30, days + 10].map((ago) => later(now, -ago * day)) as [
    Utc,
    Utc,
    Utc,
    Utc,
  ]
  const known = await accountHolders(db, now)
  const members = await db.read(program, (tx) => memberOrganisations(tx, program))
  const speakers: Scope = {
    who: { kind: 'system', id: 'demo', name: 'Sikkerhetskontakt' },
    roles: ['member-security'],
    team: false,
    organisations: members.map(({ id }) => id),
  }
  const chance = random('services')
  const yes = (organisation: Id<'org'>, subject: Subject, version = 1) => ({
    organisation,
    subject,
    version,
    signatory: chance.pick(signatories),
  })
  await db.in(lead, (tx) => publishAll(tx, first, newer))
  const agreed = members.filter(({ id }) => known.has(id) || chance.chance(0.9))
  const again = agreed.filter(({ id }) => known.has(id) || chance.chance(0.85))
  const asked = agreed.flatMap(({ id }) =>
    services.filter((service) => chance.chance(shares[service])).map((service) => yes(id, service)),
  )
  const accepted = agreed.map(({ id }) => yes(id, 'membership'))
  await db.in(speakers, (tx) => enrolAll(tx, speakers, [...accepted, ...asked], joined))
  const renewed = again.map(({ id }) => yes(id, 'membership', 2))
  await db.in(speakers, (tx) => enrolAll(tx, speakers, renewed, read))
  await db.in(program, async (tx) => {
    await decide(tx, asked, joined)
    for (const service of ['scanning', 'pentests'] as const) {
      const whose = asked.flatMap(({ organisation, subject }) => (subject === service ? [organisation] : []))
      await addApprovedTargets(tx, lead, service, ownTargets(members, whose), joined)
    }
  })
  await db.in(speakers, (tx) => nameTargets(tx, speakers, asked, read))
  await db.in(speakers, (tx) => assess(tx, speakers, [...known][0]!, now))
}

/** The organisations in which somebody has an account in the demo. */
async function accountHolders(db: Db, now: Utc): Promise<Set<Id<'org'>>> {
  const keys = new Set(demoPeople.flatMap(({ seat }) => (seat ? [seat.key] : [])))
  const names = demoSector().flatMap(({ key, name }) => (keys.has(key) ? [name] : []))
  const found = new Set<Id<'org'>>()
  for (const name of names) {
    const [one] = await db.read(program, (tx) => findOrganisations(tx, program, name, 1, now))
    if (one) found.add(one.id)
  }
  return found
}

const firstWords = { nb: 'Første versjon.', nn: 'Første versjon.', en: 'The first version.' }
const newWords = {
  nb: 'Ny plikt: felles tillitsnivå ved pålogging på tvers.',
  nn: 'Ny plikt: felles tillitsnivå ved pålogging på tvers.',
  en: 'A new duty: a shared level of assurance for sign-in across organisations.',
}
const newDuty = {
  nb: 'Dere følger felles tillitsnivå når brukerne logger på hos andre.',
  nn: 'De følgjer felles tillitsnivå når brukarane loggar på hos andre.',
  en: 'You keep to the shared level of assurance when your users sign in elsewhere.',
}

async function publishAll(tx: Tx, first: Utc, newer: Utc): Promise<void> {
  for (const id of ['membership', ...services] as const) {
    const asked = { id, after: 0, body: proposalOf(id), changed: firstWords, validFrom: first, dryRun: false }
    done(await publish(tx, lead, asked, 'nb', 0, first))
  }
  const { nb, nn, en } = proposalOf('membership')
  const body = {
    nb: { ...nb, yours: [...nb.yours, newDuty.nb] },
    nn: { ...nn, yours: [...nn.yours, newDuty.nn] },
    en: { ...en, yours: [...en.yours, newDuty.en] },
  }
  done(
    await publish(
      tx,
      lead,
      { id: 'membership', after: 1, body, changed: newWords, validFrom: newer, dryRun: false },
      'nb',
      0,
      newer,
    ),
  )
}

interface Asked {
  organisation: Id<'org'>
  subject: Subject
}

/** Three in four of what needs approval is approved; one sensor is out of order. */
async function decide(tx: Tx, asked: readonly Asked[], at: Utc): Promise<void> {
  for (const id of ['pentests', 'sensors', 'detection'] as const) {
    const whole = asked.flatMap(({ organisation, subject }) => (subject === id ? [organisation] : []))
    const organisations = whole.slice(0, Math.ceil(0.75 * whole.length))
    const deed = { id, organisations, reason: '', dryRun: false }
    if (organisations.length > 0) done(await bulk(tx, program, { ...deed, deed: 'approve' }, at))
    if (id === 'sensors' && organisations.length > 0)
      done(
        await bulk(
          tx,
          program,
          { ...deed, deed: 'pause', organisations: organisations.slice(0, 1), reason: 'Sensoren byttes.' },
          at,
        ),
      )
  }
}

/** What each of these members is known to hold, one thing each; who holds nothing still waits. */
function ownTargets(members: readonly { id: Id<'org'>; name: string; number: string | null }[], wanted: readonly Id<'org'>[]) {
  const held = new Map(demoSector().map(({ number, name, holdings }) => [number ?? name, holdings]))
  const whose = new Set(wanted)
  return members
    .filter(({ id }) => whose.has(id))
    .flatMap(({ id, name, number }) => {
      const own = held.get(number ?? name)?.find(({ relation }) => relation === 'owns')
      return own ? [{ organisation: id, form: own.form, value: own.value }] : []
    })
}

/** So many members have named a network that nobody has proved to be theirs. */
const strangers = 3

async function nameTargets(tx: Tx, scope: Scope, asked: readonly Asked[], at: Utc): Promise<void> {
  const scanned = asked.filter(({ subject }) => subject === 'scanning').slice(0, strangers)
  for (const [index, { organisation }] of scanned.entries()) {
    const targets = [{ form: 'network' as const, value: `198.19.${240 + index}.0/24` }]
    done(await change(tx, scope, organisation, { service: 'scanning', targets }, at))
  }
}

/** The municipality with an account has answered the demands, and shares them with an owner that is invented. */
async function assess(tx: Tx, scope: Scope, organisation: Id<'org'>, now: Utc): Promise<void> {
  const met = ['two-factors', 'own-accounts', 'updates', 'backups', 'logs', 'reachable'] as const
  const until = later(now, 200 * day).slice(0, 10)
  const rest = (['least-access', 'shared-sign-in', 'plan'] as const).map((demand) => ({
    demand,
    answer: 'partly' as const,
    until,
    note: '',
  }))
  const answers = [...met.map((demand) => ({ demand, answer: 'met' as const, until: null, note: '' })), ...rest]
  done(await answer(tx, scope, organisation, answers, now))
  const document = { issuer: 'Internrevisjonen', reference: '2026/14', validUntil: null, sha256: '' }
  const made = { framework: 'minimum-demands' as const, title: 'Minstekravene', doneOn: now.slice(0, 10), document }
  const { id } = done(await keepAssessment(tx, scope, organisation, made, 'nb', now))
  done(await share(tx, scope, { id, number: '312000199', label: 'Eierselskapet' }, now))
}
