import type { Locale } from '#domain/locale.ts'
import { classOf } from '#domain/rsit.ts'
import { allKinds, kindOf, wordsOf } from './kinds/index.ts'
import type { Kind } from './kinds/kind.ts'

/** A kind as the catalogue page shows it. */
const toLine = (kind: Kind, locale: Locale) => {
  const advice = wordsOf(kind.id, locale)
  return {
    id: kind.id,
    name: advice.name,
    family: kind.family,
    class: classOf(kind.type),
    type: kind.type,
    severity: kind.severity,
    service: kind.service,
    port: kind.port ?? null,
    nature: kind.nature,
    principles: [...kind.principles],
    reference: kind.reference ?? null,
    advice,
  }
}

export const kindLines = (locale: Locale) => allKinds.map((kind) => toLine(kind, locale))

export const kindLine = (id: string, locale: Locale) => {
  const kind = kindOf(id)
  return kind && toLine(kind, locale)
}
