import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { isNeededOnTheDay, isPasswordOff } from './break-glass.ts'
import { passkeyStays } from './break-glass-rules.ts'
import { shownPasskey } from './passkeys.ts'
import { demandsSecondFactor } from './rules.ts'
import * as accounts from './store.ts'
import { identitiesOf, unlinkIdentity } from './store-oidc.ts'
import { deletePasskey, passkeysOf } from './store-passkeys.ts'
import { isBreakGlass } from './store-ways.ts'

/** One way in of somebody: a passkey, or the link to a provider. */
export type Way = { passkey: Id<'psk'> } | { provider: Id<'idp'> }

/** How somebody comes in: to whoever keeps people. */
export async function waysOf(tx: Tx, scope: Scope, person: Id<'usr'>) {
  const account = await accounts.accountById(tx, scope, person)
  if (!account) return no('not-found')
  const identities = await identitiesOf(tx, scope, person)
  return ok({
    password: !(await isPasswordOff(tx, person)),
    code: account.hasSecondFactor,
    passkeys: (await passkeysOf(tx, scope, person)).map(shownPasskey),
    identities: identities.map(({ provider, providerName: name, linkedAt, usedAt }) => ({ provider, name, linkedAt, usedAt })),
  })
}

/**
 * Takes one way in of somebody away: whoever came in by such a way is out. `last-way-of-person` when nobody of the account would come in
 * any more, or by the password alone, and that was not said: `evenLast` says it. Where passwords are off, the last break-glass account keeps
 * its key whatever is said.
 */
export async function removeWay(
  tx: Tx,
  scope: Scope,
  { person, way, evenLast }: { person: Id<'usr'>; way: Way; evenLast: boolean },
  now: Utc,
): Promise<Result<{ sessionsEnded: number }, 'person-needed' | 'not-found' | 'last-way-of-person' | 'last-break-glass'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const account = await accounts.accountInTurn(tx, scope, person)
  if (!account) return no('not-found')
  const passkeys = await passkeysOf(tx, scope, person)
  const identities = await identitiesOf(tx, scope, person)
  const name =
    'passkey' in way
      ? passkeys.find(({ id }) => id === way.passkey)?.name
      : identities.find(({ provider }) => provider === way.provider)?.providerName
  if (name === undefined) return no('not-found')
  const left = 'passkey' in way ? passkeys.filter(({ id }) => id !== way.passkey) : passkeys
  const linked = identities.filter(({ provider, enabled }) => enabled && !('provider' in way && provider === way.provider)).length
  const breakGlass = await isBreakGlass(tx, scope, person)
  const holds = left.some(({ device }) => device === 'one')
  if ('passkey' in way && !holds && (await isNeededOnTheDay(tx, scope, person))) return no('last-break-glass')
  const passwordOff = await isPasswordOff(tx, person)
  const isLast =
    'passkey' in way
      ? passkeyStays({
          left: breakGlass ? left.filter(({ device }) => device === 'one').length : left.length,
          linked,
          demanded: demandsSecondFactor(account, now),
          code: account.hasSecondFactor,
          passwordOff,
          breakGlass,
        })
      : passwordOff && left.length + linked === 0
  if (isLast && !evenLast) return no('last-way-of-person')
  if ('passkey' in way) await deletePasskey(tx, scope, person, way.passkey)
  else await unlinkIdentity(tx, scope, person, way.provider)
  const sessionsEnded = await accounts.deleteSessionsOfWay(tx, scope, person, 'passkey' in way ? 'passkey' : 'provider')
  const detail = { account: account.name, name, kind: 'passkey' in way ? 'passkey' : 'provider', last: isLast, sessionsEnded }
  await audit(tx, { action: 'person.way-removed', object: person, detail }, now)
  return ok({ sessionsEnded })
}
