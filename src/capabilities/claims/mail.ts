import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { registrableDomain } from '#domain/host.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { allowList, DoorError, fetchOut } from '#platform/door.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { claimToChange } from './actions.ts'
import { inTheTeamsRight, noteCheck, noteStep, prove } from './prove.ts'
import { shownValue } from './reading.ts'
import { codeHours, codesADay, contactsIn, deskAddresses, mostTries } from './rules.ts'
import * as store from './store.ts'
import { codeLetter } from './words.ts'

/** Reads the text at an address of the web, at most 32 kB; `undefined` when it cannot be had. */
export type FetchText = (url: string) => Promise<string | undefined>

const mostBytes = 32_768
const timeoutSeconds = 10

/** Through the one door. What lies behind a redirect counts too, as RFC 9116, 3 has it. */
export const fetchText =
  (config: Pick<Config, 'VARDE_OUTBOUND_ALLOW'>): FetchText =>
  async (url) => {
    try {
      const { bytes } = await fetchOut(url, {
        allow: allowList(config.VARDE_OUTBOUND_ALLOW),
        maxBytes: mostBytes,
        timeoutSeconds,
      })
      const pieces: Uint8Array[] = []
      for await (const piece of bytes) pieces.push(piece)
      return Buffer.concat(pieces).toString('utf8')
    } catch (error) {
      if (error instanceof DoorError) return undefined
      throw error
    }
  }

/** Addresses at the domain of a claim that are its owner's by custom; none for what is no domain. */
export const offeredAddresses = ({ form, value }: Pick<store.ClaimRow, 'form' | 'value'>): string[] =>
  form === 'domain' ? deskAddresses(value, registrableDomain(value) ?? value) : []

/** The contacts that the security.txt of the claimed domain itself gives. */
export async function securityContacts(
  fetch: FetchText,
  { form, value }: Pick<store.ClaimRow, 'form' | 'value'>,
): Promise<string[]> {
  if (form !== 'domain') return []
  const text = await fetch(`https://${value}/.well-known/security.txt`)
  return text === undefined ? [] : contactsIn(text)
}

// Without letters and digits that look alike; ten of 28 are 48 bits.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ346789'
const codeLength = 10

const newCode = (): string => {
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

const hashOf = (id: string, code: string): string =>
  createHash('sha256')
    .update(`${id}:${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)
    .digest('hex')

const provable = new Set(['open', 'expired', 'proven', 'disputed'])

export type MailFault = 'not-found' | 'not-your-role' | 'claim-is-over' | 'not-an-offered-address' | 'too-many-codes'

/** Mails a code to an address that is the domain's own, or stands in its security.txt. Only its hash is kept. */
export async function sendCode(
  world: Post & { db: Db },
  scope: Scope,
  fetch: FetchText,
  { id, address }: { id: Id<'clm'>; address: string },
  { now, locale }: { now: Utc; locale: Locale },
): Promise<Result<{ sentTo: string; expiresAt: Utc }, MailFault>> {
  const wanted = address.toLowerCase()
  const seen = await world.db.read(inTheTeamsRight(scope), async (tx) => store.claimRow(tx, tx.scope, id))
  const listed =
    seen && !offeredAddresses(seen).includes(wanted) && (scope.team || scope.organisations.includes(seen.organisationId))
      ? await securityContacts(fetch, seen)
      : []
  return world.db.in(inTheTeamsRight(scope), async (tx) => {
    const held = await claimToChange(tx, scope, id)
    if (!held.ok) return held
    const claim = held.value
    if (!provable.has(claim.state)) return no('claim-is-over')
    if (![...offeredAddresses(claim), ...listed].includes(wanted)) return no('not-an-offered-address')
    const sent = await store.codesSince(tx, claim, later(now, -day))
    if (sent.claim >= codesADay.claim || sent.organisation >= codesADay.organisation) return no('too-many-codes')
    const [codeId, code, expiresAt] = [randomUUID(), newCode(), later(now, codeHours * hour)]
    await store.addCode(tx, {
      id: codeId,
      claim: id,
      organisation: claim.organisationId,
      address: wanted,
      hash: hashOf(codeId, code),
      sentAt: now,
      expiresAt,
      tries: 0,
    })
    const letter = codeLetter({ shown: shownValue(claim.form, claim.value), code, expiresAt }, locale)
    await sendLetter(world, { to: { name: '', address: wanted }, locale, about: id, ...letter }, tx)
    await noteCheck(tx, claim, { method: 'mail', outcome: 'sent', seen: { address: wanted } }, now)
    await noteStep(tx, claim, 'code-sent', now, wanted)
    return ok({ sentTo: wanted, expiresAt })
  })
}

/** Proves a claim by the code that was mailed. Five wrong ones, and a new code must be sent. */
export const giveCode = (db: Db, scope: Scope, { id, code }: { id: Id<'clm'>; code: string }, now: Utc) =>
  db.in(
    inTheTeamsRight(scope),
    async (
      tx,
    ): Promise<Result<store.ClaimRow, 'not-found' | 'not-your-role' | 'claim-is-over' | 'no-code' | 'wrong-mail-code'>> => {
      const held = await claimToChange(tx, scope, id)
      if (!held.ok) return held
      const claim = held.value
      if (!provable.has(claim.state)) return no('claim-is-over')
      const sent = await store.usableCode(tx, id, now)
      if (!sent || sent.tries >= mostTries) return no('no-code')
      await store.noteTry(tx, sent.id)
      if (!timingSafeEqual(Buffer.from(hashOf(sent.id, code)), Buffer.from(sent.hash))) {
        await noteCheck(tx, claim, { method: 'mail', outcome: 'wrong-code', seen: { address: sent.address } }, now)
        return no('wrong-mail-code')
      }
      await store.spendCode(tx, sent.id, now)
      return ok(await prove(tx, claim, { method: 'mail', level: 'mail', seen: { address: sent.address } }, now))
    },
  )
