import type { Texts } from '#domain/locale.ts'
import type { AuthorityKind, Certainty, RelationType } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What relations are called: what the one does to the other. */
export const relationWords: Readonly<Record<RelationType, Texts>> = {
  owns: t('eier', 'eig', 'owns'),
  'operates-for': t('drifter for', 'driftar for', 'operates for'),
  supplies: t('leverer til', 'leverer til', 'supplies'),
  contracts: t('har avtale med', 'har avtale med', 'contracts'),
  controller: t('er selv dataansvarlig hos', 'er sjølv dataansvarleg hos', 'is a controller itself at'),
  processor: t('er databehandler for', 'er databehandlar for', 'is a processor for'),
}

export const authorityKindWords: Readonly<Record<AuthorityKind, Texts>> = {
  ministry: t('Departement', 'Departement', 'Ministry'),
  directorate: t('Direktorat', 'Direktorat', 'Directorate'),
  supervisor: t('Tilsyn', 'Tilsyn', 'Supervisor'),
  security: t('Sikkerhet og politi', 'Tryggleik og politi', 'Security and police'),
  response: t('Responsmiljø', 'Responsmiljø', 'Response team'),
  regional: t('Regional myndighet', 'Regional styresmakt', 'Regional authority'),
  other: t('Annen offentlig virksomhet', 'Anna offentleg verksemd', 'Other public body'),
}

export const certaintyWords: Readonly<Record<Certainty, Texts>> = {
  sourced: t('Lest i kilden', 'Lese i kjelda', 'Read in the source'),
  likely: t('Alminnelig kjent, ikke lest', 'Allment kjent, ikkje lese', 'Commonly known, not read'),
  verify: t('Må bekreftes', 'Må stadfestast', 'To be verified'),
}
