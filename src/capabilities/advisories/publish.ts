import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Validator } from '#formats/csaf/validate.ts'
import type { Db } from '#platform/db/db.ts'
import { type PublishFault, publish, readyToPublish } from './actions.ts'
import type { CsafFailure } from './contract.ts'
import { csafOfAdvisory } from './show.ts'

const mostFailuresTold = 100
const mostFailuresSaid = 5

/** The failing tests of a document by number and place; those of the schema and the mandatory ones before the rest. */
async function failuresIn(validator: Validator, text: string): Promise<{ valid: boolean; failures: CsafFailure[] }> {
  const judged = await validator.validate(text)
  if (!judged.ok)
    return { valid: false, failures: [{ test: 'schema', group: 'schema', pointer: '', message: judged.detail ?? judged.reason }] }
  const { valid, failures } = judged.value
  const isHard = ({ group }: CsafFailure) => group === 'schema' || group === 'mandatory'
  const sorted = [...failures.filter(isHard), ...failures.filter((one) => !isHard(one))]
  return {
    valid,
    failures: sorted.slice(0, mostFailuresTold).map(({ test, group, pointer, message }) => ({ test, group, pointer, message })),
  }
}

/** What the tests of CSAF say of a draft, or of the last version. */
export async function tested(
  db: Db,
  scope: Scope,
  validator: Validator,
  id: Id<'adv'>,
  now: Utc,
): Promise<Result<{ valid: boolean; failures: CsafFailure[] }, 'not-found'>> {
  const file = await db.read(scope, (tx) => csafOfAdvisory(tx, scope, { id }, now))
  return file ? ok(await failuresIn(validator, file.text)) : no('not-found')
}

/**
 * Publishes an approved draft whose CSAF passes every mandatory test. The tests run beside the transaction, which names the revision
 * that was tested: what was written meanwhile is not published.
 */
export async function publishTested(
  db: Db,
  scope: Scope,
  validator: Validator,
  given: { id: Id<'adv'>; revision: number },
  locale: Locale,
  now: Utc,
): Promise<Result<{ version: number; addressed: number }, PublishFault | 'advisory-csaf-fails'>> {
  const ready = await db.in(scope, (tx) => readyToPublish(tx, scope, given, locale))
  if (!ready.ok) return ready
  const file = await db.read(scope, (tx) => csafOfAdvisory(tx, scope, { id: given.id }, now))
  if (!file) return no('not-found')
  const { valid, failures } = await failuresIn(validator, file.text)
  if (!valid) {
    const said = failures.slice(0, mostFailuresSaid).map(({ test, pointer, message }) => `${test} ${pointer || '/'}: ${message}`)
    return no('advisory-csaf-fails', `${said.join('; ')}.`)
  }
  return db.in(scope, (tx) => publish(tx, scope, given, locale, now))
}
