import { type ContactKeyGiven, contactKeyGiven } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit, type Reaction } from '#platform/events.ts'
import type { Job, Jobs } from '#platform/jobs.ts'
import { readKeyBlock } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { type KeyHappened, keyBlocks, keyEnding, type TeamKeyHappened, teamKeyEnding } from './contract.ts'
import { followContact, type Tell } from './keys.ts'
import { tellJob, type Why } from './letters.ts'
import { renew, siteOf } from './profile.ts'
import { endsSoon } from './rules.ts'
import * as store from './store-keys.ts'
import { noteTeamTold } from './store-team-keys.ts'
import { teamKeys } from './team-keys.ts'

/** Asks for letters in the transaction of what they tell of. */
export const tellBy =
  (jobs: Pick<Jobs, 'ask'>, tx?: Tx): Tell =>
  (why, key) =>
    jobs.ask(tellJob, { key, why } satisfies { key: Id<'pgp'>; why: Why }, tx && { tx })

/** Keys that are written at a contact itself come here too. */
export const contactsChanged: Reaction = {
  consumer: 'profile.contacts',
  kinds: [contactKeyGiven],
  async handle(tx, events, { now, jobs }) {
    for (const { payload } of events) await followContact(tx, payload as ContactKeyGiven, tellBy(jobs), now)
  },
}

export const lookJob = 'profile.look'
const scope = systemScope(lookJob)

/** Every morning: who is told that a key ends soon or has ended, and what is renewed of what is published. */
export const lookJobOf = (world: World): Job => ({
  name: lookJob,
  cron: '20 6 * * *',
  atStart: true,
  async run(_data, { log }) {
    const told = await lookAtKeys(world)
    const did = await renew(world.db, createSecretBox(world.config), siteOf(world.config), world.clock.now())
    if (told > 0 || did !== 'fresh') log.info({ told, profile: did }, 'keys looked at')
  },
})

/** Tells of keys that end soon or have ended, each once: 60 days ahead for the team's, 30 for members'. Returns how many. */
export async function lookAtKeys({ db, clock, jobs }: Pick<World, 'db' | 'clock' | 'jobs'>): Promise<number> {
  return db.in(scope, async (tx) => {
    const now = clock.now()
    const due = await store.keysToTell(tx, now)
    for (const { ended, ...key } of due) {
      await store.noteTold(tx, key.id, ended, now)
      const { id, organisationId: organisation, contact, fingerprint, expiresAt: endsAt } = key
      await emit(
        tx,
        ended ? keyBlocks : keyEnding,
        { key: id, organisation, contact, fingerprint, endsAt } satisfies KeyHappened,
        now,
      )
      await jobs.ask(tellJob, { key: id, why: ended ? 'ended' : 'ending' } satisfies { key: Id<'pgp'>; why: Why }, { tx })
    }
    let told = due.length
    for (const [constituency, armoured] of await teamKeys(tx)) {
      const card = await readKeyBlock(armoured, now)
      if (!card.ok || !endsSoon(card.value.expiresAt, 'team', now)) continue
      const { fingerprint, expiresAt: endsAt } = card.value
      if ((await noteTeamTold(tx, constituency, endsAt, now)) === 0) continue
      const ended = endsAt !== null && endsAt <= now
      await emit(tx, teamKeyEnding, { constituency, fingerprint, endsAt, ended } satisfies TeamKeyHappened, now)
      told += 1
    }
    return told
  })
}
