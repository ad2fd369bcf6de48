import { constituencyWords, organisationKindWords } from '#capabilities/members/index.ts'
import { ServiceId } from '#capabilities/services/contract.ts'
import { nameOf } from '#capabilities/services/index.ts'
import type { AdvisoryType } from '#domain/advisory-type.ts'
import { counties } from '#domain/county.ts'
import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { severityWords } from '#domain/severity.ts'
import type { AdvisoryContent, Checks, Confidence, Difference, MeasureGroup, Reason } from './contract.ts'
import { type Changed, missingFacts, missingTexts, needsReason } from './rules.ts'
import { likelihoodWords, lint } from './rules-lint.ts'
import { actorWords, valueWords } from './rules-threat.ts'
import { unclearVersions } from './rules-versions.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const typeWords: Readonly<Record<AdvisoryType, Texts>> = {
  vulnerability: t('Sårbarhet', 'Sårbarheit', 'Vulnerability'),
  threat: t('Trussel', 'Trussel', 'Threat'),
  campaign: t('Kampanje', 'Kampanje', 'Campaign'),
  'medical-device': t('Medisinsk utstyr', 'Medisinsk utstyr', 'Medical device'),
  'all-clear': t('Faren er over', 'Faren er over', 'All clear'),
}

export const groupWords: Readonly<Record<MeasureGroup, Texts>> = {
  now: t('Gjør nå', 'Gjer no', 'Do now'),
  week: t('Denne uken', 'Denne veka', 'This week'),
  cannot: t('Hvis dere ikke kan', 'Om de ikkje kan', 'If you cannot'),
}

export const confidenceWords: Readonly<Record<Confidence, Texts>> = {
  low: t('lav tillit', 'låg tillit', 'low confidence'),
  moderate: t('moderat tillit', 'moderat tillit', 'moderate confidence'),
  high: t('høy tillit', 'høg tillit', 'high confidence'),
}

const fieldWords: Readonly<Record<string, Texts>> = {
  type: t('Type', 'Type', 'Type'),
  severity: t('Alvorlighet', 'Alvorsgrad', 'Severity'),
  tlp: t('TLP', 'TLP', 'TLP'),
  pap: t('PAP', 'PAP', 'PAP'),
  likelihood: t('Sannsynlighet', 'Sannsyn', 'Likelihood'),
  confidence: t('Tillit til vurderingen', 'Tillit til vurderinga', 'Confidence'),
  constituencies: t('Sektor', 'Sektor', 'Sector'),
  products: t('Berørt produkt', 'Råka produkt', 'Affected product'),
  otherProducts: t('Produkt som ikke er berørt', 'Produkt som ikkje er råka', 'Product that is not affected'),
  concerns: t('Hva sårbarheten gjelder', 'Kva sårbarheita gjeld', 'What the vulnerability concerns'),
  noFix: t('Leverandøren om retting', 'Leverandøren om retting', 'What the vendor says of a fix'),
  remedies: t('Slags tiltak', 'Slags tiltak', 'Kind of measure'),
  vulnerabilities: t('Sårbarhet', 'Sårbarheit', 'Vulnerability'),
  references: t('Kilde', 'Kjelde', 'Source'),
  advice: t('Råd fra biblioteket', 'Råd frå biblioteket', 'Advice from the library'),
  closes: t('Varsel som avsluttes', 'Varsel som blir avslutta', 'Warning that ends'),
  deadlines: t('Frist for tiltak', 'Frist for tiltak', 'Deadline of a measure'),
  proof: t('Vises av inventaret', 'Blir vist av inventaret', 'Shown by the inventory'),
  within: t('Hva tiltaket gjelder', 'Kva tiltaket gjeld', 'What the measure is for'),
  because: t('Hvorfor det ikke er berørt', 'Kvifor det ikkje er råka', 'Why it is not affected'),
  actor: t('Aktør', 'Aktør', 'Actor'),
  values: t('Berørt verdi', 'Råka verdi', 'Affected value'),
  title: t('Tittel', 'Tittel', 'Title'),
  summary: t('Sammendrag', 'Samandrag', 'Summary'),
  what: t('Hva er galt', 'Kva er gale', 'What is wrong'),
  who: t('Hvem er berørt', 'Kven er råka', 'Who is affected'),
  measures: t('Tiltak', 'Tiltak', 'Measure'),
  clinicalRisk: t('Betydning for pasienter', 'Verknad for pasientar', 'What it means for patients'),
  compensations: t(
    'Tiltak når utstyret ikke kan oppdateres',
    'Tiltak når utstyret ikkje kan oppdaterast',
    'Measure where nothing can be patched',
  ),
  audience: t('Hvem det går til', 'Kven det går til', 'Whom it goes to'),
  source: t('Hvem det er hentet fra', 'Kven det er henta frå', 'Whom it was taken from'),
  toConstituencies: t('Går til sektoren', 'Går til sektoren', 'Goes to the sector'),
  toKinds: t('Går til virksomheter som er', 'Går til verksemder som er', 'Goes to organisations that are'),
  toCounties: t('Går til fylket', 'Går til fylket', 'Goes to the county'),
  toGroups: t('Går til gruppen', 'Går til gruppa', 'Goes to the group'),
  toServices: t('Går til dem som har tjenesten', 'Går til dei som har tenesta', 'Goes to those who have the service'),
  toOrganisations: t('Går til', 'Går til', 'Goes to'),
  toProducts: t('Går til dem som har produktet', 'Går til dei som har produktet', 'Goes to those who have the product'),
  sourcePublisher: t('Kildens utgiver', 'Utgjevaren til kjelda', 'Publisher of the source'),
  sourceReference: t('Kildens referanse', 'Referansen til kjelda', 'Reference of the source'),
  sourceTlp: t('Kildens TLP', 'TLP til kjelda', 'TLP of the source'),
  sourcePap: t('Kildens PAP', 'PAP til kjelda', 'PAP of the source'),
}

const languageWords: Readonly<Record<Locale, Texts>> = {
  nb: t('bokmål', 'bokmål', 'bokmål'),
  nn: t('nynorsk', 'nynorsk', 'nynorsk'),
  en: t('engelsk', 'engelsk', 'English'),
}

/** What a field is called, with the language of a text: *Tittel (nynorsk)*. */
export function fieldInWords(field: string, locale: Locale, language?: Locale): string {
  const [name = '', key] = field.split('.')
  const said = fieldWords[name]?.[locale] ?? name
  return `${said}${key ? ` ${key.replace(/^\D+/, '')}` : ''}${language ? ` (${languageWords[language][locale]})` : ''}`
}

const wordsOfValues: Readonly<Record<string, Readonly<Record<string, Texts>>>> = {
  type: typeWords,
  severity: severityWords,
  confidence: confidenceWords,
  likelihood: Object.fromEntries(Object.entries(likelihoodWords).map(([key, { words }]) => [key, words])),
  constituencies: constituencyWords,
  toConstituencies: constituencyWords,
  toKinds: organisationKindWords,
  toCounties: Object.fromEntries(Object.entries(counties).map(([county, name]) => [county, t(name, name, name)])),
  toServices: Object.fromEntries(ServiceId.options.map((service) => [service, nameOf(service)])),
  toProducts: { products: t('ja', 'ja', 'yes') },
  actor: actorWords,
  values: valueWords,
}

const ofMeasure = t('Tiltak', 'Tiltak', 'Measure')
const hoursWord = t('timer', 'timar', 'hours')

/** What is kept of a measure begins with its key: *m1 now 24* is *Measure 1: Do now, 24 hours*. */
function measureInWords(value: string, locale: Locale): string {
  const [key = '', ...rest] = value.split(' ')
  const [group, hours] = rest
  const isDeadline = rest.length === 2 && group !== undefined && group in groupWords && /^[0-9]+$/.test(hours ?? '')
  const said = isDeadline ? `${groupWords[group as MeasureGroup][locale]}, ${hours} ${hoursWord[locale]}` : rest.join(' ')
  return `${ofMeasure[locale]} ${key.replace(/^\D+/, '')}${said ? `: ${said}` : ''}`
}

const ofMeasures = ['deadlines', 'proof', 'within', 'remedies']

/** A difference as people read it; `names` has what ids stand for: advice its title, a warning its tracking id. */
export function differenceInWords(
  { field, locale: language, what, before, after }: Changed,
  locale: Locale,
  names: ReadonlyMap<string, string>,
): Difference {
  const said = (value: string) => {
    const [id = '', version] = value.split(' ')
    const name = names.get(id)
    if (name) return version ? `${name} (${version})` : name
    return ofMeasures.includes(field) && value
      ? measureInWords(value, locale)
      : (wordsOfValues[field]?.[value]?.[locale] ?? value)
  }
  return { field: fieldInWords(field, locale, language), what, before: said(before), after: said(after) }
}

/** Fields that differ, by their names alone and once each, for a sentence. */
export const changedFields = (changed: readonly Changed[], locale: Locale): string =>
  [...new Set(changed.map(({ field, locale: language }) => fieldInWords(field, locale, language)))].join(', ')

const factWords: Readonly<Record<'closes' | 'confidence' | 'audience', Texts>> = {
  closes: t('Hvilke varsler som avsluttes', 'Kva varsel som blir avslutta', 'Which warnings end'),
  confidence: t('Hvor sikker vurderingen er', 'Kor sikker vurderinga er', 'How sure the judgement is'),
  audience: t('Hvem det går til', 'Kven det går til', 'Whom it goes to'),
}

/** What stands between a draft and its publication, and what is only said. */
export function checksOf(content: AdvisoryContent, goesToNobody: boolean, locale: Locale): Checks {
  const missing = missingTexts(content)
  const named = (must: boolean) =>
    missing.filter((one) => one.must === must).map(({ field, locale: language }) => fieldInWords(field, locale, language))
  const facts = [...missingFacts(content), ...(goesToNobody ? (['audience'] as const) : [])]
  return {
    mustHave: [...named(true), ...facts.map((fact) => factWords[fact][locale])],
    couldHave: named(false),
    needsReason: needsReason(content),
    unclear: unclearVersions(content),
    loose: lint(content).map((mark) => ({ ...mark, field: fieldInWords(mark.field, locale, mark.locale) })),
  }
}

const because: Readonly<Record<'group' | 'groupNamed' | 'service' | 'named', Texts>> = {
  group: t('dere er i en gruppe som det gjelder', 'de er i ei gruppe som det gjeld', 'you are in a group that it concerns'),
  groupNamed: t('er i gruppen', 'er i gruppa', 'is in the group'),
  service: t('har tjenesten', 'har tenesta', 'has the service'),
  named: t('er valgt ved navn', 'er vald ved namn', 'was chosen by name'),
}

/** Where a line of an inventory comes from. */
const seenBy: Readonly<Record<string, Texts>> = {
  declared: t('skrevet inn', 'skrive inn', 'written by hand'),
  csv: t('CSV-fil', 'CSV-fil', 'CSV file'),
  cyclonedx: t('CycloneDX-fil', 'CycloneDX-fil', 'CycloneDX file'),
  spdx: t('SPDX-fil', 'SPDX-fil', 'SPDX file'),
  scan: t('sett av en skanning', 'sett av ei skanning', 'seen by a scan'),
}

/**
 * A reason in words: *er kommune i Rogaland*, *har Citrix NetScaler 13.1 (sett 2026-11-01, csv)*. What a group is called is the
 * team's alone: a member only reads that there is one.
 */
export function reasonInWords(reason: Reason, locale: Locale, forTeam: boolean): string {
  switch (reason.kind) {
    case 'register': {
      const kinds = reason.kinds.map((kind) => organisationKindWords[kind][locale].toLowerCase()).join(', ')
      const sector = reason.constituencies.map((one) => constituencyWords[one][locale].toLowerCase()).join(', ')
      const place = reason.county ? `${t('i', 'i', 'in')[locale]} ${counties[reason.county] ?? reason.county}` : ''
      const what = kinds || t('virksomhet', 'verksemd', 'organisation')[locale]
      return [t('er', 'er', 'is')[locale], what, place, sector && `(${sector})`].filter(Boolean).join(' ')
    }
    case 'group':
      return forTeam ? `${because.groupNamed[locale]} ${reason.name}` : because.group[locale]
    case 'service':
      return `${because.service[locale]} ${nameOf(reason.service)[locale]}`
    case 'named':
      return because.named[locale]
    case 'product': {
      const product = [reason.product, reason.version].filter(Boolean).join(' ')
      const by = seenBy[reason.by]?.[locale] ?? reason.by
      const seen = `${t('sett', 'sett', 'seen')[locale]} ${dayText(reason.seenAt, locale)}, ${by}`
      return `${t('har', 'har', 'has')[locale]} ${product} (${seen}). ${reason.why[locale]}`
    }
  }
}
