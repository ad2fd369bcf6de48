import { day, later, type Utc } from '#domain/time.ts'
import { isWithinTlp, type Tlp } from '#domain/tlp.ts'
import type { Fallback, KeyProblem, KeyState } from './contract.ts'

/** What the register keeps of a key. */
export interface KeptKey {
  fingerprint: string
  state: KeyState
  expiresAt: Utc | null
  problem: 'revoked' | 'cannot-encrypt' | null
}

/** Why nothing can be encrypted to a key at a moment. */
export const problemAt = ({ expiresAt, problem, state }: KeptKey, now: Utc): KeyProblem | null =>
  problem ?? (expiresAt !== null && expiresAt <= now ? 'expired' : state === 'removed' ? 'removed' : null)

/**
 * What a key does that somebody gives to a contact. `renews` is the same key with another end or with its revocation: nothing to vouch
 * for. Another key beside one that is or was used waits, since whoever could put it there could read what is sent.
 */
export type Step = 'first' | 'renews' | 'waits' | 'same'

/** What matters of a key that is given. `problem` is why nothing can be encrypted to it, in the words of whoever read it. */
interface Given {
  fingerprint: string
  armoured: string
  problem: string | null
}

export type KeyRefusal = 'key-expired' | 'key-revoked' | 'key-cannot-encrypt'

/** What is done with a key that can be read, given what the contact has now. `last` is the key used now, or the one that was taken away. */
export function stepFor(card: Given, last: (KeptKey & { armoured: string }) | undefined): Step | KeyRefusal {
  const renews = last?.fingerprint === card.fingerprint && last.state === 'used'
  if (renews && last.armoured === card.armoured) return 'same'
  // What was revoked stays so: a copy from before is no new key.
  if (last?.fingerprint === card.fingerprint && last.problem === 'revoked') return 'key-revoked'
  // The revocation of the key in use must arrive; that of any other key is of no use to anybody.
  if (card.problem === 'revoked') return renews ? 'renews' : 'key-revoked'
  if (card.problem === 'expired') return 'key-expired'
  if (card.problem !== null) return 'key-cannot-encrypt'
  if (renews) return 'renews'
  return last ? 'waits' : 'first'
}

/** What a member wants until it says otherwise. */
export const usualFallback: Fallback = 'green'

/** What becomes of a mail whose key cannot be used. */
export const becomes = (fallback: Fallback, tlp: Tlp): 'held' | 'pointer' | 'clear' =>
  fallback === 'pointer' ? 'pointer' : fallback === 'green' && isWithinTlp(tlp, 'TLP:GREEN') ? 'clear' : 'held'

/** How long before its end somebody is told, in days. */
export const toldBefore = { team: 60, member: 30 } as const

/** Whether a key ends so soon that whoever holds it is told. */
export const endsSoon = (expiresAt: Utc | null, whose: keyof typeof toldBefore, now: Utc): boolean =>
  expiresAt !== null && expiresAt <= later(now, toldBefore[whose] * day)
