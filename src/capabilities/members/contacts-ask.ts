import { v5 } from 'uuid'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import { emit } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { linkToken, readLinkToken } from '#platform/link-token.ts'
import { type LetterLost, letterLost, type Post, sendLetter } from '#platform/mail/letter.ts'
import { keyFacts } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { confirmContacts, noteBounce, shownContacts } from './contacts.ts'
import { type ContactRole, type ContactsOverdue, contactsOverdue } from './contract.ts'
import { askAfterDays, linkDays, remindAfterDays } from './rules-contacts.ts'
import * as register from './store.ts'
import * as store from './store-contacts.ts'
import { heldContacts } from './store-held.ts'
import { askingWords } from './words-contacts.ts'

export type Asking = Post & { config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>; db: Db }

/** To whom a letter goes first. Whoever minds privacy or the press is asked when there is nobody else. */
const asked: readonly ContactRole[] = ['security', 'management', 'operations-24/7', 'privacy', 'media']

const keyOf = (config: Post['config']): Buffer => createSecretBox(config).keyFor('contact links')

/** A mailbox as a link names it. */
const mailboxOf = (contact: Id<'con'>, email: string): string => v5(email.toLowerCase(), uuidOf(contact))

/** What opens the contacts that a round asks about, for one mailbox of one contact. */
export const confirmToken = (
  config: Post['config'],
  round: string,
  { id, email }: { id: Id<'con'>; email: string },
  expiresAt: Utc,
): string => linkToken(keyOf(config), [round, uuidOf(id), mailboxOf(id, email)], expiresAt)

/** To whom an organisation is written: the first with a mailbox that is not lost; a reminder to the next, if there is one. */
function addresseeOf(
  contacts: readonly store.TrustedRow[],
  isReminder: boolean,
): (store.TrustedRow & { email: string }) | undefined {
  const withMail = asked
    .flatMap((role) => contacts.filter((contact) => contact.role === role))
    .filter((contact): contact is store.TrustedRow & { email: string } => contact.email !== null && !contact.lost)
  return (isReminder ? withMail[1] : undefined) ?? withMail[0]
}

/** The contacts of an organisation without those that are held: whoever put these is nobody there any more. */
async function trustedContacts(tx: Tx, organisation: Id<'org'>): Promise<store.TrustedRow[]> {
  const held = await heldContacts(tx, tx.scope, [organisation])
  return (await store.trustedContacts(tx, tx.scope, organisation)).filter(({ id }) => !held.has(id))
}

/** Writes the letter of a round, in the transaction that notes it. */
async function write(
  tx: Tx,
  world: Asking,
  round: string,
  organisation: Id<'org'>,
  isReminder: boolean,
  now: Utc,
): Promise<string | undefined> {
  const name = (await register.namesOf(tx, tx.scope, [organisation])).get(organisation)
  const contacts = await trustedContacts(tx, organisation)
  const addressee = addresseeOf(contacts, isReminder)
  if (!addressee || name === undefined) return undefined
  const { email, language, pgpKey } = addressee
  const url = (world.config.VARDE_PUBLIC_URL ?? `http://${world.config.VARDE_HOST}:${world.config.VARDE_PORT}`).replace(
    /\/+$/,
    '',
  )
  const token = confirmToken(world.config, round, { id: addressee.id, email }, later(now, linkDays * day))
  const constituencies = await store.constituenciesOf(tx, organisation)
  const canEncrypt = pgpKey !== null && (await keyFacts(pgpKey, now))?.canEncrypt
  // Who gave a key is written nothing in the clear, also when the key has ended.
  const isBare = pgpKey !== null && !canEncrypt
  const told = { organisation: name, contacts: isBare ? [] : contacts, isReminder, linkDays }
  const { subject, lines, label } = askingWords(told, language)
  await sendLetter(
    world,
    {
      to: { name: addressee.name, address: email },
      subject,
      lines,
      locale: language,
      ...(!isBare && { tlp: 'TLP:AMBER' }),
      link: { label, url: `${url}/confirm-contacts#${token}` },
      as: constituencies.includes('municipal') && !constituencies.includes('health') ? 'municipal' : 'health',
      about: addressee.id,
      ...(canEncrypt && { encryptTo: pgpKey }),
    },
    tx,
  )
  return email
}

/** Asks one organisation now; at most one letter a day. */
export async function askContacts(
  tx: Tx,
  world: Asking,
  organisation: Id<'org'>,
  now: Utc,
): Promise<Result<{ to: string }, 'not-found' | 'nobody-to-write-to' | 'asked-today'>> {
  if (!(await register.organisationRow(tx, tx.scope, organisation))) return no('not-found')
  if (!addresseeOf(await trustedContacts(tx, organisation), false)) return no('nobody-to-write-to')
  const round = await store.beginRound(tx, organisation, now.slice(0, 10), now)
  if (!round) return no('asked-today')
  const to = (await write(tx, world, round, organisation, false, now))!
  await audit(tx, { action: 'contact.asked', object: organisation, organisation }, now)
  return ok({ to })
}

export const askJob = 'members.ask-contacts'

const scope = systemScope(askJob)
const perTransaction = 100

export interface AskTally {
  overdue: number
  asked: number
  reminded: number
}

/**
 * Tells the team of contacts that nobody has confirmed for a year, and asks their organisations a month before; reminds once. Twice the
 * same day it does nothing more: what is written down goes with the letter, or not at all.
 */
export async function askAll(world: Asking, now: Utc): Promise<AskTally> {
  const tally: AskTally = { overdue: 0, asked: 0, reminded: 0 }
  const each = async (count: keyof AskTally, step: (tx: Tx) => Promise<number>) => {
    for (let done = perTransaction; done === perTransaction; tally[count] += done) done = await world.db.in(scope, step)
  }
  await each('overdue', async (tx) => {
    const told = await store.tellOverdue(tx, now, perTransaction)
    for (const organisation of told) {
      const contacts = await store.stillTold(tx, scope, organisation)
      await emit(tx, contactsOverdue, { organisation, contacts } satisfies ContactsOverdue, now)
    }
    return told.length
  })
  await each('asked', async (tx) => {
    const due = await store.organisationsToAsk(tx, later(now, -askAfterDays * day), perTransaction)
    for (const organisation of due) {
      const round = await store.beginRound(tx, organisation, now.slice(0, 10), now)
      if (round) await write(tx, world, round, organisation, false, now)
    }
    return due.length
  })
  await each('reminded', async (tx) => {
    const due = await store.roundsToRemind(tx, later(now, -remindAfterDays * day), perTransaction)
    for (const { id, organisation } of due) {
      await store.noteReminded(tx, id, now)
      await write(tx, world, id, organisation, true, now)
    }
    return due.length
  })
  return tally
}

export const askJobOf = (world: Asking): Job => ({
  name: askJob,
  cron: '20 8 * * 1-5',
  async run(_data, { log }) {
    const tally = await askAll(world, world.clock.now())
    if (tally.overdue + tally.asked + tally.reminded > 0) log.info({ ...tally }, 'contacts were asked for')
  },
})

/** A letter of ours that came to nothing says something of the contact it went to. */
export const letterCameToNothing: Reaction = {
  consumer: 'members.letters',
  kinds: [letterLost],
  async handle(tx, events, { now }) {
    for (const event of events) {
      const { about, reply } = event.payload as LetterLost
      if (!about?.startsWith('con_')) continue
      const contact = await register.contactRow(tx, tx.scope, about as Id<'con'>)
      if (contact?.email) await noteBounce(tx, { contact: contact.id, address: contact.email, reply }, now)
    }
  },
}

interface Opened {
  organisation: Id<'org'>
  contact: Id<'con'>
  answeredAt: Utc | null
  expiresAt: Utc
}

/** What the token of a letter opens, while the contact that it was sent to still has that mailbox and is not held. Whoever has none that fits learns nothing. */
async function open(db: Db, config: Post['config'], token: string, now: Utc): Promise<Opened | undefined> {
  const named = readLinkToken(keyOf(config), token, 3, now)
  if (!named) return undefined
  const [round, id, mailbox] = named.ids as [string, string, string]
  return db.read(scope, async (tx) => {
    const found = await store.roundOf(tx, round)
    const contact = await register.contactRow(tx, scope, toId('con', id))
    if (!found || !contact?.email || mailboxOf(contact.id, contact.email) !== mailbox) return undefined
    if ((await heldContacts(tx, scope, [found.organisation])).has(contact.id)) return undefined
    return { ...found, contact: contact.id, expiresAt: named.expiresAt }
  })
}

/** The holder of a letter's link: sees and confirms the contacts of that one organisation. */
const holderScope = ({ organisation, contact }: Opened, name: string): Scope => ({
  who: { kind: 'link', id: contact, name },
  roles: ['member-security'],
  team: false,
  organisations: [organisation],
})

/** The contacts that a letter asks about. Reading changes nothing: a mail server that follows links confirms nothing. */
export async function readConfirmLink(db: Db, config: Post['config'], token: string, now: Utc) {
  const opened = await open(db, config, token, now)
  if (!opened) return no('bad-contact-link')
  const holder = holderScope(opened, '')
  return db.read(holder, async (tx) => {
    const organisation = await register.organisationRow(tx, holder, opened.organisation)
    if (!organisation || organisation.gone) return no('bad-contact-link')
    const contacts = await shownContacts(tx, holder, opened.organisation, now)
    const language = contacts.find(({ id }) => id === opened.contact)?.language ?? organisation.language
    const shown = contacts.map(({ id, role, name, email, telephone, confirmedAt, confirmation }) => ({
      id,
      role,
      name,
      email,
      telephone,
      confirmedAt,
      confirmation,
    }))
    return ok({
      organisation: organisation.name,
      language,
      contacts: shown,
      answeredAt: opened.answeredAt,
      expiresAt: opened.expiresAt,
    })
  })
}

/** Confirms what the holder of a link was shown; pressed again it changes nothing. */
export async function confirmByLink(
  db: Db,
  config: Post['config'],
  { token, ids }: { token: string; ids: readonly Id<'con'>[] },
  now: Utc,
): Promise<Result<{ confirmed: number }, 'bad-contact-link'>> {
  const opened = await open(db, config, token, now)
  if (!opened) return no('bad-contact-link')
  if (opened.answeredAt) return ok({ confirmed: 0 })
  const bare = holderScope(opened, '')
  const addressee = await db.read(bare, (tx) => register.contactRow(tx, bare, opened.contact))
  const holder = holderScope(opened, addressee?.name ?? opened.contact)
  return db.in(holder, async (tx) => {
    const done = await confirmContacts(tx, holder, opened.organisation, { ids }, now)
    return done.ok ? done : no('bad-contact-link')
  })
}
