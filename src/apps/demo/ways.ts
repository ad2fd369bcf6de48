import { addPerson, addProvider, markBreakGlass } from '#capabilities/access/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { clockAt } from '#platform/clock.ts'
import { createSecretBox } from '#platform/secret-box.ts'

const program = systemScope('demo')

/** So long ago the account in the safe was made, which nobody has tried since. */
const inSafeDays = 400

/** Gives the demo a provider of sign-in to look at, which leads nowhere and is off, and an account for the day on which nothing outside answers. */
export async function fillWays({ db, clock, config }: Pick<World, 'db' | 'clock' | 'config'>): Promise<void> {
  const helseid = {
    name: 'HelseID',
    issuer: 'https://helseid.example',
    clientId: 'varde-demo',
    profile: 'helseid' as const,
    scopes: ['openid', 'profile', 'helseid://scopes/identity/pid_pseudonym', 'helseid://scopes/identity/security_level'],
    strong: ['Level4'],
  }
  await db.in(program, (tx) => addProvider(tx, createSecretBox(config), program, helseid, clock.now()))
  const then = later(clock.now(), -inSafeDays * day)
  const inSafe = await addPerson(db, clockAt(then), {
    name: 'nodkonto-safe',
    displayName: 'Nødkonto, safen',
    teamRoles: ['admin'],
  })
  if (!inSafe.ok) throw new Error(`the break-glass account of the demo was not added: ${inSafe.reason}`)
  await db.in(program, (tx) => markBreakGlass(tx, program, inSafe.value.id, true, then))
}
