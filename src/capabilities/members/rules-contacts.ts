import { clockText } from '#domain/dates.ts'
import { findIdentityNumbers } from '#domain/privacy.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { ConfirmationState, ContactRole, NightState } from './contract.ts'
import { confirmedDays } from './rules.ts'

/** After so long without a word a contact is overdue, and the team is told. */
export const overdueDays = 365
/** So long before, its organisation is asked: who answers a letter never turns overdue. */
export const askAfterDays = overdueDays - 30
/** Who did not answer is reminded once, when the contacts turn overdue. */
export const remindAfterDays = 30
/** How long the link of a letter confirms. */
export const linkDays = 30
/** How long a test call at night says that somebody answers there. */
export const testedDays = 365
/** A test call is noted at most so long afterwards. */
export const notedWithinDays = 30

/** How sure a contact is. What nobody ever confirmed counts from when it was written down, and is never *confirmed*. */
export function confirmationState(confirmedAt: Utc | null, createdAt: Utc, now: Utc): ConfirmationState {
  if ((confirmedAt ?? createdAt) <= later(now, -overdueDays * day)) return 'overdue'
  return confirmedAt !== null && confirmedAt >= later(now, -confirmedDays * day) ? 'confirmed' : 'not-confirmed'
}

/** Whether it is night in Norway: from 22 until 7, when few are at work. */
export function isNight(at: Utc): boolean {
  const clock = Number(clockText(at, 'en').slice(0, 2))
  return clock >= 22 || clock < 7
}

/** Whether somebody answers at night. `answeredAt` is when somebody last did at this very number. */
export function nightState(telephone: string | null, answeredAt: Utc | null, now: Utc): NightState {
  if (telephone === null) return 'no-number'
  return answeredAt !== null && answeredAt >= later(now, -testedDays * day) ? 'tested' : 'not-tested'
}

/** Whether a contact has what its role demands: somebody to write to or ring, and around the clock a number. */
export function contactFault(contact: {
  role: ContactRole
  email: string | null
  telephone: string | null
}): 'no-way-to-reach' | 'telephone-needed' | undefined {
  if (contact.email === null && contact.telephone === null) return 'no-way-to-reach'
  return contact.role === 'operations-24/7' && contact.telephone === null ? 'telephone-needed' : undefined
}

/** Words by which the address of a function is known. */
const functions =
  /sikker|security|tryggleik|drift|vakt|post|ikt|soc|cert|csirt|noc|help|hjelp|service|support|beredskap|personvern|privacy|dpo|pvo|presse|press|media|kommunikasjon|ledelse|leiing|leder|direkt|firma|abuse|varsel|info|kontakt|contact|admin|system|ops|duty|kunde|radgiver|ciso|avdeling|kontor|it\b|\bit/
const freeMail = /@(?:gmail|hotmail|outlook|live|icloud|yahoo|proton|protonmail|online|broadpark|getmail)\.(?:com|no|me|net)$/

/** Whether an address looks like that of one person, who is ill or leaves. Only for a gentle word, never to refuse. */
export function looksPersonal(email: string | null): boolean {
  if (email === null) return false
  const address = email.toLowerCase()
  const [local = ''] = address.split('@')
  if (functions.test(local)) return false
  return freeMail.test(address) || /^\p{L}{2,}(?:[.-]\p{L}+)*[._]\p{L}{2,}\d{0,2}$/u.test(local)
}

/** RFC 3463, 2: a permanent failure (5.x.x), but for a mailbox that is full (5.2.2), which somebody may empty. */
export const isHardBounce = (reply: string): boolean =>
  /^(?:5\d\d|5\.\d{1,3}\.\d{1,3})\b/.test(reply.trim()) && !/\b5\.2\.2\b|\b552\b/.test(reply)

/** A call that is not noted: it is yet to come, or too long ago. */
export const callFault = (at: Utc, now: Utc): 'call-in-future' | 'call-too-old' | undefined => {
  if (at > now) return 'call-in-future'
  return at < later(now, -notedWithinDays * day) ? 'call-too-old' : undefined
}

/** An order in which one has moved a place up or down; unchanged at the end. */
export function moved<Item>(items: readonly Item[], item: Item, up: boolean): Item[] {
  const from = items.indexOf(item)
  const to = up ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= items.length) return [...items]
  return items.with(from, items[to]!).with(to, item)
}

/** Whether somebody's identity number stands in one of these texts. */
export const holdsIdentityNumber = (...texts: string[]): boolean =>
  texts.some((text) => findIdentityNumbers(text).some(({ certainty }) => certainty !== 'possible'))
