import type { z } from 'zod'
import { type Constituency, constituencies } from '#capabilities/members/contract.ts'
import { setTeamKey, signingKeyOf, teamKeys } from '#capabilities/profile/index.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { keyFacts, makeKey, unlockKey } from '#platform/pgp.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import type { noticesApi, Sender } from './contract.ts'
import { type SenderRow, saveSender, senderRows } from './store-senders.ts'

/** As whom we write until the team says otherwise. Addresses end in `.example` and nobody has a number, so that nothing is invented. */
const usual: Readonly<Record<Constituency, SenderRow>> = {
  health: {
    constituency: 'health',
    name: 'HelseCERT',
    address: 'varsel@helsecert.example',
    telephone: '',
    signature: {
      nb: 'Responsmiljøet for helse- og omsorgssektoren',
      nn: 'Responsmiljøet for helse- og omsorgssektoren',
      en: 'The computer emergency response team of the Norwegian health sector',
    },
  },
  municipal: {
    constituency: 'municipal',
    name: 'KommuneCERT',
    address: 'varsel@kommunecert.example',
    telephone: '',
    signature: {
      nb: 'Responsmiljøet for kommuner og fylkeskommuner',
      nn: 'Responsmiljøet for kommunar og fylkeskommunar',
      en: 'The computer emergency response team of Norwegian municipalities and counties',
    },
  },
}

async function rowOf(tx: Tx, constituency: Constituency): Promise<SenderRow> {
  // Whoever may not see the table would take the usual sender for what the team wrote down.
  if (!tx.scope.team) throw new Error('senders are read in a scope of the team or of the program')
  return (await senderRows(tx)).find((row) => row.constituency === constituency) ?? usual[constituency]
}

/** A sender in one language. */
export interface SpeakingAs {
  name: string
  address: string
  telephone: string
  signature: string
}

/** As whom a constituency is written to. Asked in a scope of the team or of the program. */
export async function senderFor(tx: Tx, constituency: Constituency, locale: Locale): Promise<SpeakingAs> {
  const { name, address, telephone, signature } = await rowOf(tx, constituency)
  return { name, address, telephone, signature: signature[locale] }
}

/** A sender with the unlocked key that its mail is signed with; without a key, or with one that has ended, mail goes unsigned. */
export interface SendingAs extends SpeakingAs {
  signWith?: string
}

/** As whom mail goes out, with the key to sign it. Ask once for many mails: a key is opened each time. Throws when a sealed key does not open. */
export async function sendingAs(
  tx: Tx,
  box: SecretBox,
  constituency: Constituency,
  locale: Locale,
  now?: Utc,
): Promise<SendingAs> {
  const as = await senderFor(tx, constituency, locale)
  const signWith = await signingKeyOf(tx, box, constituency, now)
  return signWith === undefined ? as : { ...as, signWith }
}

/** All senders as the team sees them: the private key never. */
export async function sendersOf(db: Db, scope: Scope, now: Utc): Promise<Sender[]> {
  const { rows, keys } = await db.read(scope, async (tx) => ({
    rows: await Promise.all(constituencies.map((one) => rowOf(tx, one))),
    keys: await teamKeys(tx),
  }))
  return Promise.all(
    rows.map(async (row) => {
      const publicKey = keys.get(row.constituency)
      return { ...row, pgp: publicKey === undefined ? null : await factsOf(publicKey, now) }
    }),
  )
}

async function factsOf(publicKey: string, now: Utc): Promise<Sender['pgp']> {
  const facts = await keyFacts(publicKey, now)
  return facts ? { fingerprint: facts.fingerprint, expiresAt: facts.expiresAt, publicKey } : null
}

type KeyRefusal = 'not-a-private-key' | 'wrong-passphrase' | 'key-cannot-sign'
type Given = z.output<(typeof noticesApi)['setSender']['input']>

/**
 * Changes a sender, and its key where one is given: text is a private key, null removes the one that is there. A person must ask,
 * since whoever can change the key can speak for the team.
 */
export async function setSender(
  db: Db,
  scope: Scope,
  box: SecretBox,
  given: Given,
  now: Utc,
): Promise<Result<Record<never, never>, KeyRefusal | 'person-needed'>> {
  if (scope.who.kind !== 'person') return no('person-needed')
  const { privateKey, passphrase, ...sender } = given
  const key = typeof privateKey === 'string' ? await imported(privateKey, passphrase ?? '', now) : undefined
  if (key && !key.ok) return key
  return db.in(scope, async (tx) => {
    const hadKey = (await teamKeys(tx)).has(sender.constituency)
    await saveSender(tx, sender, now)
    if (privateKey !== undefined) await setTeamKey(tx, box, sender.constituency, key?.value ?? null, now)
    const what = key?.value.fingerprint ?? (privateKey === null && hadKey ? 'removed' : 'kept')
    const detail = { name: sender.name, address: sender.address, telephone: sender.telephone, key: what }
    await audit(tx, { action: 'sender.changed', object: sender.constituency, detail }, now)
    return ok({})
  })
}

const refusals = {
  'not-a-key': 'not-a-private-key',
  'wrong-passphrase': 'wrong-passphrase',
  'cannot-sign': 'key-cannot-sign',
} as const

async function imported(armoured: string, passphrase: string, now: Utc) {
  const key = await unlockKey(armoured, passphrase, now)
  return key.ok ? key : no(refusals[key.reason])
}

/** Makes a new key for a sender's name and address; mail that was signed before keeps its old signature. */
export async function makeSenderKey(
  db: Db,
  scope: Scope,
  box: SecretBox,
  constituency: Constituency,
  now: Utc,
): Promise<Result<{ fingerprint: string }, 'person-needed'>> {
  if (scope.who.kind !== 'person') return no('person-needed')
  const { name, address } = await db.read(scope, (tx) => rowOf(tx, constituency))
  const { publicKey, privateKey, fingerprint } = await makeKey({ name, address, madeAt: now })
  return db.in(scope, async (tx) => {
    await setTeamKey(tx, box, constituency, { publicKey, privateKey }, now)
    await audit(tx, { action: 'sender.key-made', object: constituency, detail: { fingerprint } }, now)
    return ok({ fingerprint })
  })
}

/** The public key of a sender, for everybody; `undefined` when it has none. */
export const publicKeyOf = async (db: Db, constituency: Constituency): Promise<string | undefined> =>
  (await db.read(systemScope('notices'), teamKeys)).get(constituency)
