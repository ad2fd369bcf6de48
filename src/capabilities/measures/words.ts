import { wordsOf } from '#capabilities/findings/index.ts'
import type { OrganisationKind } from '#capabilities/members/contract.ts'
import { organisationKindWords } from '#capabilities/members/index.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { severities, severityWords } from '#domain/severity.ts'
import type { EffectGroup, MeasureState } from './contract.ts'
import { portOf } from './rules.ts'
import { advisedKind, type MeasureRow } from './store.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const channels: Record<string, Texts> = {
  mail: t('E-post', 'E-post', 'Mail'),
  sms: t('SMS', 'SMS', 'Text message'),
  telephone: t('Telefon', 'Telefon', 'Telephone'),
  unknown: t('Ikke kjent', 'Ikkje kjent', 'Not known'),
}

/** What the states of a measure are called. */
export const stateWords: Record<MeasureState, Texts> = {
  open: t('Ikke begynt', 'Ikkje byrja', 'Not begun'),
  doing: t('Arbeider med det', 'Arbeider med det', 'Being worked on'),
  claimed: t('Sagt gjort', 'Sagt gjort', 'Said to be done'),
  done: t('Gjort', 'Gjort', 'Done'),
  compensated: t('Gjort noe annet', 'Gjort noko anna', 'Something else done'),
  accepted: t('Akseptert', 'Akseptert', 'Accepted'),
  'not-relevant': t('Gjelder ikke', 'Gjeld ikkje', 'Not relevant'),
  disputed: t('Omtvistet', 'Omstridd', 'Disputed'),
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Withdrawn'),
}

const all = t('Alle tiltak', 'Alle tiltak', 'All measures')
const advised = t('Varsler', 'Varsel', 'Warnings')

/** What a group of the effect is called. */
export function groupInWords(by: EffectGroup, group: string, locale: Locale): string {
  if (by === 'all') return all[locale]
  if (by === 'kind' && group === advisedKind) return advised[locale]
  if (by === 'kind') return wordsOf(group, locale).name
  if (by === 'channel') return channels[group]?.[locale] ?? group
  if (by === 'severity') return severityWords[severities[4 - Number(group)]!][locale]
  return organisationKindWords[group as OrganisationKind]?.[locale] ?? group
}

/** What a measure is about and what to do, step by step. */
export function adviceOf({ kind, assetText, words }: Pick<MeasureRow, 'kind' | 'assetText' | 'words'>, locale: Locale) {
  if (words) return { kindName: words.title[locale], what: words.what[locale], steps: [words.what[locale]] }
  const { name, doNow } = wordsOf(kind, locale, portOf(assetText))
  return { kindName: name, what: doNow[0] ?? name, steps: doNow }
}
