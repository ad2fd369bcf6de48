import type { Locale } from '#domain/locale.ts'

type Words = Readonly<Record<string, string>>

/** The words of one room in all languages. Bokmål decides which keys and placeholders there are. */
export interface Catalogue<Nb extends Words = Words> {
  room: string
  words: Readonly<Record<Locale, Readonly<Record<keyof Nb, string>>>> & { readonly nb: Nb }
}

/**
 * Describes the words of a room: flat keys, `{{name}}` for values, `key_one` and `key_other` where a `count` decides.
 * A key that is missing or too many in nynorsk or English does not compile.
 */
export const catalogue = <const Nb extends Words>(
  room: string,
  words: { nb: Nb; nn: Record<keyof NoInfer<Nb>, string>; en: Record<keyof NoInfer<Nb>, string> },
): Catalogue<Nb> => ({ room, words })

/** The key that a page asks for: without the ending that a number decides. */
export type Key<Nb> = keyof Nb extends infer Each
  ? Each extends `${infer Base}_one`
    ? Base
    : Each extends `${infer Base}_other`
      ? Base
      : Each
  : never

type NamesIn<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never
type TextOf<Nb, Asked> = Asked extends keyof Nb
  ? Nb[Asked]
  : Asked extends string
    ? `${Asked}_other` extends keyof Nb
      ? Nb[`${Asked}_other`]
      : never
    : never

/** Says one text; the values it needs are those of its bokmål placeholders. */
export type Say<Nb> = <Asked extends Key<Nb>>(
  key: Asked,
  ...values: [NamesIn<TextOf<Nb, Asked>>] extends [never] ? [] : [Record<NamesIn<TextOf<Nb, Asked>>, string | number>]
) => string
