import { counties } from '#domain/county.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Severity } from '#domain/severity.ts'
import type { Facet } from './contract.ts'
import { closingDecided, importWithdrawn, sourceBack, sourceSilent } from './contract.ts'
import { noCounty } from './rules.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const severityWords: Record<Severity, Texts> = {
  critical: t('Kritisk', 'Kritisk', 'Critical'),
  high: t('Høy', 'Høg', 'High'),
  medium: t('Middels', 'Middels', 'Medium'),
  low: t('Lav', 'Låg', 'Low'),
  info: t('Til informasjon', 'Til informasjon', 'For information'),
}

/** Families of kinds, as a line of a trend is called. */
const familyWords: Readonly<Record<string, Texts>> = {
  'abusive-content': t('Uønsket innhold', 'Uønskt innhald', 'Abusive content'),
  amplifier: t('Forsterker for angrep', 'Forsterkar for angrep', 'Amplifiers of attacks'),
  'attacks-others': t('Angriper andre', 'Angrip andre', 'Attacks others'),
  'camera-printer': t('Kamera og skrivere', 'Kamera og skrivarar', 'Cameras and printers'),
  'compromised-device': t('Utstyr i fremmede hender', 'Utstyr i framande hender', 'Compromised devices'),
  'compromised-website': t('Overtatte nettsteder', 'Overtekne nettstader', 'Compromised websites'),
  'control-server': t('Styringsservere', 'Styringstenarar', 'Control servers'),
  database: t('Databaser', 'Databasar', 'Databases'),
  'ddos-participant': t('Deltar i tjenestenekt', 'Deltek i tenestenekt', 'Takes part in denial of service'),
  'ddos-target': t('Mål for tjenestenekt', 'Mål for tenestenekt', 'Targets of denial of service'),
  directory: t('Katalogtjenester', 'Katalogtenester', 'Directory services'),
  'file-sharing': t('Fildeling', 'Fildeling', 'File sharing'),
  fraud: t('Svindel', 'Svindel', 'Fraud'),
  'harmful-content': t('Skadelig innhold', 'Skadeleg innhald', 'Harmful content'),
  identification: t('Utstyr som er synlig', 'Utstyr som er synleg', 'Visible devices'),
  industrial: t('Industristyring', 'Industristyring', 'Industrial control'),
  'infected-machine': t('Infiserte maskiner', 'Infiserte maskiner', 'Infected machines'),
  'information-loss': t('Informasjon på avveie', 'Informasjon på avvegar', 'Lost information'),
  'leaked-account': t('Lekkede kontoer', 'Lekne kontoar', 'Leaked accounts'),
  'mail-service': t('E-posttjenester', 'E-posttenester', 'Mail services'),
  management: t('Administrasjon på nett', 'Administrasjon på nett', 'Management interfaces'),
  'message-broker': t('Meldingstjenester', 'Meldingstenester', 'Message brokers'),
  'name-server': t('Navnetjenere', 'Namnetenarar', 'Name servers'),
  'network-equipment': t('Nettverksutstyr', 'Nettverksutstyr', 'Network equipment'),
  other: t('Annet', 'Anna', 'Other'),
  outage: t('Utfall', 'Utfall', 'Outages'),
  probing: t('Avsøking', 'Avsøking', 'Probing'),
  proxy: t('Åpne mellomledd', 'Opne mellomledd', 'Open proxies'),
  ransomware: t('Løsepengevirus', 'Løysepengevirus', 'Ransomware'),
  'remote-desktop': t('Fjernskrivebord', 'Fjernskrivebord', 'Remote desktop'),
  'remote-shell': t('Fjernpålogging', 'Fjernpålogging', 'Remote login'),
  reputation: t('Dårlig omdømme', 'Dårleg omdømme', 'Bad reputation'),
  'special-report': t('Særskilte rapporter', 'Særskilde rapportar', 'Special reports'),
  telephony: t('Telefoni', 'Telefoni', 'Telephony'),
  'vulnerable-mail': t('Sårbar e-post', 'Sårbar e-post', 'Vulnerable mail servers'),
  'vulnerable-service': t('Sårbare tjenester', 'Sårbare tenester', 'Vulnerable services'),
  'vulnerable-web': t('Sårbare nettsteder', 'Sårbare nettstader', 'Vulnerable websites'),
  'weak-encryption': t('Svak kryptering', 'Svak kryptering', 'Weak encryption'),
}

const withoutCounty = t('Uten fylke', 'Utan fylke', 'Without county')

/** What a part of the counts is called. */
export function partInWords(facet: Facet, part: string, locale: Locale): string {
  if (facet === 'county') return part === noCounty ? withoutCounty[locale] : (counties[part] ?? part)
  return (facet === 'severity' ? severityWords[part as Severity] : familyWords[part])?.[locale] ?? part
}

const eventWords: Readonly<Record<string, Texts>> = {
  [sourceSilent]: t('{what} ble stille', '{what} vart still', '{what} fell silent'),
  [sourceBack]: t('{what} er tilbake', '{what} er tilbake', '{what} is back'),
  [importWithdrawn]: t(
    'En fil fra {what} ble trukket tilbake',
    'Ei fil frå {what} vart trekt tilbake',
    'A file of {what} was withdrawn',
  ),
  [closingDecided]: t(
    '{count} funn ble lukket: {what}',
    '{count} funn vart lukka: {what}',
    '{count} findings were closed: {what}',
  ),
}
const unknownSource = t('en kilde', 'ei kjelde', 'a source')

/** What happened, in one sentence; `what` is the source or the kind. */
export const eventInWords = (
  kind: string,
  { what, count }: { what: string | undefined; count: number },
  locale: Locale,
): string =>
  (eventWords[kind]?.[locale] ?? kind)
    .replace('{what}', what ?? unknownSource[locale])
    .replace('{count}', new Intl.NumberFormat(locale).format(count))
