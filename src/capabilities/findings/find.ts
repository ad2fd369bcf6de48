import type { z } from 'zod'
import { findOrganisations } from '#capabilities/members/index.ts'
import type { Count } from '#domain/endpoint.ts'
import { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type Finding, type FindingFilter, findingsApi } from './contract.ts'
import { named } from './names.ts'
import { type Filter, listFindings } from './store.ts'
import { findFirst } from './store-search.ts'

const Wanted = findingsApi.list.input.extend({ lang: Locale.default('nb') })

/** A page of findings with names and words, by the same filter as the API. Throws `ZodError` for a filter that cannot be. */
export async function findFindings(db: Db, scope: Scope, wanted: z.input<typeof Wanted> | Record<string, unknown>, now: Utc) {
  const input = Wanted.parse(wanted)
  return db.read(scope, async (tx) => {
    const page = await listFindings(tx, scope, await meant(tx, scope, input, now), input, now)
    return { ...page, rows: await named(tx, page.rows, input.lang, now) }
  })
}

/** Findings for the search of everything: the worst of those that a text means, and how many there are; counting stops at `most`. */
export async function searchFindings(
  tx: Tx,
  scope: Scope,
  text: string,
  bounds: { limit: number; most: number },
  locale: Locale,
  now: Utc,
): Promise<{ rows: Finding[]; count: Count }> {
  const { rows, found } = await findFirst(tx, scope, text, bounds)
  return {
    rows: await named(tx, rows, locale, now),
    count: { value: Math.min(found, bounds.most), more: found > bounds.most },
  }
}

/** The filter, with the organisations that its search text may mean: a part of a name finds what is wrong there. */
export async function meant(tx: Tx, scope: Scope, filter: FindingFilter, now: Utc): Promise<Filter> {
  const text = filter.q?.trim() ?? ''
  if (text.length < 3 || text.includes('.') || text.includes(':')) return filter
  const named = await findOrganisations(tx, scope, text, 50, now)
  return { ...filter, named: named.map(({ id }) => id) }
}
