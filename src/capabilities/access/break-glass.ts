import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit, type Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { sendLetter } from '#platform/mail/letter.ts'
import { type AlarmReader, alarmLetter } from './break-glass-letter.ts'
import { holdsOnTheDay, passwordFault, untestedSince } from './break-glass-rules.ts'
import { type BreakGlassHappened, breakGlassUntested, breakGlassUsed } from './contract.ts'
import { mailboxOf, ownId } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import * as accounts from './store.ts'
import { linkedOf, providers } from './store-oidc.ts'
import { passkeysOf } from './store-passkeys.ts'
import * as store from './store-ways.ts'

type Done = Record<string, never>

/** Whether this account may not sign in with its password. */
export const isPasswordOff = async (tx: Tx, person: Id<'usr'>): Promise<boolean> =>
  (await store.policy(tx, signInScope)).passwordFor !== 'everybody' && !(await store.isBreakGlass(tx, signInScope, person))

/** Whether only its key lets this account in: it is for the day on which nothing outside answers, and has one on a device of its own. */
export const comesByPasskeyAlone = async (tx: Tx, { id, hasPasskey }: accounts.Account): Promise<boolean> =>
  hasPasskey && (await store.isBreakGlass(tx, signInScope, id)) && (await passkeysOf(tx, signInScope, id)).some(isHardware)

const isHardware = ({ device }: { device: 'one' | 'several' }): boolean => device === 'one'

/** Raises the alarm when it was a break-glass account that came in; in the transaction of the sign-in, without anybody outside. */
export async function noteBreakGlass(tx: Tx, account: accounts.Account, address: string, now: Utc): Promise<void> {
  if (!(await store.isBreakGlass(tx, signInScope, account.id))) return
  await store.touchBreakGlass(tx, signInScope, account.id, now)
  await audit(tx, { action: 'session.break-glass', object: account.id, detail: { name: account.name, address } }, now)
  const happened: BreakGlassHappened = { person: account.id, name: account.displayName, at: now, address }
  await emit(tx, breakGlassUsed, happened, now)
}

/** Who may sign in how, and what is lacking before passwords can be switched off. */
export async function readPolicy(tx: Tx, scope: Scope) {
  const { passwordFor, alarmMail, changedAt, changedBy } = await store.policy(tx, scope)
  const breakGlass = await store.breakGlassAccounts(tx, scope)
  const { admins, of } = await alarmReaders(tx, scope)
  const people = await store.lockedOutWithoutPassword(tx, scope)
  return {
    people,
    passwordFor,
    alarmMail,
    alarmed: { admins, of },
    changedAt,
    changedBy,
    lacks: passwordFault(await houseOf(tx, scope), await ownWays(tx, scope)) ?? null,
    breakGlass: breakGlass.map((account) => ({ ...account, ready: holdsOnTheDay(account) })),
  }
}

const houseOf = async (tx: Tx, scope: Scope) => ({
  providers: (await providers(tx, scope, { enabled: true })).length,
  breakGlass: await store.breakGlassAccounts(tx, scope),
})

async function ownWays(tx: Tx, scope: Scope): Promise<'program' | { linked: number; passkeys: number }> {
  const person = ownId(scope)
  if (!person) return 'program'
  return {
    linked: await linkedOf(tx, scope, person),
    passkeys: (await passkeysOf(tx, scope, person)).length,
  }
}

/** Says who may sign in with a password; refused when somebody would be locked out by it. */
export async function setPolicy(
  tx: Tx,
  scope: Scope,
  wanted: Pick<store.Policy, 'passwordFor' | 'alarmMail'>,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'would-lock-out'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const before = await store.policy(tx, scope, true)
  if (wanted.passwordFor !== 'everybody' && before.passwordFor === 'everybody') {
    if (passwordFault(await houseOf(tx, scope), await ownWays(tx, scope))) return no('would-lock-out')
  }
  await store.setPolicy(tx, scope, wanted, now)
  await audit(tx, { action: 'sign-in.policy', object: 'sign-in', detail: wanted }, now)
  return ok({})
}

/** Whether the house would have no break-glass account that holds without this one, while it needs one. */
export async function isNeededOnTheDay(tx: Tx, scope: Scope, person: Id<'usr'>): Promise<boolean> {
  if ((await store.policy(tx, scope, true)).passwordFor === 'everybody') return false
  const ready = (await store.breakGlassAccounts(tx, scope)).filter(holdsOnTheDay)
  return ready.length > 0 && ready.every((account) => account.person === person)
}

/** Makes an account one for the day on which nothing outside answers, or one like all others. */
export async function markBreakGlass(
  tx: Tx,
  scope: Scope,
  person: Id<'usr'>,
  wanted: boolean,
  now: Utc,
): Promise<Result<Done, 'person-needed' | 'not-found' | 'last-break-glass' | 'hardware-key-needed'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const account = await accounts.accountInTurn(tx, scope, person)
  if (!account) return no('not-found')
  if (!wanted && (await isNeededOnTheDay(tx, scope, person))) return no('last-break-glass')
  const onlyCopies = account.hasPasskey && !(await passkeysOf(tx, scope, person)).some(isHardware)
  if (wanted && onlyCopies && !account.hasSecondFactor) return no('hardware-key-needed')
  const changed = wanted ? await store.markBreakGlass(tx, scope, person, now) : await store.unmarkBreakGlass(tx, scope, person)
  if (changed)
    await audit(
      tx,
      { action: wanted ? 'break-glass.marked' : 'break-glass.unmarked', object: person, detail: { name: account.name } },
      now,
    )
  return ok({})
}

const alarmJobName = 'access.break-glass-alarm'
const untestedJobName = 'access.break-glass-untested-check'

/** The alarm goes out after the sign-in, which waits for nobody. */
export const alarm: Reaction = {
  consumer: 'access.alarm',
  kinds: [breakGlassUsed],
  async handle(tx, events, { jobs }) {
    for (const { payload, position } of events) await jobs.ask(alarmJobName, payload as object, { tx, once: String(position) })
  },
}

/** Who is written to: the mailbox that was chosen, and every administrator whose account is named by an address. */
async function alarmReaders(tx: Tx, scope: Scope): Promise<{ readers: AlarmReader[]; admins: number; of: number }> {
  const { alarmMail } = await store.policy(tx, scope)
  const administrators = await store.administrators(tx, scope)
  const written = administrators.flatMap(({ name, displayName, locale }) =>
    mailboxOf({ name }) ? [{ name: displayName, address: name, locale }] : [],
  )
  const isTold = written.some(({ address }) => address === alarmMail?.toLowerCase())
  const mailbox: AlarmReader[] = alarmMail && !isTold ? [{ name: 'Varde', address: alarmMail, locale: 'nb' }] : []
  return { readers: [...mailbox, ...written], admins: written.length, of: administrators.length }
}

/** Writes to each who is told, in one transaction: all letters wait, or none does. */
const alarmJob = ({ db, jobs, config, clock }: World): Job => ({
  name: alarmJobName,
  async run(data) {
    const happened = data as BreakGlassHappened
    const scope = systemScope(alarmJobName)
    await db.in(scope, async (tx) => {
      for (const reader of (await alarmReaders(tx, scope)).readers)
        await sendLetter({ jobs, config, clock }, alarmLetter(reader, happened, config.VARDE_PUBLIC_URL), tx)
    })
  },
})

/** Once a day: whichever break-glass account nobody has tried for a year becomes a task. */
const untestedJob = (db: Db, clock: Clock): Job => ({
  name: untestedJobName,
  cron: '20 7 * * *',
  async run() {
    const now = clock.now()
    const scope = systemScope(untestedJobName)
    await db.in(scope, async (tx) => {
      for (const { id, name } of await store.remindOfUntested(tx, scope, untestedSince(now), now)) {
        const happened: BreakGlassHappened = { person: id, name, at: now }
        await emit(tx, breakGlassUntested, happened, now)
      }
    })
  },
})

export const breakGlassJobNames = [alarmJobName, untestedJobName]
export const breakGlassJobs = (world: World): Job[] => [alarmJob(world), untestedJob(world.db, world.clock)]
