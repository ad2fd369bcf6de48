import { csafOfAdvisory, issuedWarning, sayable } from '#capabilities/advisories/index.ts'
import { type SupplierSaid, saidOf } from '#capabilities/replies/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { documentPath, listedOf } from '#formats/csaf/provider/write.ts'
import type { Validator } from '#formats/csaf/validate.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { sign } from '#platform/pgp.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import { csafFolder, type DocumentFailure, type DocumentsMade, documentsMade } from './contract.ts'
import { followAll } from './follow.ts'
import { signer } from './provider.ts'
import * as documents from './store-documents.ts'

export const makeScope = systemScope('publishing.make')

/** What a making needs of the world. */
export interface Maker {
  db: Db
  clock: Clock
  box: SecretBox
  validator: Validator
  /** Where the documents are served: the address of the site. */
  site: string
}

/** Brings everything up to what is published now, and lets what failed be tried again: another key, or other tests, may let it pass. */
export async function prepareAll(db: Db, now: Utc): Promise<void> {
  await followAll(db, makeScope, now)
  await db.in(makeScope, (tx) => documents.waitAgain(tx, makeScope, undefined))
}

/** What came of a making. */
export interface Making {
  made: number
  signed: number
  failed: { id: Id<'adv'>; number: number; failures: DocumentFailure[] }[]
}

const documentsEach = 20
const mostFailuresKept = 100

/**
 * Makes, tests and signs what waits, of one warning or of all, and signs anew what another key has signed. What fails a test of CSAF is
 * kept with its failures and not served. May be asked at any moment: what is done is not done again.
 */
export async function makeDue(maker: Maker, id?: Id<'adv'>): Promise<Making> {
  const { db, clock } = maker
  const making: Making = { made: 0, signed: 0, failed: [] }
  await (id ? followSaid(maker, id) : followAllSaid(maker))
  for (;;) {
    const due = await db.read(makeScope, (tx) => documents.dueDocuments(tx, makeScope, id, documentsEach))
    for (const one of due) await makeOne(maker, one, making)
    if (due.length < documentsEach) break
  }
  making.signed += await signAnew(maker)
  if (id && making.made + making.failed.length > 0)
    await db.in(makeScope, (tx) =>
      emit(
        tx,
        documentsMade,
        { advisory: id, ready: making.made, failed: making.failed.length } satisfies DocumentsMade,
        clock.now(),
      ),
    )
  return making
}

async function makeOne(maker: Maker, due: documents.Due, making: Making): Promise<void> {
  const { db, clock } = maker
  const made = due.bytes ? undefined : await madeFrom(maker, due)
  const failures = made === undefined || 'bytes' in made ? [] : made
  if (made && 'bytes' in made) await db.in(makeScope, (tx) => documents.saveMade(tx, makeScope, due, made, clock.now()))
  const bytes = due.bytes ?? (made && 'bytes' in made ? made.bytes : undefined)
  const signed = bytes && (await signatureOf(maker, bytes))
  if (bytes && signed) {
    await db.in(makeScope, (tx) => documents.saveSignature(tx, makeScope, due, signed, clock.now()))
    making.made += 1
    return
  }
  const told = failures.length > 0 ? failures : [noKey]
  await db.in(makeScope, (tx) => documents.saveFailures(tx, makeScope, due, told, clock.now()))
  making.failed.push({ id: due.id, number: due.number, failures: told })
}

const noKey: DocumentFailure = { test: 'key', group: 'key', pointer: '', message: 'The team has no key that can sign.' }

/** The document of a version, when it passes the tests; else which fail. */
async function madeFrom(
  { db, clock, validator, site }: Maker,
  { id, number, version, ended }: documents.Due,
): Promise<documents.Made | DocumentFailure[]> {
  const { file, said } = await db.read(makeScope, async (tx) => {
    const said = await saidNow(tx, id, version)
    const served = {
      history: await documents.historyOf(tx, makeScope, id, number),
      said,
      addressOf: (text: string) => addressOf(text, site),
    }
    return { said, file: await csafOfAdvisory(tx, makeScope, { id, version, ended: ended !== null, served }, clock.now()) }
  })
  if (!file) return [{ test: 'version', group: 'schema', pointer: '', message: 'There is no such version.' }]
  const judged = await validator.validate(file.text)
  if (!judged.ok) return [{ test: 'schema', group: 'schema', pointer: '', message: judged.detail ?? judged.reason }]
  if (!judged.value.valid)
    return judged.value.failures
      .filter(({ group }) => group === 'schema' || group === 'mandatory')
      .slice(0, mostFailuresKept)
      .map(({ test, group, pointer, message }) => ({ test, group, pointer, message }))
  const bytes = Buffer.from(file.text)
  const listed = listedOf(bytes)
  if (!listed.ok) return [{ test: 'schema', group: 'schema', pointer: '/document', message: listed.reason }]
  return { path: documentPath(listed.value), listed: listed.value, bytes, said }
}

/** Where a document lies, by its label, its first release and its number. */
function addressOf(text: string, site: string): string | undefined {
  const listed = listedOf(Buffer.from(text))
  return listed.ok ? `${site}${csafFolder}${documentPath(listed.value)}` : undefined
}

/** What suppliers say of a version now, as far as its labels let it be repeated. */
async function saidNow(tx: Tx, id: Id<'adv'>, version: number): Promise<SupplierSaid[]> {
  const issued = await issuedWarning(tx, makeScope, id)
  const content = issued?.versions.find((one) => one.version === version)?.content
  return content ? sayable(await saidOf(tx, makeScope, id), content) : []
}

/** Keys in any order: the database has its own. */
const sameSaid = (one: unknown, other: unknown): boolean => {
  const plain = (value: unknown) => JSON.stringify((value as object[]).map((each) => Object.entries(each).sort()))
  return plain(one) === plain(other)
}

/** Wants one more document of a warning when suppliers say something else now than its newest document does. */
async function followSaid({ db, clock }: Maker, id: Id<'adv'>): Promise<void> {
  await db.in(makeScope, async (tx) => {
    await documents.holdDocuments(tx, id)
    const newest = await documents.newestMade(tx, makeScope, id)
    const issued = newest && (await issuedWarning(tx, makeScope, id))
    if (!newest || issued?.life !== 'published' || issued.versions[0]?.version !== newest.version) return
    if (sameSaid(newest.said, await saidNow(tx, id, newest.version))) return
    await documents.noteRound(tx, makeScope, id, newest.number, clock.now())
  })
}

const followedEach = 200

async function followAllSaid(maker: Maker): Promise<void> {
  for (let after: Id<'adv'> | undefined; ; ) {
    const from = after
    const ids = await maker.db.read(makeScope, (tx) => documents.withDocuments(tx, makeScope, from, followedEach))
    for (const id of ids) await followSaid(maker, id)
    if (ids.length < followedEach) return
    after = ids.at(-1)
  }
}

async function signatureOf(
  { db, box, clock }: Maker,
  bytes: Uint8Array,
): Promise<{ signature: string; fingerprint: string } | undefined> {
  const now = clock.now()
  const by = await db.read(makeScope, (tx) => signer(tx, box, now))
  return by && { signature: (await sign(bytes, by.privateKey, now)).armoured, fingerprint: by.fingerprint }
}

/** Signs what another key has signed, without changing a byte of it. Returns how many. */
async function signAnew(maker: Maker): Promise<number> {
  const { db, box, clock } = maker
  const by = await db.read(makeScope, (tx) => signer(tx, box, clock.now()))
  if (!by) return 0
  let signed = 0
  for (;;) {
    const due = await db.read(makeScope, (tx) => documents.signedByOthers(tx, makeScope, by.fingerprint, documentsEach))
    for (const one of due) {
      const made = { signature: (await sign(one.bytes!, by.privateKey, clock.now())).armoured, fingerprint: by.fingerprint }
      await db.in(makeScope, (tx) => documents.saveSignature(tx, makeScope, one, made, clock.now()))
    }
    signed += due.length
    if (due.length < documentsEach) return signed
  }
}
