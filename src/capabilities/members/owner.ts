import type { z } from 'zod'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { KnownHolding, membersApi } from './contract.ts'
import { type Asked, narrowest, readAsked } from './rules.ts'
import { type KnownRow, knownAt } from './store-known.ts'
import { ownerWords } from './words.ts'
import { knownWords, sourceInWords } from './words-known.ts'

export type OwnerAnswer = z.input<(typeof membersApi.ownerOf)['output']>

/**
 * Whose something was at a moment, and how that is known. `known` asks what the register knew at another moment: what it learned
 * later does not count. Left out, both are now.
 */
export async function ownerAt(
  tx: Tx,
  scope: Scope,
  { what, at, known }: { what: string; at?: Utc | undefined; known?: Utc | undefined },
  now: Utc,
  locale: Locale,
): Promise<Result<OwnerAnswer, 'not-an-asset'>> {
  const asked = readAsked(what)
  if (!asked) return no('not-an-asset')
  const moments = { at: at || now, known: known || now }
  const answer = { ...moments, ...(await answerAt(tx, scope, asked, moments, locale)) }
  const isPast = moments.known < now
  const today = isPast ? (await answerAt(tx, scope, asked, { at: moments.at, known: now }, locale)).owner : answer.owner
  const words =
    moments.at === now && !isPast
      ? ownerWords(asked, answer.owner, answer.operator, now, locale)
      : knownWords(asked, answer, today, { isPast, locale })
  return ok({ ...answer, owner: one(answer.owner), operator: one(answer.operator), words })
}

const one = (found: KnownHolding | 'several' | undefined): KnownHolding | null =>
  found === undefined || found === 'several' ? null : found

async function answerAt(tx: Tx, scope: Scope, asked: Asked, moments: { at: Utc; known: Utc }, locale: Locale) {
  const rows = await knownAt(tx, scope, asked.form, asked.covering, moments)
  const place = new Map(asked.covering.map((value, index) => [value, index]))
  const candidates = rows.map((row) => toKnown(row, locale)).sort((one, other) => place.get(one.value)! - place.get(other.value)!)
  return { candidates, owner: narrowest(candidates, 'owns'), operator: narrowest(candidates, 'operates') }
}

const toKnown = ({ organisationId, organisationName, knownBy: _, ...row }: KnownRow, locale: Locale): KnownHolding => ({
  ...row,
  organisation: { id: organisationId, name: organisationName },
  sourceWords: sourceInWords(row.source, locale),
})
