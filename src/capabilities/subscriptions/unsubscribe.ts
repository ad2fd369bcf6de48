import { addressees } from '#capabilities/members/index.ts'
import { publicUrl } from '#capabilities/notices/index.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { linkToken, readLinkToken } from '#platform/link-token.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import type { Choice, Rhythm } from './contract.ts'
import { choicesBy } from './plan.ts'
import { usualChoice } from './rules.ts'
import * as store from './store.ts'

type Sealing = Parameters<typeof createSecretBox>[0]

const keyOf = (config: Sealing): Buffer => createSecretBox(config).keyFor('letters of subscriptions')

/** Old letters are found again, and whoever wants to end them must be able to. */
const linkDays = 5 * 365

const tokenFor = (config: Sealing, contact: Id<'con'>, organisation: Id<'org'>, now: Utc): string =>
  linkToken(keyOf(config), [uuidOf(contact), uuidOf(organisation)], later(now, linkDays * day))

/**
 * How a letter is ended: the page that its reader opens, with the token behind `#`, where no log has it; and the headers by which a mail
 * program ends it in one step (RFC 8058). These need an address that somebody outside can ask, so there are none without HTTPS.
 */
export function waysOut(
  config: Sealing & Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>,
  contact: Id<'con'>,
  organisation: Id<'org'>,
  now: Utc,
): { page: string; headers: Record<string, string> } {
  const token = tokenFor(config, contact, organisation, now)
  const url = publicUrl(config)
  const headers = {
    'List-Unsubscribe': `<${url}/api/unsubscribe/${token}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  return { page: `${url}/unsubscribe#${token}`, headers: url.startsWith('https:') ? headers : {} }
}

interface Reader {
  organisation: { id: Id<'org'>; name: string }
  contact: { id: Id<'con'>; name: string; language: Locale }
  choice: Choice
}

/** Whose letters a token ends; whoever is no contact any more gets none. */
async function readerOf(tx: Tx, config: Sealing, token: string, now: Utc): Promise<Reader | undefined> {
  const named = readLinkToken(keyOf(config), token, 2, now)
  if (!named) return undefined
  const [con, org] = [toId('con', named.ids[0]!), toId('org', named.ids[1]!)]
  const house = (await addressees(tx, [org])).get(org)
  const contact = house?.contacts.find(({ id }) => id === con)
  if (!house || !contact) return undefined
  const choices = (await choicesBy(tx, [org]))(org)
  const choice = choices.get(con) ?? choices.get(null) ?? usualChoice
  return { organisation: house, contact, choice }
}

const scope = systemScope('subscriptions.unsubscribe')

/** What the link in a letter ends. Reading changes nothing: a mail server that follows links ends no letter. */
export const readLink = (
  db: Db,
  config: Sealing,
  token: string,
  now: Utc,
): Promise<Result<{ organisation: string; contact: string; language: Locale; rest: Rhythm }, 'bad-unsubscribe-link'>> =>
  db.read(scope, async (tx) => {
    const reader = await readerOf(tx, config, token, now)
    if (!reader) return no('bad-unsubscribe-link')
    const { organisation, contact, choice } = reader
    return ok({ organisation: organisation.name, contact: contact.name, language: contact.language, rest: choice.rest })
  })

/** Ends the letters to whoever the token was made for, once; what must be done now is still sent. */
export const unsubscribe = (
  db: Db,
  config: Sealing,
  token: string,
  now: Utc,
): Promise<Result<Record<never, never>, 'bad-unsubscribe-link'>> =>
  db.in(scope, async (tx) => {
    const reader = await readerOf(tx, config, token, now)
    if (!reader) return no('bad-unsubscribe-link')
    const whose = { organisation: reader.organisation.id, contact: reader.contact.id }
    const by: Scope = { ...scope, who: { ...scope.who, name: reader.contact.name } }
    const before = await store.heldChoice(tx, by, whose)
    if (reader.choice.rest === 'portal') return ok({})
    const after: Choice = { ...reader.choice, rest: 'portal' }
    await store.saveChoice(tx, by, whose, after, now)
    await store.addStep(tx, by, { ...whose, what: 'unsubscribed', as: 'link', reason: '', before, after }, now)
    const detail = { contact: reader.contact.name }
    await audit(tx, { action: 'subscription.end', object: whose.contact, organisation: whose.organisation, detail }, now)
    return ok({})
  })
