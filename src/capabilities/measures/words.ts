import { wordsOf } from '#capabilities/findings/index.ts'
import type { organisationKinds } from '#capabilities/members/contract.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { EffectGroup } from './contract.ts'
import { portOf } from './rules.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const channels: Record<string, Texts> = {
  mail: t('E-post', 'E-post', 'Mail'),
  sms: t('SMS', 'SMS', 'Text message'),
  telephone: t('Telefon', 'Telefon', 'Telephone'),
  unknown: t('Ikke kjent', 'Ikkje kjent', 'Not known'),
}

const organisations: Record<(typeof organisationKinds)[number], Texts> = {
  'regional-health-authority': t('Regionalt helseforetak', 'Regionalt helseføretak', 'Regional health authority'),
  'hospital-trust': t('Helseforetak', 'Helseføretak', 'Hospital trust'),
  hospital: t('Sykehus', 'Sjukehus', 'Hospital'),
  'ict-operator': t('IKT-driftsleverandør', 'IKT-driftsleverandør', 'ICT operator'),
  municipality: t('Kommune', 'Kommune', 'Municipality'),
  county: t('Fylkeskommune', 'Fylkeskommune', 'County'),
  intermunicipal: t('Interkommunalt samarbeid', 'Interkommunalt samarbeid', 'Intermunicipal body'),
  'general-practice': t('Fastlegekontor', 'Fastlegekontor', 'General practice'),
  'dental-practice': t('Tannlegekontor', 'Tannlegekontor', 'Dental practice'),
  pharmacy: t('Apotek', 'Apotek', 'Pharmacy'),
  supplier: t('Leverandør', 'Leverandør', 'Supplier'),
  authority: t('Myndighet', 'Styresmakt', 'Authority'),
  other: t('Annet', 'Anna', 'Other'),
}

const severityWords: Record<Severity, Texts> = {
  critical: t('Kritisk', 'Kritisk', 'Critical'),
  high: t('Høy', 'Høg', 'High'),
  medium: t('Middels', 'Middels', 'Medium'),
  low: t('Lav', 'Låg', 'Low'),
  info: t('Til opplysning', 'Til opplysning', 'Informational'),
}

const all = t('Alle tiltak', 'Alle tiltak', 'All measures')

/** What a group of the effect is called. */
export function groupInWords(by: EffectGroup, group: string, locale: Locale): string {
  if (by === 'all') return all[locale]
  if (by === 'kind') return wordsOf(group, locale).name
  if (by === 'channel') return channels[group]?.[locale] ?? group
  if (by === 'severity') return severityWords[severities[4 - Number(group)]!][locale]
  return organisations[group as keyof typeof organisations]?.[locale] ?? group
}

/** What a measure is about and what to do, step by step. */
export function adviceOf({ kind, assetText }: { kind: string; assetText: string }, locale: Locale) {
  const { name, doNow } = wordsOf(kind, locale, portOf(assetText))
  return { kindName: name, what: doNow[0] ?? name, steps: doNow }
}
