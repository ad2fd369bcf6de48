import { contactsIn, memberOrganisations } from '#capabilities/members/capability.ts'
import { giveKey, publish, setDraft, setRule, setTeamKey, siteOf, usualFacts } from '#capabilities/profile/capability.ts'
import type { Id } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { makeKey } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'

const lead: Scope = {
  ...systemScope('demo'),
  who: { kind: 'person', id: 'demo-lead', name: 'Leder' },
}

/** Invented, as every number and address of the demo: nobody has a number that begins with 0. */
const facts = {
  ...usualFacts(),
  address: 'Portveien 1, 0000 Varde',
  telephone: '+47 00 00 00 01',
  hours: {
    nb: 'Hele døgnet, hele året.',
    nn: 'Heile døgnet, heile året.',
    en: 'All day and night, all year.',
  },
  distribution: {
    nb: 'Medlemmene får beskjed i portalen.',
    nn: 'Medlemmene får melding i portalen.',
    en: 'The members are told in the portal.',
  },
}

/** How long the key of the team still holds, in days: it is time for another. */
const teamHeld = 50

/** How long the keys of the demo still hold when it is first seen, in days; each belongs to a contact that is not the first to be written to. */
const held = [700, 400, 21, -5]

/** Only they have more contacts than one. */
const large = new Set<string>(['hospital-trust', 'hospital', 'ict-operator', 'regional-health-authority'])

/** A contact that has a key. */
export interface KeyHolder {
  organisation: Id<'org'>
  contactId: Id<'con'>
  name: string
  address: string
}

/**
 * What the team says of itself, signed with a key of its own, and keys of some contacts: good ones, one that ends soon, one that has ended.
 * Gives whose they are, the one that holds longest first.
 */
export async function fillProfile({ db, clock, config }: Pick<World, 'db' | 'clock' | 'config'>): Promise<KeyHolder[]> {
  const now = clock.now()
  const box = createSecretBox(config)
  const key = await makeKey({
    name: facts.name,
    address: facts.email,
    madeAt: later(now, -400 * day),
    endsAt: later(now, teamHeld * day),
  })
  await db.in(lead, async (tx) => {
    await setTeamKey(tx, box, 'health', key, now)
    await setDraft(tx, facts, now)
    await publish(tx, box, siteOf(config), now)
  })
  return giveKeys(db, now)
}

async function giveKeys(db: World['db'], now: Utc): Promise<KeyHolder[]> {
  const madeAt = later(now, -600 * day)
  const members = await db.read(lead, (tx) => memberOrganisations(tx, lead))
  const holders: KeyHolder[] = []
  for (const { id } of members.filter(({ kinds }) => kinds.some((kind) => large.has(kind)))) {
    const given = holders.length
    if (given >= held.length) break
    const contacts = await db.read(lead, (tx) => contactsIn(tx, id))
    const contact = contacts.find(({ role, email }) => role !== 'security' && email !== null)
    if (!contact) continue
    const endsAt = later(now, held[given]! * day)
    const { publicKey } = await makeKey({ name: contact.name, address: contact.email!, madeAt, endsAt })
    const gift = { organisation: id, contactId: contact.id, pgpKey: publicKey, source: 'upload' as const }
    await db.in(lead, async (tx) => {
      const taken = await giveKey(tx, lead, gift, async () => undefined, later(madeAt, day))
      if (!taken.ok) throw new Error(`a key of the demo was not taken: ${taken.reason}`)
      await setRule(tx, lead, id, given % 2 === 0 ? 'pointer' : 'hold', now)
    })
    holders.push({ organisation: id, contactId: contact.id, name: contact.name, address: contact.email! })
  }
  return holders
}
