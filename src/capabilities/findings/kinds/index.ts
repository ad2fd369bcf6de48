import type { Locale } from '#domain/locale.ts'
import { type RsitType, rsitTypes } from '#domain/rsit.ts'
import type { Family, Kind, KindEntry, Words } from './kind.ts'
import { allKinds, families } from './kinds.ts'
import { wordsFor } from './words.ts'

export type { FamilyId, Kind, Nature, Proof, Words } from './kind.ts'
export { allKinds }

/**
 * Names that other systems or older versions of the catalogue use → ours. IntelMQ called most reports `open-x` where
 * Shadowserver now says `accessible-x`, and some the other way.
 */
export const renamedKinds: Readonly<Record<string, string>> = {}

const kindById = new Map<string, Kind>(allKinds.map((kind) => [kind.id, kind]))

const entryById = new Map<string, { family: Family; entry: KindEntry }>(
  families.flatMap((family) => family.kinds.map((entry) => [entry.id, { family, entry }] as const)),
)

/** The kind with this id, or with the id that replaced it. */
export const kindOf = (id: string): Kind | undefined => kindById.get(id) ?? kindById.get(renamedKinds[id] ?? '')

/** The kind of a type of RSIT 1003, for what comes without a kind of its own. */
export const genericKind = (type: RsitType): Kind => kindById.get(`rsit-${type}`)!

/** The kind that a source names; else the generic kind of the RSIT type; else `rsit-undetermined`. Never nothing. */
export const kindFor = (kindId: string | undefined, type: RsitType | undefined): Kind =>
  kindOf(kindId ?? '') ?? genericKind(type !== undefined && type in rsitTypes ? type : 'undetermined')

/**
 * What a member reads about a kind. `port` is the sighting's own port; without it the usual one is named. An id that the
 * catalogue does not know gives the words of `rsit-undetermined`.
 */
export function wordsOf(kindId: string, locale: Locale, port?: number): Words {
  const { family, entry } = entryById.get(kindFor(kindId, undefined).id)!
  return wordsFor(family, entry, locale, port)
}
