import { dayText } from '#domain/dates.ts'
import type { Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'

/** A line of a member's inventory that is, or may be, a product of a warning. */
export interface SeenLine {
  product: string
  /** Empty where nobody said. */
  version: string
  seenAt: Utc
  sureness: 'sure' | 'likely' | 'ask'
}

/** What an inventory says of an answer: it contradicts it, or proves it. */
export interface MeasuredAnswer {
  state: 'disputed' | 'done'
  why: Texts
}

/**
 * Whether an inventory agrees that something was done by a new version; nothing when it does not tell. Only what was seen after the answer
 * counts: a list from before says how it was then. `affected` are the lines in a version that the warning names, `all` those in any.
 */
export function measuredBy(
  saidAt: Utc,
  { affected, all }: { affected: readonly SeenLine[]; all: readonly SeenLine[] },
): MeasuredAnswer | undefined {
  const since = (lines: readonly SeenLine[]) =>
    lines
      .filter(({ seenAt, sureness }) => seenAt > saidAt && sureness !== 'ask')
      .toSorted((one, other) => other.seenAt.localeCompare(one.seenAt))[0]
  const still = since(affected)
  if (still) return { state: 'disputed', why: stillWords(still) }
  // A line in an affected version, or one whose version nobody can read, may be another machine that is not mended.
  if (affected.length > 0 || all.some(({ version }) => version === '')) return undefined
  const now = since(all)
  return now && { state: 'done', why: doneWords(now) }
}

const named = ({ product, version }: SeenLine): string => [product, version].filter(Boolean).join(' ')

const stillWords = (line: SeenLine): Texts => ({
  nb: `Produktlisten har fortsatt ${named(line)}, sett ${dayText(line.seenAt, 'nb')}, etter svaret. Er det oppdatert, rett listen. Er noe annet gjort, endre svaret.`,
  nn: `Produktlista har framleis ${named(line)}, sett ${dayText(line.seenAt, 'nn')}, etter svaret. Er det oppdatert, rett lista. Er noko anna gjort, endre svaret.`,
  en: `The list of products still has ${named(line)}, seen on ${dayText(line.seenAt, 'en')}, after the answer. If it is updated, mend the list. If something else was done, change the answer.`,
})

const doneWords = (line: SeenLine): Texts => ({
  nb: `Produktlisten har ${named(line)}, sett ${dayText(line.seenAt, 'nb')}, og ingen berørt versjon.`,
  nn: `Produktlista har ${named(line)}, sett ${dayText(line.seenAt, 'nn')}, og ingen råka versjon.`,
  en: `The list of products has ${named(line)}, seen on ${dayText(line.seenAt, 'en')}, and no affected version.`,
})
