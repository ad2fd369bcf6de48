import type { Locale } from '#domain/locale.ts'
import type { Day } from '#domain/time.ts'
import { authorities, type Body, type DatedName } from './authorities.data.ts'
import type { Authority, AuthorityKind } from './contract.ts'

const byKey = new Map(authorities.map((body) => [body.key, body]))

const isOn = ({ from, to }: { from: Day | null; to: Day | null }, day: Day): boolean =>
  (from === null || from <= day) && (to === null || day < to)

const stateOn = ({ names, merged }: Body, day: Day): Authority['state'] => {
  if (merged && merged.on <= day) return 'merged'
  const [first] = names
  return first?.from && day < first.from ? 'not-yet' : 'active'
}

/** What a body is called on a day; one that is no more keeps its last name, one that is not yet its first. */
const nameOn = (body: Body, day: Day): DatedName =>
  body.names.find((name) => isOn(name, day)) ?? (stateOn(body, day) === 'not-yet' ? body.names[0]! : body.names.at(-1)!)

/** Who has the tasks of a body on a day: itself, or whoever it was merged into, however often. */
export function heirOn(body: Body, day: Day): Body {
  if (stateOn(body, day) !== 'merged') return body
  return heirOn(byKey.get(body.merged!.into)!, day)
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/(?<=[a-z])\p{M}/gu, '')

/** The name by which a search met a body when it is not its name of the day; nothing when that fits too, undefined when none does. */
function metBy(body: Body, q: string, day: Day): string | null | undefined {
  const words = fold(q).split(/\s+/).filter(Boolean)
  const fits = (...texts: (string | undefined)[]) =>
    words.every((word) => texts.some((text) => text && fold(text).includes(word)))
  const now = nameOn(body, day)
  if (fits(now.name, now.short, body.english, body.key)) return null
  return body.names.find(({ name, short }) => fits(name, short))?.name
}

/** A body as it is read on a day. */
export function authorityOn(body: Body, day: Day, locale: Locale, found: string | null = null): Authority {
  const name = nameOn(body, day)
  const heir = heirOn(body, day)
  const { key, kind, english, under, names, merged, mandates, contact, source } = body
  return {
    key,
    kind,
    english,
    source,
    found,
    name: name.name,
    short: name.short ?? null,
    under: under && nameOn(byKey.get(under)!, day).name,
    state: stateOn(body, day),
    now: heir.key === key ? null : { key: heir.key, name: nameOn(heir, day).name },
    names: names.map(({ short: _, ...rest }) => rest),
    merged: merged ?? null,
    took: authorities.flatMap((other) =>
      other.merged?.into === key
        ? [{ key: other.key, name: other.names.at(-1)!.name, on: other.merged.on, certainty: other.merged.certainty }]
        : [],
    ),
    mandates: mandates.map(({ text, ...rest }) => ({ ...rest, text: text[locale] })),
    contact: contact[locale],
  }
}

/** Bodies by present or former name, by name. */
export function findAuthorities(
  filter: { q?: string | undefined; kind?: AuthorityKind | undefined },
  day: Day,
  locale: Locale,
): Authority[] {
  const { compare } = new Intl.Collator('nb')
  return authorities
    .filter(({ kind }) => filter.kind === undefined || kind === filter.kind)
    .flatMap((body) => {
      const found = filter.q?.trim() ? metBy(body, filter.q, day) : null
      return found === undefined ? [] : [authorityOn(body, day, locale, found)]
    })
    .sort((one, other) => compare(one.name, other.name))
}

/** One body by its key. */
export const authorityNamed = (key: string, day: Day, locale: Locale): Authority | undefined => {
  const body = byKey.get(key)
  return body && authorityOn(body, day, locale)
}
