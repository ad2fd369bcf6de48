import type { Constituency } from '#capabilities/members/contract.ts'
import { constituencyWords, kindsOfMembers, organisationKindWords } from '#capabilities/members/index.ts'
import { type Locale, locales } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { clearSign, type KeyCard, readKeyBlock, sign } from '#platform/pgp.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { type ProfileFacts, type TeamKey, type TeamKeyHappened, teamKeyChanged } from './contract.ts'
import {
  type Ground,
  isDueForRenewal,
  missingIn,
  profileSections,
  profileText,
  securityTxt,
  securityTxtEnd,
} from './rules-profile.ts'
import * as store from './store-profile.ts'
import { addKey, endKey } from './store-team-keys.ts'
import { ownerOf, signingKeyOf, teamKeys } from './team-keys.ts'
import { usualFacts } from './usual.ts'

/** For whoever reads what is open to everybody: nothing of it belongs to an organisation. */
export const openScope = systemScope('profile')

/** Where the site is reached, without a stroke at the end. */
export const siteOf = (config: Pick<Config, 'VARDE_PUBLIC_URL' | 'VARDE_HOST' | 'VARDE_PORT'>): string =>
  (config.VARDE_PUBLIC_URL ?? `http://${config.VARDE_HOST}:${config.VARDE_PORT}`).replace(/\/+$/, '')

/** The key that the team speaks with, as its one card for all pages. */
async function cardFor(tx: Tx, constituency: Constituency, now: Utc): Promise<KeyCard | null> {
  const armoured = (await teamKeys(tx)).get(constituency)
  const card = armoured === undefined ? undefined : await readKeyBlock(armoured, now)
  return card?.ok ? card.value : null
}

/** The keys of the team's other senders, where they are others. */
async function cardsBeside(tx: Tx, main: Constituency, now: Utc): Promise<KeyCard[]> {
  const cards = new Map<string, KeyCard>()
  for (const constituency of (await teamKeys(tx)).keys()) {
    const card = await cardFor(tx, constituency, now)
    if (card) cards.set(card.fingerprint, card)
  }
  const own = await cardFor(tx, main, now)
  return [...cards.values()].filter(({ fingerprint }) => fingerprint !== own?.fingerprint)
}

/** What the team says of itself in the published profile; before there is one, what is usual. */
export const teamFacts = async (tx: Tx): Promise<ProfileFacts> => (await store.lastVersion(tx))?.facts ?? usualFacts()

/** The sender that speaks as the team. */
const mainSender = async (tx: Tx): Promise<Constituency> => (await teamFacts(tx)).constituency

const shownCard = ({ fingerprint, userIds, algorithms, createdAt, expiresAt, problem, armoured }: KeyCard): TeamKey => ({
  fingerprint,
  userIds,
  algorithms,
  madeAt: createdAt,
  expiresAt,
  problem: problem === 'expired' || problem === 'revoked' || problem === 'cannot-encrypt' ? problem : null,
  armoured,
})

/** The key of the team for everybody; nothing when the sender that speaks as the team has none. */
export async function teamKey(db: Db, now: Utc): Promise<TeamKey | null> {
  return db.read(openScope, async (tx) => {
    const card = await cardFor(tx, await mainSender(tx), now)
    return card && shownCard(card)
  })
}

/** The keys that mail of the team's other senders is signed with. */
export const otherKeys = (db: Db, now: Utc): Promise<TeamKey[]> =>
  db.read(openScope, async (tx) => (await cardsBeside(tx, await mainSender(tx), now)).map(shownCard))

/** The profile as everybody reads it. */
export async function openProfile(db: Db, locale: Locale, now: Utc) {
  const version = await db.read(openScope, store.lastVersion)
  const text = version?.texts[locale]
  return ok({
    profile:
      version && text
        ? {
            name: version.facts.name,
            version: version.version,
            publishedAt: version.publishedAt,
            signed: text.signed !== null,
            sections: text.sections,
          }
        : null,
    key: await teamKey(db, now),
    otherKeys: await otherKeys(db, now),
  })
}

/** The profile as a file. */
export async function profileFile(
  db: Db,
  locale: Locale,
  form: 'signed' | 'plain' | 'signature',
): Promise<Result<string, 'not-found'>> {
  const text = (await db.read(openScope, store.lastVersion))?.texts[locale]
  const found = form === 'signature' ? text?.signature : form === 'plain' ? text?.plain : (text?.signed ?? text?.plain)
  return found ? ok(found) : no('not-found')
}

/** The profile as it is being written. */
export async function draftOf(db: Db, scope: Scope, now: Utc) {
  return db.read(scope, async (tx) => {
    const [draft, last] = [await store.draftRow(tx), await store.lastVersion(tx)]
    const facts = draft?.facts ?? last?.facts ?? usualFacts()
    const card = await cardFor(tx, facts.constituency, now)
    const file = await store.securityTxtRow(tx)
    const { armoured: _, ...key } = card ? shownCard(card) : { armoured: '' }
    return ok({
      facts,
      changedAt: draft?.changedAt ?? null,
      changedBy: draft?.changedBy ?? null,
      isChanged: draft !== undefined && JSON.stringify(draft.facts) !== JSON.stringify(last?.facts),
      missing: missingIn(facts),
      versions: await store.versions(tx),
      key: card ? (key as Omit<TeamKey, 'armoured'>) : null,
      keyNamesAddress: card?.addresses.includes(facts.email.toLowerCase()) ?? false,
      securityTxt: file ? { expiresAt: file.expiresAt, signed: file.signed } : null,
    })
  })
}

/** Changes what is being written; nothing is published by it. */
export async function setDraft(tx: Tx, facts: ProfileFacts, now: Utc): Promise<Result<Record<never, never>, never>> {
  await store.holdProfile(tx)
  await store.saveDraft(tx, facts, now)
  await audit(tx, { action: 'profile.changed', object: 'profile', detail: { name: facts.name, email: facts.email } }, now)
  return ok({})
}

/** Publishes what is being written, or the same anew, signed with the key of the sender that speaks as the team. A person must ask. */
export async function publish(
  tx: Tx,
  box: SecretBox,
  site: string,
  now: Utc,
): Promise<Result<{ version: number; signed: boolean }, 'person-needed'>> {
  if (tx.scope.who.kind !== 'person') return no('person-needed')
  await store.holdProfile(tx)
  const [draft, last] = [await store.draftRow(tx), await store.lastVersion(tx)]
  const made = await makeVersion(
    tx,
    box,
    draft?.facts ?? last?.facts ?? usualFacts(),
    site,
    draft?.version ?? (last?.version ?? 0) + 1,
    now,
  )
  await audit(
    tx,
    { action: 'profile.published', object: `profile:${made.version}`, detail: { fingerprint: made.fingerprint } },
    now,
  )
  return ok({ version: made.version, signed: made.texts.nb.signed !== null })
}

async function makeVersion(
  tx: Tx,
  box: SecretBox,
  facts: ProfileFacts,
  site: string,
  version: number,
  now: Utc,
): Promise<store.Version> {
  const key = await cardFor(tx, facts.constituency, now)
  const others = await cardsBeside(tx, facts.constituency, now)
  const ground: Ground = { version, publishedAt: now, site, key, others, ...(await membersInWords(tx)) }
  const signWith = await signingKeyOf(tx, box, facts.constituency, now)
  const texts = {} as store.Version['texts']
  for (const locale of locales) {
    const plain = profileText(facts, ground, locale)
    texts[locale] = {
      sections: profileSections(facts, ground, locale),
      plain,
      signed: signWith ? await clearSign(plain, signWith, now) : null,
      signature: signWith ? (await sign(Buffer.from(plain), signWith, now)).armoured : null,
    }
  }
  const by = tx.scope.who.name
  const made: store.Version = {
    version,
    facts,
    publishedAt: now,
    publishedBy: by,
    fingerprint: key?.fingerprint ?? null,
    site,
    texts,
  }
  await store.addVersion(tx, made)
  await writeSecurityTxt(tx, facts, { site, key }, signWith, now)
  return made
}

async function membersInWords(tx: Tx): Promise<Pick<Ground, 'constituencies' | 'kinds'>> {
  const { constituencies, kinds } = await kindsOfMembers(tx)
  return {
    constituencies: constituencies.map((one) => constituencyWords[one]),
    kinds: kinds.map((kind) => organisationKindWords[kind]),
  }
}

async function writeSecurityTxt(
  tx: Tx,
  facts: ProfileFacts,
  ground: Pick<Ground, 'site' | 'key'>,
  signWith: string | undefined,
  now: Utc,
): Promise<void> {
  const expiresAt = securityTxtEnd(now)
  const plain = securityTxt(facts, ground, expiresAt)
  const body = signWith ? await clearSign(plain, signWith, now) : plain
  await store.saveSecurityTxt(tx, { body, signed: signWith !== undefined, madeAt: now, expiresAt })
}

/** What stands published says the same again: with the key that there is now, and where the site is now. */
async function publishAgain(tx: Tx, box: SecretBox, site: string | undefined, now: Utc): Promise<void> {
  await store.holdProfile(tx)
  const last = await store.lastVersion(tx)
  if (!last) return
  const draft = await store.draftRow(tx)
  if (draft) await store.moveDraft(tx, draft.version, draft.version + 1)
  await makeVersion(tx, box, last.facts, site ?? last.site, last.version + 1, now)
}

/**
 * Gives a sender another key, or none; the one before it stays for mail that was encrypted to it. What is published of the team is signed
 * anew in the same transaction, so that every page shows the same key at every moment.
 */
export async function setTeamKey(
  tx: Tx,
  box: SecretBox,
  constituency: Constituency,
  key: { publicKey: string; privateKey: string } | null,
  now: Utc,
): Promise<void> {
  const ended = await endKey(tx, constituency, now)
  if (key)
    await addKey(tx, { constituency, publicKey: key.publicKey, sealedKey: box.seal(key.privateKey, ownerOf(constituency)) }, now)
  if (!key && ended === 0) return
  await emit(tx, teamKeyChanged, { constituency } satisfies TeamKeyHappened, now)
  await publishAgain(tx, box, undefined, now)
}

/** Renews what would end, and publishes anew when the site has moved; tells whether it did either. */
export async function renew(db: Db, box: SecretBox, site: string, now: Utc): Promise<'moved' | 'renewed' | 'fresh'> {
  return db.in(openScope, async (tx) => {
    const last = await store.lastVersion(tx)
    const file = await store.securityTxtRow(tx)
    if (!last) return 'fresh'
    if (last.site !== site) {
      await publishAgain(tx, box, site, now)
      return 'moved'
    }
    if (file && !isDueForRenewal(file.expiresAt, now)) return 'fresh'
    const key = await cardFor(tx, last.facts.constituency, now)
    const signWith = await signingKeyOf(tx, box, last.facts.constituency, now)
    await writeSecurityTxt(tx, last.facts, { site, key }, signWith, now)
    return 'renewed'
  })
}

/** The file of RFC 9116 as it is served; nothing before a profile was published, nor after its end. */
export async function securityTxtNow(db: Db, now: Utc): Promise<string | undefined> {
  const file = await db.read(openScope, store.securityTxtRow)
  return file && file.expiresAt > now ? file.body : undefined
}

/** A text signed in clear with the key of the team. */
export const signText = (
  db: Db,
  scope: Scope,
  box: SecretBox,
  text: string,
  now: Utc,
): Promise<Result<{ text: string; fingerprint: string }, 'no-key'>> =>
  db.in(scope, async (tx) => {
    const constituency = await mainSender(tx)
    const [key, signWith] = [await cardFor(tx, constituency, now), await signingKeyOf(tx, box, constituency, now)]
    if (!key || !signWith) return no('no-key')
    await audit(tx, { action: 'profile.signed', object: 'profile', detail: { fingerprint: key.fingerprint } }, now)
    return ok({ text: await clearSign(text, signWith, now), fingerprint: key.fingerprint })
  })
