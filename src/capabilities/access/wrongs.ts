import { later, type Utc } from '#domain/time.ts'
import { isLocked, lockAfter } from './rules.ts'

const windowMinutes = 10
const wrongPerAddress = 20
/** More than these are forgotten, oldest first, so that nobody fills the memory with made-up names. */
const most = 10_000

/**
 * Wrong sign-ins that no table holds: by address, and by names that have no account. Kept in the memory of this process:
 * several processes each count for themselves, and a restart forgets. The lock of a real account is in its row.
 */
export interface Wrongs {
  /** Whether an address has been wrong too often lately. */
  isBlocked(address: string, now: Utc): boolean
  note(address: string, now: Utc): void
  /** Counts a wrong sign-in for a name without account, which locks as an account would; gives until when. */
  stranger(name: string, now: Utc): { lockedUntil: Utc | null; wasLocked: boolean }
}

export function createWrongs(): Wrongs {
  const byAddress = new Map<string, Utc[]>()
  const strangers = new Map<string, { wrong: number; lockedUntil: Utc | null }>()
  const recent = (address: string, now: Utc) =>
    (byAddress.get(address) ?? []).filter((at) => now < later(at, windowMinutes * 60_000))
  return {
    isBlocked: (address, now) => recent(address, now).length >= wrongPerAddress,
    note: (address, now) => remember(byAddress, address, [...recent(address, now), now]),
    stranger(name, now) {
      const known = strangers.get(name) ?? { wrong: 0, lockedUntil: null }
      if (isLocked(known, now)) return { lockedUntil: known.lockedUntil, wasLocked: true }
      const wrong = known.wrong + 1
      const lockedUntil = lockAfter(wrong, now)
      remember(strangers, name, { wrong, lockedUntil })
      return { lockedUntil, wasLocked: false }
    },
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > most) map.delete(map.keys().next().value!)
}
