import type { Role } from '#domain/endpoint.ts'

/** Written help: a page for each who works here, for those who write warnings, and for those who keep the register and what it says of an organisation, `docs/user/LOCALE/GUIDE.md`. */
export const guides = ['duty', 'warnings', 'register', 'member', 'organisation', 'operator', 'administrator'] as const
export type Guide = (typeof guides)[number]

const ofTheTeam: readonly Role[] = ['duty', 'analyst', 'lead', 'admin']
const onWatch: readonly Role[] = ['duty', 'analyst', 'lead']
const holdsOneOf = (held: readonly Role[], wanted: readonly Role[]): boolean => wanted.some((role) => held.includes(role))

/** Which guides somebody is offered: the team reads all, since it is asked about them on the telephone. */
export const guidesFor = (held: readonly Role[]): readonly Guide[] =>
  holdsOneOf(held, ofTheTeam) ? guides : ['member', 'organisation', 'operator']

/** The guide that is open when nobody has chosen one. */
export function guideOf(held: readonly Role[], operates: boolean): Guide {
  if (holdsOneOf(held, onWatch)) return 'duty'
  if (held.includes('admin')) return 'administrator'
  return operates ? 'operator' : 'member'
}
