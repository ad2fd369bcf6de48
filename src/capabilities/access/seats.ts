import { findOrganisation } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { isOwn, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { MemberRole, SeatLine } from './contract.ts'
import { withdrawOf } from './invitations.ts'
import { keepsAnAdministrator, keepsPeople } from './rules-people.ts'
import * as rows from './store-people.ts'

/** Who has access to an organisation: to its own people, and to the team. */
export async function listSeats(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
): Promise<Result<{ people: SeatLine[]; mayChange: boolean }, 'not-found'>> {
  if (!(await isKnown(tx, scope, organisation))) return no('not-found')
  const found = await rows.seatsAt(tx, scope, organisation)
  return ok({
    people: found.map((seat) => ({ ...seat, self: seat.id === scope.who.id })),
    mayChange: keepsPeople(scope, organisation) && scope.who.kind !== 'key',
  })
}

const isKnown = async (tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<boolean> =>
  isOwn(scope, organisation) && (await findOrganisation(tx, organisation)) !== undefined

export type SeatRefusal = 'person-needed' | 'not-found' | 'not-your-role' | 'not-yourself' | 'last-administrator-there'

/**
 * Gives somebody another role at an organisation, or takes their access away. Their sessions end, and so do the
 * invitations of whoever keeps people no more; an administrator always remains.
 */
export async function changeSeat(
  tx: Tx,
  scope: Scope,
  { id, person, role }: { id: Id<'org'>; person: Id<'usr'>; role: MemberRole | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, SeatRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  if (!(await isKnown(tx, scope, id))) return no('not-found')
  if (!keepsPeople(scope, id)) return no('not-your-role')
  await rows.holdSeats(tx, id)
  const seats = await rows.seatsAt(tx, scope, id)
  const held = seats.filter((seat) => seat.id === person)
  if (held.length === 0) return no('not-found')
  if (person === scope.who.id) return no('not-yourself')
  const keeps = held.some((seat) => seat.role === 'member-security' && !seat.disabled)
  if (keeps && role !== 'member-security' && !keepsAnAdministrator(seats, person)) return no('last-administrator-there')
  await rows.keepSeat(tx, scope, id, person, role)
  if (role !== 'member-security') await withdrawOf(tx, scope, person, (organisation) => organisation !== id, now)
  const detail = { name: held[0]!.displayName, ...(role && { role }) }
  await audit(tx, { action: role ? 'seat.changed' : 'seat.ended', object: person, organisation: id, detail }, now)
  return ok({})
}
