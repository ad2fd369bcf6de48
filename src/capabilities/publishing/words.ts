import type { Locale, Texts } from '#domain/locale.ts'
import type { OpenLife, WeekDeed } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What our feeds are called and say of themselves. */
export const feedWords = {
  warnings: t('Varsler', 'Varsel', 'Warnings'),
  'warnings.about': t(
    'Åpne varsler om sårbarheter og trusler, med hva du kan gjøre.',
    'Opne varsel om sårbarheiter og truslar, med kva du kan gjere.',
    'Open warnings about vulnerabilities and threats, with what you can do.',
  ),
  weeks: t('Ukens varsler', 'Varsla denne veka', 'Warnings of the week'),
  'weeks.about': t(
    'Hva som ble publisert, endret, trukket tilbake og avsluttet, uke for uke.',
    'Kva som vart publisert, endra, trekt tilbake og avslutta, veke for veke.',
    'What was published, changed, withdrawn and closed, week by week.',
  ),
  ours: t('Varsler til oss', 'Varsel til oss', 'Warnings to us'),
  'ours.about': t(
    'Varsler som er sendt til dere. Del dem ikke lenger enn merkingen tillater.',
    'Varsel som er sende til dykk. Del dei ikkje lenger enn merkinga tillèt.',
    'Warnings that were sent to you. Share them no further than their label allows.',
  ),
} satisfies Record<string, Texts>

/** What stands before the title of a warning that is no more. */
const lifeWords: Record<OpenLife, Texts | undefined> = {
  published: undefined,
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Withdrawn'),
  closed: t('Faren er over', 'Faren er over', 'Over'),
}

/** The title of a warning, with what has become of it. */
export const titleOf = (title: string, life: OpenLife, locale: Locale): string => {
  const word = lifeWords[life]?.[locale]
  return word === undefined ? title : `${word}: ${title}`
}

/** What happened with a warning in a week. */
export const deedWords: Record<WeekDeed, Texts> = {
  published: t('Nye varsler', 'Nye varsel', 'New warnings'),
  updated: t('Endrede varsler', 'Endra varsel', 'Changed warnings'),
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Withdrawn'),
  closed: t('Faren er over', 'Faren er over', 'The danger is over'),
}

/** The name of a week: *Uke 47, 2026*. */
export function weekInWords(week: string, locale: Locale): string {
  const [year, number] = week.split('-W')
  return `${t('Uke', 'Veke', 'Week')[locale]} ${Number(number)}, ${year}`
}

/** What is said of a week in which nothing happened. */
export const quietWeek = t(
  'Ingen varsler ble publisert eller endret denne uken.',
  'Ingen varsel vart publiserte eller endra denne veka.',
  'No warnings were published or changed this week.',
)
