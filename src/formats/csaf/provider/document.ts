import { no, ok, type Result } from '#domain/result.ts'
import { readUtc, type Utc } from '#domain/time.ts'
import { textAt } from '../places.ts'
import { largestDocument } from '../read.ts'
import { csafFileName } from '../write.ts'
import { type Checked, hashFits, mostHash, mostSignature, type ProviderKey, signerOf } from './checks.ts'
import { type Entry, fileNameIn } from './entries.ts'
import { ask, jsonOf, type Outside, textOf } from './outside.ts'
import type { Reason } from './problems.ts'
import { type HashAlgorithm, hashAlgorithms } from './write.ts'

interface CheckedDocument {
  bytes: Uint8Array
  checked: Checked
  changed?: Utc
}

/** Something else that went wrong on the way to a document than with itself: `detail` begins with the address. */
const onTheWay = (url: string, { reason, detail }: { reason: Reason; detail?: string }) =>
  no(reason, detail === undefined ? url : `${url}: ${detail}`)

/**
 * Fetches a document with its hash and signature, and checks both before a byte is understood (csaf § 7.3.2), then that its name is the
 * one its id demands (§ 5.1). Unless `takeUnsigned`, both must be there. Schema and tests are the caller's.
 */
export async function readDocument(
  entry: Entry,
  keys: readonly ProviderKey[],
  takeUnsigned: boolean,
  outside: Outside,
): Promise<Result<CheckedDocument, Reason>> {
  const bytes = await ask(outside, entry.url, largestDocument)
  if (!bytes.ok) return bytes
  const hash = await checkHash(entry, bytes.value, outside)
  if (!hash.ok && !(takeUnsigned && hash.reason === 'no-hash')) return hash
  const signature = keys.length > 0 ? await checkSignature(entry, bytes.value, keys, outside) : no('no-signature')
  if (!signature.ok && !(takeUnsigned && signature.reason === 'no-signature')) return signature
  const document = jsonOf(bytes.value)
  const id = textAt(document, 'document.tracking.id')
  if (id === undefined) return no('not-csaf')
  if (csafFileName(id) !== fileNameIn(entry.url)) return no('wrong-name', id)
  const changed = readUtc(textAt(document, 'document.tracking.current_release_date') ?? '')
  const checked = { ...(hash.ok && { hash: hash.value }), ...(signature.ok && { signedBy: signature.value }) }
  return ok({ bytes: bytes.value, checked, ...(changed && { changed }) })
}

/** Where the file with this ending lies: as the list says, else beside the document (requirements 18 and 19). */
function besideOf({ url, links }: Entry, ending: string): string {
  const name = `${fileNameIn(url)}.${ending}`
  const { host } = new URL(url)
  const listed = links.map((text) => URL.parse(text, url)).find((one) => one?.host === host && fileNameIn(one.href) === name)
  const beside = new URL(url)
  beside.pathname += `.${ending}`
  return (listed ?? beside).href
}

async function checkHash(entry: Entry, bytes: Uint8Array, outside: Outside): Promise<Result<HashAlgorithm, Reason>> {
  for (const algorithm of hashAlgorithms) {
    const url = besideOf(entry, algorithm)
    const file = await ask(outside, url, mostHash)
    if (!file.ok && file.reason === 'not-found') continue
    if (!file.ok) return onTheWay(url, file)
    const fits = hashFits(bytes, textOf(file.value) ?? '', algorithm)
    return fits.ok ? fits : no(fits.reason, url)
  }
  return no('no-hash')
}

async function checkSignature(
  entry: Entry,
  bytes: Uint8Array,
  keys: readonly ProviderKey[],
  outside: Outside,
): Promise<Result<string, Reason>> {
  const url = besideOf(entry, 'asc')
  const file = await ask(outside, url, mostSignature)
  if (!file.ok) return file.reason === 'not-found' ? no('no-signature') : onTheWay(url, file)
  const signer = await signerOf(bytes, textOf(file.value) ?? '', keys, outside.worth)
  return signer.ok ? signer : no(signer.reason)
}
