import { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import { type Head, headFault, headKey, signedHead } from '#platform/audit-days.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { newCodeSecret } from '#platform/one-time-code.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { accessApi, newPassword } from './contract.ts'
import { createKey } from './keys.ts'
import * as people from './people.ts'
import * as store from './store.ts'
import { trail, verification } from './trail.ts'

/** Whoever may run the program on the server's machine; stands so in the trail. */
const commandLine = systemScope('command-line')

type Wanted<Name extends 'createPerson' | 'createKey' | 'people'> = z.input<(typeof accessApi)[Name]['input']>

/** Somebody for whom whoever runs the program vouches: what they are called may be anything. */
const addedPerson = accessApi.createPerson.input.extend({
  displayName: z.string().trim().min(1).max(200),
  password: newPassword.optional(),
})

/**
 * Adds an account; without a password one is made, and given back once: one that lasts, or with `forOnce` one that is good for some days and to
 * choose another alone. Throws `ZodError` for a name that cannot be one.
 */
export async function addPerson(
  db: Db,
  clock: Clock,
  person: z.input<typeof addedPerson>,
  { forOnce = false } = {},
): Promise<Result<{ id: Id<'usr'>; password: string }, people.PersonRefusal>> {
  const { password, ...wanted } = addedPerson.parse(person)
  const entrusted = password === undefined ? (forOnce ? undefined : 'lasting') : { password }
  const added = await people.createPerson({ db }, commandLine, wanted, clock.now(), entrusted)
  return added.ok ? ok({ id: added.value.id, password: added.value.password! }) : added
}

/** Whether somebody can sign in as administrator. */
export const hasAdministrator = async (db: Db): Promise<boolean> =>
  (await db.in(commandLine, (tx) => store.administratorsInTurn(tx, commandLine))).length > 0

/** Adds the account that adds all others; refused when an administrator can sign in already. */
export async function createFirstAdministrator(
  db: Db,
  clock: Clock,
  person: { name: string; displayName: string; password?: string },
): Promise<Result<{ id: Id<'usr'>; password: string }, 'administrator-exists' | people.PersonRefusal>> {
  if (await hasAdministrator(db)) return no('administrator-exists')
  return addPerson(db, clock, { ...person, teamRoles: ['admin'] })
}

/**
 * Gives an account a second factor whose secret whoever runs the program keeps: for accounts of the demo, which has no telephone.
 * Gives the secret, which is told once.
 */
export async function setUpSecondFactor(
  db: Db,
  clock: Clock,
  config: Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>,
  account: { id: Id<'usr'>; name: string },
): Promise<string> {
  const { secret } = newCodeSecret(account.name)
  const totpSecret = createSecretBox(config).seal(secret, account.id)
  await db.in(commandLine, async (tx) => {
    await store.changeAccount(tx, commandLine, account.id, { totpSecret, lastStep: null })
    await audit(tx, { action: 'person.second-factor-set', object: account.id }, clock.now())
  })
  return secret
}

/** One page of accounts. */
export const listPeople = (db: Db, page: Wanted<'people'> = {}) =>
  db.read(commandLine, (tx) => people.listPeople(tx, commandLine, accessApi.people.input.parse(page)))

async function changeByName(
  db: Db,
  clock: Clock,
  name: string,
  change: { disabled?: boolean; resetPassword?: boolean; resetSecondFactor?: boolean },
) {
  const account = await db.read(commandLine, (tx) => store.accountByName(tx, commandLine, name))
  return account ? people.changePerson({ db }, commandLine, { id: account.id, ...change }, clock.now()) : no('not-found')
}

/**
 * A new password, given back once, with which the owner chooses another and does nothing else; unlocks the account and, when asked, takes
 * away a lost second factor. None where passwords are off and a passkey stands.
 */
export async function resetPassword(
  db: Db,
  clock: Clock,
  name: string,
  { secondFactorToo = false }: { secondFactorToo?: boolean } = {},
): Promise<Awaited<ReturnType<typeof people.changePerson>>> {
  return changeByName(db, clock, name, {
    resetPassword: true,
    ...(secondFactorToo && { resetSecondFactor: true }),
  })
}

/** Closes an account and ends its sessions. */
export const disablePerson = (db: Db, clock: Clock, name: string) => changeByName(db, clock, name, { disabled: true })

/** Makes an API key; the token is given once. */
export const makeKey = (db: Db, clock: Clock, key: Wanted<'createKey'>) =>
  db.in(commandLine, (tx) => createKey(tx, commandLine, accessApi.createKey.input.parse(key), clock.now()))

type Secrets = Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>

/** Verifies the audit trail and its signed days. With a head that was kept outside, also that the trail still holds what it says. */
export const verifyAudit = (db: Db, config: Secrets, head?: Head) =>
  db.read(commandLine, async (tx) => {
    const key = headKey(createSecretBox(config))
    const found = await verification(tx, key, config.dataDir)
    const kept = head && (await headFault(tx, key, head))
    return { ...found, whole: found.whole && !kept, ...(head && { head: kept ?? 'holds' }) }
  })

/** The head of the audit trail now, signed: who keeps it elsewhere can tell later that nothing before it was changed. */
export const auditHead = (db: Db, config: Secrets, now: Utc): Promise<Head> =>
  db.read(commandLine, (tx) => signedHead(tx, headKey(createSecretBox(config)), now))

/** One page of the audit trail, in English words. */
export const searchAudit = (db: Db, asked: z.input<typeof accessApi.audit.input>) =>
  db.read(commandLine, (tx) => trail(tx, accessApi.audit.input.parse(asked), 'en'))
