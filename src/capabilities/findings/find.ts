import type { z } from 'zod'
import { findOrganisations } from '#capabilities/members/index.ts'
import { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type FindingFilter, findingsApi } from './contract.ts'
import { named } from './names.ts'
import { type Filter, listFindings } from './store.ts'

const Wanted = findingsApi.list.input.extend({ lang: Locale.default('nb') })

/** A page of findings with names and words, by the same filter as the API. Throws `ZodError` for a filter that cannot be. */
export async function findFindings(db: Db, scope: Scope, wanted: z.input<typeof Wanted> | Record<string, unknown>, now: Utc) {
  const input = Wanted.parse(wanted)
  return db.read(scope, async (tx) => {
    const page = await listFindings(tx, scope, await meant(tx, scope, input, now), input, now)
    return { ...page, rows: await named(tx, page.rows, input.lang, now) }
  })
}

/** The filter, with the organisations that its search text may mean: a part of a name finds what is wrong there. */
export async function meant(tx: Tx, scope: Scope, filter: FindingFilter, now: Utc): Promise<Filter> {
  const text = filter.q?.trim() ?? ''
  if (text.length < 3 || text.includes('.') || text.includes(':')) return filter
  const named = await findOrganisations(tx, scope, text, 50, now)
  return { ...filter, named: named.map(({ id }) => id) }
}
