import { day, later, type Utc } from '#domain/time.ts'

/** A break-glass account is tried at least so often. */
export const testEveryDays = 365

export const untestedSince = (now: Utc): Utc => later(now, -testEveryDays * day)

interface Kept {
  administrator: boolean
  disabled: boolean
  passkeys: number
}

/** Whether somebody could come in with this account on the day on which nothing outside answers. */
export const holdsOnTheDay = ({ administrator, disabled, passkeys }: Kept): boolean => administrator && !disabled && passkeys > 0

export type PasswordFault = 'no-provider' | 'no-break-glass' | 'no-way-of-your-own'

/** Why passwords cannot be switched off, if so: whoever does it, and one account that needs nobody outside, still come in. */
export function passwordFault(
  house: { providers: number; breakGlass: readonly Kept[] },
  own: 'program' | { linked: number; passkeys: number },
): PasswordFault | undefined {
  if (house.providers === 0) return 'no-provider'
  if (!house.breakGlass.some(holdsOnTheDay)) return 'no-break-glass'
  return own === 'program' || own.linked + own.passkeys > 0 ? undefined : 'no-way-of-your-own'
}

/** Whether a passkey must stay: it is the last one, and without it nobody of this account comes in, or comes in too easily. */
export const passkeyStays = (of: {
  left: number
  linked: number
  /** A password alone is not enough for this account. */
  demanded: boolean
  code: boolean
  passwordOff: boolean
  breakGlass: boolean
}): boolean => of.left === 0 && (of.breakGlass || (of.demanded && !of.code) || (of.passwordOff && of.linked === 0))
