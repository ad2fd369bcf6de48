import { allKinds, wordsOf } from '#capabilities/findings/index.ts'
import { findOrganisations } from '#capabilities/members/index.ts'
import type { Count } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Measure, MeasureFilter } from './contract.ts'
import { isOverdue } from './rules.ts'
import { type Filter, type MeasureRow, partyNames } from './store.ts'
import { findFirst } from './store-search.ts'
import { adviceOf } from './words.ts'

/** Adds names and words to measures of the store. */
export async function shown(tx: Tx, rows: readonly MeasureRow[], locale: Locale, now: Utc): Promise<Measure[]> {
  const ids = new Set(rows.flatMap(({ organisation, operator }) => (operator ? [organisation, operator] : [organisation])))
  const names = await partyNames(tx, [...ids])
  const name = (id: Id<'org'>) => ({ id, name: names.get(id) ?? id })
  return rows.map((row) => {
    const { kindName, what } = adviceOf(row, locale)
    const { words, tlp: _tlp, pap: _pap, ...facts } = row
    return {
      ...facts,
      judged: row.judged?.[locale] ?? null,
      organisation: name(row.organisation),
      operator: row.operator && name(row.operator),
      kindName,
      what,
      instead: (words?.instead ?? []).map(({ key, text }) => ({ key, text: text[locale] })),
      overdue: isOverdue(row, now),
    }
  })
}

const shortestName = 3
const mostNamed = 50

/** The filter, with the kinds and organisations that its search text may mean. */
export async function meant(tx: Tx, scope: Scope, filter: MeasureFilter, now: Utc): Promise<Filter> {
  const text = filter.q?.trim().toLowerCase() ?? ''
  if (text.length < shortestName || text.includes('.') || text.includes(':')) return filter
  const named = await findOrganisations(tx, scope, text, mostNamed, now)
  const says = (id: string) => locales.some((locale) => wordsOf(id, locale).name.toLowerCase().includes(text))
  return {
    ...filter,
    named: named.map(({ id }) => id),
    kindsNamed: allKinds.filter(({ id }) => id.includes(text) || says(id)).map(({ id }) => id),
  }
}

/** Measures for the search of everything, shortest deadline first, and how many there are; counting stops at `most`. */
export async function searchMeasures(
  tx: Tx,
  scope: Scope,
  text: string,
  bounds: { limit: number; most: number },
  locale: Locale,
  now: Utc,
): Promise<{ rows: Measure[]; count: Count }> {
  const { rows, found } = await findFirst(tx, scope, await meant(tx, scope, { q: text }, now), bounds, now)
  return {
    rows: await shown(tx, rows, locale, now),
    count: { value: Math.min(found, bounds.most), more: found > bounds.most },
  }
}
