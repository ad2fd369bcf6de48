import type { Locale, Texts } from '#domain/locale.ts'
import type { AdviceDifference, Topic } from './contract.ts'
import type { PartDifference } from './rules.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const topicWords: Readonly<Record<Topic, Texts>> = {
  updates: t('Oppdatering', 'Oppdatering', 'Updates'),
  'admin-accounts': t('Administratorkontoer', 'Administratorkontoar', 'Administrator accounts'),
  'allow-listing': t('Tillatte programmer', 'Tillatne program', 'Allowed programs'),
  mail: t('E-post', 'E-post', 'Mail'),
  'sign-in': t('Innlogging', 'Innlogging', 'Sign-in'),
  scanning: t('Sårbarhetsskanning', 'Sårbarheitsskanning', 'Vulnerability scanning'),
  culture: t('Sikkerhetskultur', 'Tryggingskultur', 'Security culture'),
  network: t('Nettverk', 'Nettverk', 'Network'),
  backup: t('Sikkerhetskopi', 'Tryggingskopi', 'Backup'),
  logging: t('Logging', 'Logging', 'Logging'),
  incident: t('Hendelser', 'Hendingar', 'Incidents'),
  devices: t('Medisinsk utstyr', 'Medisinsk utstyr', 'Medical devices'),
  suppliers: t('Leverandører', 'Leverandørar', 'Suppliers'),
  other: t('Annet', 'Anna', 'Other'),
}

const parts: Readonly<Record<PartDifference['part'], Texts>> = {
  topic: t('Tema', 'Tema', 'Topic'),
  title: t('Tittel', 'Tittel', 'Title'),
  text: t('Tekst', 'Tekst', 'Text'),
  references: t('Kilder', 'Kjelder', 'References'),
}

const languages: Readonly<Record<Locale, Texts>> = {
  nb: t('på bokmål', 'på bokmål', 'in bokmål'),
  nn: t('på nynorsk', 'på nynorsk', 'in nynorsk'),
  en: t('på engelsk', 'på engelsk', 'in English'),
}

const whole = {
  added: t('lagt til', 'lagt til', 'added'),
  removed: t('tatt bort', 'teke bort', 'removed'),
  changed: t('endret', 'endra', 'changed'),
}

const counted: Readonly<Record<Locale, (put: number, taken: number) => string>> = {
  nb: (put, taken) => `${put} ${put === 1 ? 'linje' : 'linjer'} lagt til, ${taken} tatt bort`,
  nn: (put, taken) => `${put} ${put === 1 ? 'linje' : 'linjer'} lagde til, ${taken} tekne bort`,
  en: (put, taken) => `${put} ${put === 1 ? 'line' : 'lines'} added, ${taken} removed`,
}

/** What is other in a part, in a sentence; topics are called what people call them. */
export function tellDifference({ part, locale: language, lines }: PartDifference, locale: Locale): AdviceDifference {
  const where = language ? `${parts[part][locale]} ${languages[language][locale]}` : parts[part][locale]
  const [put, taken, kept] = (['in', 'out', 'same'] as const).map((what) => lines.filter((one) => one.what === what).length)
  const isSingle = part === 'topic' || part === 'title'
  const how =
    taken === 0 && kept === 0
      ? whole.added[locale]
      : put === 0 && kept === 0
        ? whole.removed[locale]
        : isSingle
          ? whole.changed[locale]
          : counted[locale](put!, taken!)
  return {
    part,
    locale: language,
    words: `${where}: ${how}.`,
    lines: part === 'topic' ? lines.map((line) => ({ ...line, text: topicWords[line.text as Topic][locale] })) : lines,
  }
}
