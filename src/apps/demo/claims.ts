import { addClaim, claimsInTurn, decide, expire, prove } from '#capabilities/claims/capability.ts'
import { memberOrganisations } from '#capabilities/members/capability.ts'
import type { Id } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { random } from './random.ts'
import { demoSector } from './sector.ts'

const program = systemScope('demo')

/** Somebody of a member who claims for it. */
const contactOf = (organisation: Id<'org'>): Scope => ({
  who: { kind: 'system', id: 'demo', name: 'Sikkerhetskontakt' },
  roles: ['member-security'],
  team: false,
  organisations: [organisation],
})

const provers = 24

/** What some members of the demo have claimed: most of it proven in DNS, one too large for a dentist, one that two say is theirs, one whose proof has gone. */
export async function fillClaims({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const now = clock.now()
  const chance = random('claims')
  const members = await db.read(program, (tx) => memberOrganisations(tx, program))
  const held = new Map(demoSector().map(({ number, name, holdings }) => [number ?? name, holdings]))
  const withDomain = members.flatMap(({ id, name, number }) => {
    const own = held.get(number ?? name)?.find(({ relation, form }) => relation === 'owns' && form === 'domain')
    return own ? [{ id, domain: own.value }] : []
  })
  for (let made = 0; made < provers && withDomain.length > 0; made += 1) {
    const { id, domain } = chance.pick(withDomain)
    await proveInDns(db, id, domain, later(now, -chance.int(20, 300) * day))
  }
  const small = members.find(({ kinds }) => kinds.includes('dental-practice'))
  if (small) await claim(db, small.id, '198.19.240.0/20', later(now, -day))
  const [first, second] = withDomain
  if (!first || !second) return
  const shared = 'legevakt-samarbeidet.example'
  await vouch(db, await claim(db, first.id, shared, later(now, -200 * day)), later(now, -200 * day))
  await vouch(db, await claim(db, second.id, shared, later(now, -day)), later(now, -day))
  const old = await claim(db, first.id, 'tidligere-legevakt.example', later(now, -735 * day))
  await vouch(db, old, later(now, -735 * day))
  await db.in(program, async (tx) => {
    for (const held of await claimsInTurn(tx, [old.claim.id])) await expire(tx, held, later(now, -2 * day))
  })
}

async function claim(db: Db, organisation: Id<'org'>, text: string, at: Utc) {
  const made = await addClaim(db, contactOf(organisation), organisation, { text, relation: 'owns', to: null }, at)
  if (!made.ok) throw new Error(`a claim of the demo was not taken: ${made.reason}`)
  return made.value
}

async function proveInDns(db: Db, organisation: Id<'org'>, domain: string, at: Utc): Promise<void> {
  const made = await claim(db, organisation, domain, at)
  if (made.already) return
  const seen = { name: `_varde-challenge.${domain}`, records: [`varde-token=${made.claim.token}`] }
  await db.in(program, (tx) => prove(tx, made.claim, { method: 'dns', level: 'dns-token', seen }, at))
}

const vouch = (db: Db, { claim: { id } }: Awaited<ReturnType<typeof claim>>, at: Utc) =>
  db.in(program, (tx) =>
    decide(tx, { ids: [id], decision: 'verify', reason: 'Avtalen er lest.', said: '', dryRun: false }, { now: at, locale: 'nb' }),
  )
