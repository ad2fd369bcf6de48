import { findOrganisations } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { Day } from '#domain/time.ts'
import { CliError, commandLine } from '#platform/cli.ts'
import type { Db } from '#platform/db/db.ts'
import { directoryErrors } from './errors.ts'

/** A day that somebody wrote; without one there is none. */
export function dayOf(text: string | undefined, option: string): Day | undefined {
  if (text === undefined) return undefined
  const day = Day.safeParse(text)
  if (!day.success) throw new CliError(`${option} takes a day such as 2024-01-01, not ${text}`)
  return day.data
}

/** The organisation that a text means: its id, its number, or a part of its name that fits only one. */
export async function organisationCalled(db: Db, text: string, now: string): Promise<Id<'org'>> {
  const found = await db.read(commandLine, (tx) => findOrganisations(tx, commandLine, text, 5, now))
  const exact = found.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase())
  const [one, other] = exact.length === 1 ? exact : found
  if (one && !other) return one.id
  throw new CliError(
    one
      ? `several organisations fit ${text}: ${found.map(({ name }) => name).join(', ')}; write the number of one`
      : `there is no organisation ${text}`,
  )
}

/** One of these words, or what they are. */
export function among<Word extends string>(words: readonly Word[], text: string, option: string): Word {
  const word = words.find((one) => one === text)
  if (!word) throw new CliError(`${option} is one of ${words.join(', ')}, not ${text}`)
  return word
}

/** What was done; what was refused is said as the pages say it. */
export function done<Value>(result: Result<Value, string>): Value {
  if (result.ok) return result.value
  const words = directoryErrors[result.reason]
  throw new CliError(
    words
      ? [words.message.en, result.detail, words.next?.en].filter(Boolean).join(' ')
      : `there is nothing to do: ${result.reason}`,
  )
}
