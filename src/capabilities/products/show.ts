import { organisationNames } from '#capabilities/members/index.ts'
import type { Count } from '#domain/endpoint.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Affected, mostMatches, type ProductImport, type ProductLine, type ProductMatch } from './contract.ts'
import { coverageAmong, type InventoryMatch, matchInventory, type Problem } from './match.ts'
import { undoUntil } from './rules.ts'
import * as store from './store.ts'
import type { ImportRow } from './store-imports.ts'

/** Lines with the names of their organisations. */
export async function shownLines(tx: Tx, rows: readonly store.LineRow[]): Promise<ProductLine[]> {
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  return rows.map(({ organisation, import: _, ...row }) => ({
    ...row,
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
  }))
}

const linesAtOnce = 2_000

/** The lines with these ids, as far as the scope of the transaction sees them. */
export async function shownLinesById(tx: Tx, ids: readonly Id<'prd'>[]): Promise<Map<Id<'prd'>, ProductLine>> {
  const found = new Map<Id<'prd'>, ProductLine>()
  for (let at = 0; at < ids.length; at += linesAtOnce) {
    const rows = await store.lineRows(tx, tx.scope, ids.slice(at, at + linesAtOnce))
    for (const line of await shownLines(tx, rows)) found.set(line.id, line)
  }
  return found
}

/** The first lines that a text means, or the one whose id it is, and how many there are; counting stops at `most`. */
export async function searchLines(
  tx: Tx,
  scope: Scope,
  text: string,
  { limit, most }: { limit: number; most: number },
): Promise<{ rows: ProductLine[]; count: Count }> {
  const id = idOf('prd').safeParse(text)
  if (id.success) {
    const rows = await shownLines(tx, await store.lineRows(tx, scope, [id.data]))
    return { rows, count: { value: rows.length, more: false } }
  }
  const rows = await store.linePage(tx, scope, { q: text }, { limit })
  const found = rows.length < limit ? rows.length : await store.countLines(tx, scope, { q: text }, most + 1)
  return { rows: await shownLines(tx, rows), count: { value: Math.min(found, most), more: found > most } }
}

/** Imports with the names of their organisations, and until when each can be undone. */
export async function shownImports(tx: Tx, rows: readonly ImportRow[], now: Utc): Promise<ProductImport[]> {
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  return rows.map(({ organisation, isLast, content: _, ...row }) => ({
    ...row,
    organisation: { id: organisation, name: names.get(organisation) ?? '' },
    undoUntil: undoUntil(row, isLast, now),
  }))
}

const order: readonly InventoryMatch['sureness'][] = ['sure', 'likely', 'ask']

const problemWords: Readonly<Record<Problem['field'], Texts>> = {
  cpe: {
    nb: 'Dette er ikke en CPE. Treffene er spørsmål, ikke svar.',
    nn: 'Dette er ikkje ein CPE. Treffa er spørsmål, ikkje svar.',
    en: 'This is no CPE. What was found are questions, not answers.',
  },
  purl: {
    nb: 'Dette er ikke en purl. Treffene er spørsmål, ikke svar.',
    nn: 'Dette er ikkje ein purl. Treffa er spørsmål, ikkje svar.',
    en: 'This is no purl. What was found are questions, not answers.',
  },
  versions: {
    nb: 'Vi forstår ikke hvilke versjoner dette er. Skriv for eksempel «before 7.2.6».',
    nn: 'Vi forstår ikkje kva versjonar dette er. Skriv til dømes «before 7.2.6».',
    en: 'We do not understand which versions these are. Write for example “before 7.2.6”.',
  },
  name: {
    nb: 'Produktet mangler navn. Skriv navnet, en CPE eller en purl.',
    nn: 'Produktet manglar namn. Skriv namnet, ein CPE eller ein purl.',
    en: 'The product has no name. Write its name, a CPE or a purl.',
  },
}

/** Who has what is asked about: the surest first, those of one organisation together. */
export async function shownMatches(
  tx: Tx,
  asked: { products: readonly Affected[]; organisations?: readonly Id<'org'>[] | undefined },
  locale: Locale,
): Promise<{
  rows: ProductMatch[]
  matches: number
  found: number
  told: number
  of: number
  problems: { product: number; text: string; words: string }[]
}> {
  const { organisations, problems } = await matchInventory(tx, asked.products, asked.organisations)
  const rank = ({ sureness }: InventoryMatch) => order.indexOf(sureness)
  const groups = [...organisations].map(([id, matches]) => ({ id, matches: matches.toSorted((a, b) => rank(a) - rank(b)) }))
  groups.sort((one, other) => rank(one.matches[0]!) - rank(other.matches[0]!) || (one.id < other.id ? -1 : 1))
  const all = groups.flatMap(({ matches }) => matches)
  const kept = all.slice(0, mostMatches)
  const lines = await shownLinesById(tx, [...new Set(kept.map(({ line }) => line))])
  return {
    rows: kept.map(({ line, product, sureness, why }) => {
      const shown = lines.get(line)!
      return { organisation: shown.organisation, line: shown, product, sureness, why: why[locale] }
    }),
    matches: all.length,
    found: groups.length,
    ...(await coverageAmong(tx, asked.organisations)),
    problems: problems.map(({ product, field, text }) => ({ product, text, words: problemWords[field][locale] })),
  }
}
