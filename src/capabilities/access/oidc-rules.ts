import { findIdentityNumbers } from '#domain/privacy.ts'
import { no, ok, type Result } from '#domain/result.ts'

/** Claims of HelseID: utviklerportal.nhn.no, «Claims», in domain.md § 18. */
const helseid = {
  pseudonym: 'helseid://claims/identity/pid_pseudonym',
  level: 'helseid://claims/identity/security_level',
} as const
const highestLevel = '4'

/** What is taken of all that a provider says of a person. Nothing else is kept, so nothing else can leak. */
export interface Told {
  subject: string
  /** Whether the provider asked for two factors. */
  strong: boolean
}

const longestSubject = 255

const isIdentityNumber = (text: string): boolean => findIdentityNumbers(text).some(({ certainty }) => certainty !== 'possible')

/**
 * Who somebody is to a provider, and how sure it is. HelseID's pseudonym stands before `sub`; the national identity number is looked at
 * nowhere, and a name that is one is refused.
 */
export function toldOf(
  claims: Readonly<Record<string, unknown>>,
  provider: { profile: 'plain' | 'helseid'; strong: readonly string[] },
): Result<Told, 'no-subject' | 'identity-number'> {
  const pseudonym = provider.profile === 'helseid' ? claims[helseid.pseudonym] : undefined
  const subject = typeof pseudonym === 'string' && pseudonym !== '' ? pseudonym : claims.sub
  if (typeof subject !== 'string' || subject === '' || subject.length > longestSubject) return no('no-subject')
  if (isIdentityNumber(subject)) return no('identity-number')
  return ok({ subject, strong: isStrong(claims, provider) })
}

function isStrong(
  claims: Readonly<Record<string, unknown>>,
  { profile, strong }: { profile: string; strong: readonly string[] },
): boolean {
  if (profile === 'helseid' && claims[helseid.level] === highestLevel) return true
  if (typeof claims.acr === 'string' && strong.includes(claims.acr)) return true
  // RFC 8176, 2: `mfa` is multiple-factor authentication.
  return Array.isArray(claims.amr) && claims.amr.includes('mfa')
}

/** Whether a scope would ask for the national identity number; such a one is never asked. */
export const asksForIdentityNumber = (scope: string): boolean =>
  /(^|[/:._-])(pid|ssn|fnr|fodselsnummer|national[-_]?(id|identity)([-_]?number)?)$/i.test(scope)

/** A page of ours to come back to; what leads elsewhere, or is read otherwise by a browser (WHATWG URL, 4.4), leads to the front page. */
export const ownPath = (path: string | undefined): string =>
  path && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(path) && !path.startsWith('/sign-in/') ? path : '/'
