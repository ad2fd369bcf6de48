import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Source } from './contract.ts'
import { healthOf } from './rules.ts'
import { listSources } from './store.ts'

const live: readonly Source['health'][] = ['on-time', 'late', 'no-rhythm']

/** How many sources there are, and how many of them still report. When none does, nobody sees anything. */
export async function countSources(tx: Tx, scope: Scope, now: Utc): Promise<{ sources: number; live: number }> {
  const sources = await listSources(tx, scope, now)
  return { sources: sources.length, live: sources.filter((source) => live.includes(healthOf(source, now))).length }
}
