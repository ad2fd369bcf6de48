import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import { audit, verifyAudit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { newCodeSecret } from '#platform/one-time-code.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { accessApi } from './contract.ts'
import { createKey } from './keys.ts'
import * as people from './people.ts'
import * as store from './store.ts'

/** Whoever may run the program on the server's machine; stands so in the trail. */
const commandLine = systemScope('command-line')

type Wanted<Name extends 'createPerson' | 'createKey' | 'people'> = z.input<(typeof accessApi)[Name]['input']>

/** Adds an account; without a password one is made, and given back once. Throws `ZodError` for a name that cannot be one. */
export const addPerson = (db: Db, clock: Clock, person: Wanted<'createPerson'>) =>
  people.createPerson(db, commandLine, accessApi.createPerson.input.parse(person), clock.now())

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
  return account ? people.changePerson(db, commandLine, { id: account.id, ...change }, clock.now()) : no('not-found')
}

/** A new password, given back once; unlocks the account and, when asked, takes away a lost second factor. */
export async function resetPassword(
  db: Db,
  clock: Clock,
  name: string,
  { secondFactorToo = false }: { secondFactorToo?: boolean } = {},
): Promise<Result<{ password: string }, 'not-found'>> {
  const changed = await changeByName(db, clock, name, {
    resetPassword: true,
    ...(secondFactorToo && { resetSecondFactor: true }),
  })
  return changed.ok ? ok({ password: changed.value.password! }) : no('not-found')
}

/** Closes an account and ends its sessions. */
export const disablePerson = (db: Db, clock: Clock, name: string) => changeByName(db, clock, name, { disabled: true })

/** Makes an API key; the token is given once. */
export const makeKey = (db: Db, clock: Clock, key: Wanted<'createKey'>) =>
  db.in(commandLine, (tx) => createKey(tx, commandLine, accessApi.createKey.input.parse(key), clock.now()))

/** Verifies the chain of the audit trail; `broken` is the first position that does not fit. */
export const verifyTrail = (db: Db) => db.read(commandLine, verifyAudit)
