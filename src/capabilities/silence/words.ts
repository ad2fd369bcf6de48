import type { Locale, Texts } from '#domain/locale.ts'
import type { CallOutcome, Stage } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const stageWords: Record<Stage, Texts> = {
  untold: t('Ikke nådd', 'Ikkje nådd', 'Not reached'),
  told: t('Varslet, ikke lest', 'Varsla, ikkje lese', 'Told, not read'),
  read: t('Lest, ikke svart', 'Lese, ikkje svart', 'Read, not answered'),
  partly: t('Svart på noe', 'Svart på noko', 'Answered in part'),
  answered: t('Svart på alt', 'Svart på alt', 'Answered'),
  disputed: t('Måling sier imot', 'Måling seier imot', 'Contradicted by a measurement'),
  claimed: t('Sagt gjort', 'Sagt gjort', 'Said to be done'),
  proved: t('Vist gjort ved måling', 'Vist gjort ved måling', 'Proved by a measurement'),
  'not-relevant': t('Gjelder ikke', 'Gjeld ikkje', 'Not relevant'),
  noted: t('Lest, ingenting å gjøre', 'Lese, ingenting å gjere', 'Read, nothing to do'),
}

export const outcomeWords: Record<CallOutcome, Texts> = {
  reached: t('Nådd', 'Nådd', 'Reached'),
  'not-reached': t('Ikke nådd', 'Ikkje nådd', 'Not reached'),
  'call-again': t('Ring igjen', 'Ring igjen', 'Call again'),
}

export const channelWords: Readonly<Record<string, Texts>> = {
  mail: t('E-post', 'E-post', 'E-mail'),
  sms: t('SMS', 'SMS', 'SMS'),
  telephone: t('Telefon', 'Telefon', 'Telephone'),
  portal: t('Portalen', 'Portalen', 'The portal'),
  unknown: t('Ikke kjent', 'Ikkje kjent', 'Not known'),
}

/** That somebody is to be rung again, and when. */
export const againWords = (moment: string | null, locale: Locale): string =>
  moment
    ? { nb: `Ring igjen ${moment}.`, nn: `Ring igjen ${moment}.`, en: `Call again ${moment}.` }[locale]
    : { nb: 'Ring igjen.', nn: 'Ring igjen.', en: 'Call again.' }[locale]

export const noCounty = t('Uten fylke', 'Utan fylke', 'Without a county')
