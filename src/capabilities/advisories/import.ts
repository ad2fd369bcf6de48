import type { SourceChecked } from '#domain/checked.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { largestDocument, readCsaf } from '#formats/csaf/read.ts'
import type { Validation, Validator } from '#formats/csaf/validate.ts'
import type { Db } from '#platform/db/db.ts'
import { type ContentFault, create } from './actions.ts'
import type { CsafFailure } from './contract.ts'
import { draftOf, sourceOf } from './taken.ts'

const mostFailuresTold = 100

/** Everything of a stream, up to the largest document that CSAF knows; nothing when it is larger. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size <= largestDocument) pieces.push(piece)
  }
  return size <= largestDocument ? Buffer.concat(pieces) : undefined
}

interface Imported {
  id: Id<'adv'> | null
  title: string
  failures: CsafFailure[]
  unread: string[]
  checked: SourceChecked
}

/**
 * Reads a CSAF file of somebody else as a draft. One that fails mandatory tests is taken only with a word of why, which stays in the
 * story of the draft; without, the failing tests are told and nothing is kept. What was `checked` of it, before, is kept with it.
 */
export async function importCsaf(
  db: Db,
  scope: Scope,
  validator: Validator,
  { checked, ...given }: { bytes: Buffer; despite: string; checked: SourceChecked },
  now: Utc,
): Promise<Result<Imported, 'advisory-not-csaf' | ContentFault>> {
  const { csaf, issues } = readCsaf(given.bytes)
  if (!csaf) return no('advisory-not-csaf', issues.map(({ pointer, reason }) => `${pointer || '/'} ${reason}`).join(', '))
  const judged = await validator.validate(given.bytes.toString('utf8'))
  if (!judged.ok && (judged.reason === 'not-csaf' || judged.reason === 'not-json'))
    return no('advisory-not-csaf', [judged.reason, judged.detail].filter(Boolean).join(': '))
  const valid = judged.ok && judged.value.valid
  const failures = failuresOf(judged)
  const unread = issues.map(({ pointer }) => pointer || '/').slice(0, mostFailuresTold)
  const told = { title: csaf.title, failures, unread, checked }
  if (!valid && given.despite === '') return ok({ id: null, ...told })
  const { content, leftOut } = draftOf(csaf, issues)
  const made = await db.in(scope, (tx) =>
    create(
      tx,
      scope,
      {
        content,
        source: sourceOf(csaf),
        leftOut,
        sourceChecked: checked,
        imported: true,
        how: 'imported',
        words: valid ? '' : given.despite,
      },
      now,
    ),
  )
  return made.ok ? ok({ id: made.value.id, ...told }) : made
}

/** What fails; of a document that was read and could not be tested, why: then a person decides as about one that fails. */
function failuresOf(judged: Validation): CsafFailure[] {
  if (!judged.ok)
    return [{ test: '6.1', group: 'mandatory', pointer: '', message: `not tested: ${judged.reason}, ${judged.detail ?? ''}` }]
  return judged.value.failures
    .filter(({ group }) => group === 'schema' || group === 'mandatory')
    .slice(0, mostFailuresTold)
    .map(({ test, group, pointer, message }) => ({ test, group, pointer, message }))
}
