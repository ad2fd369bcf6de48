import type { z } from 'zod'
import { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { findingsApi } from './contract.ts'
import { named } from './names.ts'
import { listFindings } from './store.ts'

const Wanted = findingsApi.list.input.extend({ lang: Locale.default('nb') })

/** A page of findings with names and words, by the same filter as the API. Throws `ZodError` for a filter that cannot be. */
export async function findFindings(db: Db, scope: Scope, wanted: z.input<typeof Wanted> | Record<string, unknown>, now: Utc) {
  const input = Wanted.parse(wanted)
  return db.read(scope, async (tx) => {
    const page = await listFindings(tx, scope, input, input, now)
    return { ...page, rows: await named(tx, page.rows, input.lang, now) }
  })
}
