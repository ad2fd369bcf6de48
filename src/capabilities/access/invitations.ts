import type { z } from 'zod'
import { findOrganisation, organisationNames } from '#capabilities/members/index.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, ownOrganisations, type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type Post, sendLetter } from '#platform/mail/letter.ts'
import { hashPassword } from '#platform/password.ts'
import { describe } from './actions.ts'
import { isPasswordOff } from './break-glass.ts'
import type { accessApi, Me } from './contract.ts'
import { invitationLetter } from './letters.ts'
import { hasNoWayIn, ownId, scopeOfPerson, wayInDays, weaknessOf } from './rules.ts'
import { againMinutes, invitationDays, isNamedByAnother, keepsPeople, mayInvite, rolesFit } from './rules-people.ts'
import * as store from './store.ts'
import * as rows from './store-people.ts'
import { insertStep, personOfLink, policy } from './store-ways.ts'
import { hashOf, newPasswordText, newToken } from './tokens.ts'

type Given<Name extends keyof typeof accessApi> = z.output<(typeof accessApi)[Name]['input']>
type Done = Record<string, never>

/** Whoever holds the link of an invitation is nobody yet: the program acts for them, on the word of whoever invited. */
const asProgram = systemScope('invitation')

/** What inviting needs of the world: the queue of letters, and under which address people reach this site. */
export interface Office extends Post {
  db: Db
  origin: string
}

/** One page of the invitations that nobody has accepted yet, newest first. */
export async function listInvitations(tx: Tx, scope: Scope, page: Given<'invitations'>, now: Utc) {
  const seen = { ...scope, organisations: ownOrganisations(scope).filter((id) => holdsFor(scope, id, 'member-security')) }
  const found = await rows.openInvitations(tx, seen, { ...page, limit: page.limit + 1 })
  const shown = found.slice(0, page.limit)
  const names = await organisationNames(
    tx,
    shown.flatMap(({ organisation }) => organisation ?? []),
  )
  return {
    rows: shown.map(({ invitedBy: _, invitedByName, locale: __, open: ___, organisation, ...row }) => ({
      ...row,
      organisation: organisation && { id: organisation, name: names.get(organisation) ?? '' },
      invitedBy: invitedByName,
      expired: now >= row.expiresAt,
    })),
    ...(found.length > shown.length && { next: shown.at(-1)!.id }),
  }
}

export type InviteRefusal = 'person-needed' | 'not-found' | 'not-your-role' | 'role-does-not-fit' | 'too-many-invitations'

/**
 * Invites somebody by mail. Whether the address already has an account is neither asked nor told; whoever has one signs in with it and
 * gets the seat.
 */
export async function invite(
  office: Office,
  scope: Scope,
  given: Given<'invite'>,
  now: Utc,
): Promise<Result<{ id: Id<'inv'> }, InviteRefusal>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const { organisation, roles, locale } = given
  const token = newToken()
  return office.db.in(scope, async (tx) => {
    const at = organisation && (await findOrganisation(tx, organisation))
    if (organisation && !at) return no('not-found')
    if (!keepsPeople(scope, organisation)) return no('not-your-role')
    if (!rolesFit(organisation, roles)) return no('role-does-not-fit')
    const email = given.email.trim().toLowerCase()
    if (!(await mayWrite(tx, scope, organisation, email, now))) return no('too-many-invitations')
    const id = newId('inv')
    const expiresAt = later(now, invitationDays * day)
    const row = {
      id,
      organisation,
      roles,
      locale,
      email,
      createdAt: now,
      sentAt: now,
      expiresAt,
    }
    const invited = { ...row, invitedBy: scope.who.id, invitedByName: scope.who.name }
    await rows.insertInvitation(tx, scope, { ...invited, tokenHash: hashOf(token) })
    await audit(tx, { action: 'invitation.made', object: id, organisation: organisation ?? undefined, detail: { roles } }, now)
    await send(office, tx, invited, at?.name ?? null, token)
    return ok({ id })
  })
}

/** Whether another letter may go to a mailbox today. Whoever runs the program is not counted. */
async function mayWrite(tx: Tx, scope: Scope, organisation: Id<'org'> | null, email: string, now: Utc): Promise<boolean> {
  if (scope.who.kind !== 'person') return true
  await rows.holdInviting(tx, organisation)
  return mayInvite(await rows.lettersSince(tx, scope, { organisation, email, since: later(now, -day) }))
}

const send = (office: Office, tx: Tx, row: Omit<rows.InvitationRow, 'open'>, organisation: string | null, token: string) =>
  sendLetter(office, invitationLetter(row, organisation, `${office.origin}/invitation#${token}`), tx)

/** Sends the letter again with a new link, which lasts as long as the first did. Whoever sends it is who invites from now on. */
export async function inviteAgain(
  office: Office,
  scope: Scope,
  id: Id<'inv'>,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'not-found' | 'just-sent' | 'too-many-invitations'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const token = newToken()
  return office.db.in(scope, async (tx) => {
    const row = await rows.invitationInTurn(tx, scope, { id })
    if (!row?.open || !keepsPeople(scope, row.organisation)) return no('not-found')
    if (now < later(row.sentAt, againMinutes * 60_000)) return no('just-sent')
    if (!(await mayWrite(tx, scope, row.organisation, row.email, now))) return no('too-many-invitations')
    const expiresAt = later(now, invitationDays * day)
    const invited = { ...row, expiresAt, invitedBy: scope.who.id, invitedByName: scope.who.name }
    await rows.renewInvitation(tx, scope, { ...invited, tokenHash: hashOf(token), sentAt: now })
    await audit(tx, { action: 'invitation.sent-again', object: id, organisation: row.organisation ?? undefined }, now)
    const at = row.organisation && (await findOrganisation(tx, row.organisation))
    await send(office, tx, invited, at?.name ?? null, token)
    return ok({})
  })
}

/** Takes an invitation back: its link opens nothing any more. */
export async function withdraw(
  tx: Tx,
  scope: Scope,
  id: Id<'inv'>,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'not-found'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const row = await rows.invitationInTurn(tx, scope, { id })
  if (!row?.open || !keepsPeople(scope, row.organisation)) return no('not-found')
  await rows.closeInvitation(tx, scope, id, 'withdrawn', now)
  await audit(tx, { action: 'invitation.withdrawn', object: id, organisation: row.organisation ?? undefined }, now)
  return ok({})
}

/** Takes back what somebody invited to, where they keep no people any more. */
export async function withdrawOf(
  tx: Tx,
  scope: Scope,
  inviter: Id<'usr'>,
  stillKeeps: (organisation: Id<'org'> | null) => boolean,
  now: Utc,
): Promise<void> {
  const open = await rows.openInvitationsBy(tx, scope, inviter)
  for (const { id, organisation } of open.filter((row) => !stillKeeps(row.organisation))) {
    await rows.closeInvitation(tx, scope, id, 'withdrawn', now)
    await audit(tx, { action: 'invitation.withdrawn', object: id, organisation: organisation ?? undefined }, now)
  }
}

/**
 * The invitation of a link that still opens. Wrong, used, withdrawn, run out and of somebody who keeps no people there any more are one
 * answer.
 */
async function invitationOf(tx: Tx, token: string, now: Utc): Promise<rows.InvitationRow | undefined> {
  const row = await rows.invitationInTurn(tx, asProgram, { tokenHash: hashOf(token) })
  return row?.open && now < row.expiresAt && (await isVouchedFor(tx, row)) ? row : undefined
}

async function isVouchedFor(tx: Tx, { invitedBy, organisation }: rows.InvitationRow): Promise<boolean> {
  // The command line has no account: whoever may run it is trusted on the machine itself.
  if (!invitedBy.startsWith('usr_')) return true
  const inviter = await store.accountById(tx, asProgram, invitedBy as Id<'usr'>)
  return inviter !== undefined && keepsPeopleAsOf(inviter)(organisation)
}

/** Whose people an account keeps, whichever organisation it acts for at the moment. */
export const keepsPeopleAsOf = (account: store.Account) => {
  const scope = scopeOfPerson({ ...account, actsFor: null })
  return (organisation: Id<'org'> | null): boolean => !account.disabled && keepsPeople(scope, organisation)
}

/** Who invites to what, for whoever holds the link. */
export const open = (db: Db, token: string, now: Utc) =>
  db.in(asProgram, async (tx) => {
    const row = (await invitationOf(tx, token, now)) ?? (await halfwayOf(tx, token, now))?.row
    if (!row) return no('invitation-over')
    const { roles, email, expiresAt, invitedByName: invitedBy } = row
    const at = row.organisation && (await findOrganisation(tx, row.organisation))
    return ok({ roles, email, expiresAt, invitedBy, organisation: at?.name ?? null })
  })

/**
 * Makes an account named by the address that was invited, with the roles of the invitation. Whoever holds the link reads the mail of that
 * address, so they alone may learn that it has an account already. Where passwords are off there is none to choose: the newcomer is let in to
 * add a passkey or a provider, and for some days again until there is one.
 */
export async function accept(
  db: Db,
  given: { token: string; displayName: string; password?: string | undefined; locale: Locale },
  now: Utc,
): Promise<Result<{ name: string; newcomer?: store.Account }, 'invitation-over' | 'weak-password' | 'has-account'>> {
  const { token, displayName, locale } = given
  const halfway = await db.in(asProgram, (tx) => comeBack(tx, token, now))
  if (halfway) return ok({ name: halfway.name, newcomer: halfway })
  const known = await open(db, token, now)
  if (!known.ok) return known
  const passwordOff = (await db.read(asProgram, (tx) => policy(tx, asProgram))).passwordFor !== 'everybody'
  const password = passwordOff ? newPasswordText() : (given.password ?? '')
  if (weaknessOf(password, known.value.email)) return no('weak-password')
  const passwordHash = await hashPassword(password)
  return db.in(asProgram, async (tx) => {
    const row = await invitationOf(tx, token, now)
    if (!row) return no('invitation-over')
    const id = newId('usr')
    const person = { id, name: row.email, displayName, passwordHash, passwordUntil: null, locale, teamRoles: [], createdAt: now }
    if (!(await store.insertPerson(tx, asProgram, person))) return no('has-account')
    await take(tx, row, id, now)
    if (!passwordOff) return ok({ name: row.email })
    const link = { tokenHash: hashOf(token), kind: 'link', person: id, provider: null, sealed: '' } as const
    await insertStep(tx, asProgram, { ...link, expiresAt: later(now, wayInDays * day) }, now)
    return ok({ name: row.email, newcomer: (await store.accountById(tx, asProgram, id))! })
  })
}

/** Who accepted with this link where passwords are off, and has no way in yet. */
async function halfwayOf(
  tx: Tx,
  token: string,
  now: Utc,
): Promise<{ row: rows.InvitationRow; account: store.Account } | undefined> {
  const tokenHash = hashOf(token)
  const id = await personOfLink(tx, asProgram, tokenHash, now)
  const [row, account] = [
    id && (await rows.invitationInTurn(tx, asProgram, { tokenHash })),
    id && (await store.accountById(tx, asProgram, id)),
  ]
  if (!row || !account || account.disabled || account.hasSecondFactor) return undefined
  return hasNoWayIn(account) && (await isPasswordOff(tx, account.id)) ? { row, account } : undefined
}

/** The newcomer whose link opens again; the session before ends. */
async function comeBack(tx: Tx, token: string, now: Utc): Promise<store.Account | undefined> {
  const account = (await halfwayOf(tx, token, now))?.account
  if (account) await store.deleteSessionsOfWay(tx, asProgram, account.id, 'link')
  return account
}

/** Accepts an invitation with the account that is signed in, unless that belongs to another address than was invited. */
export async function acceptSignedIn(
  db: Db,
  scope: Scope,
  token: string,
  now: Utc,
): Promise<Result<{ me: Me }, 'person-needed' | 'invitation-over' | 'other-address'>> {
  const id = ownId(scope)
  if (!id) return no('person-needed')
  const taken = await db.in(asProgram, async (tx) => {
    const row = await invitationOf(tx, token, now)
    const account = row && (await store.accountById(tx, asProgram, id))
    if (!account) return no('invitation-over')
    if (isNamedByAnother(account.name, row.email)) return no('other-address')
    await take(tx, row, id, now)
    return ok((await store.accountById(tx, asProgram, id))!)
  })
  return taken.ok ? ok({ me: await describe(db, taken.value, now) }) : taken
}

async function take(tx: Tx, row: rows.InvitationRow, person: Id<'usr'>, now: Utc): Promise<void> {
  await rows.giveRoles(tx, asProgram, person, row.organisation, row.roles)
  await rows.closeInvitation(tx, asProgram, row.id, { acceptedBy: person }, now)
  const detail = { person, roles: row.roles, invitedBy: row.invitedByName }
  await audit(tx, { action: 'invitation.accepted', object: row.id, organisation: row.organisation ?? undefined, detail }, now)
}
