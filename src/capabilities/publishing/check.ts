import { no, ok } from '#domain/result.ts'
import { nobody } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Outside } from '#formats/csaf/provider/outside.ts'
import { type FromProvider, readProviders } from '#formats/csaf/provider/read.ts'
import type { Db } from '#platform/db/db.ts'
import { allowList, DoorError, talkOut } from '#platform/door.ts'
import { keyFacts, worthOfSignature } from '#platform/pgp.ts'
import { listedDocuments } from './store-documents.ts'

/** What somebody finds who reads what we serve as a stranger does. */
export interface Checked {
  metadata: string
  /** Documents that are open by our own account, and that were fetched with a good hash and signature. */
  open: number
  read: number
  missing: string[]
  problems: { where: string; reason: string; said: string }[]
}

const timeoutSeconds = 60

/** The world of a reader: our own server may stand at a private address. */
const outsideOf = (metadata: string, now: Utc): Outside => ({
  get: (url, maxBytes) =>
    talkOut(url, {}, { allow: allowList(new URL(metadata).host), maxBytes, timeoutSeconds }).then(ok, (error: unknown) => {
      if (!(error instanceof DoorError)) throw error
      return no(error.reason, error.message)
    }),
  readKey: async (bytes) => {
    const armoured = new TextDecoder().decode(bytes)
    const facts = await keyFacts(armoured, now)
    return facts && { ...facts, armoured }
  },
  worth: (bytes, signature, keys) => worthOfSignature(bytes, signature, keys, now),
  now,
})

/** Lists that ask for a sign-in are as they should be. */
const isClosedList = (one: FromProvider): boolean => one.kind === 'problem' && one.reason === 'closed'

const idIn = (bytes: Uint8Array): string =>
  (JSON.parse(new TextDecoder().decode(bytes)) as { document: { tracking: { id: string } } }).document.tracking.id

/** Reads back over HTTP what we serve, as any program of another would, and compares it with what is to be open. */
export async function checkServed(db: Db, metadata: string, now: Utc): Promise<Checked> {
  const open = (await db.read(nobody, (tx) => listedDocuments(tx, 'WHITE'))).map(({ id }) => id)
  const found = new Set<string>()
  const problems: Checked['problems'] = []
  for await (const one of readProviders(metadata, outsideOf(metadata, now), { most: Math.max(1, open.length) + 1 })) {
    if (one.kind === 'document') found.add(idIn(one.bytes))
    if (one.kind === 'problem' && !isClosedList(one)) problems.push({ where: one.where, reason: one.reason, said: one.words.en })
  }
  return { metadata, open: open.length, read: found.size, missing: open.filter((id) => !found.has(id)), problems }
}
