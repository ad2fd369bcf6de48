import type { Texts } from '#domain/locale.ts'
import type { ActorType, AffectedValue } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** Who is behind a threat, in words. */
export const actorWords: Readonly<Record<ActorType, Texts>> = {
  state: t('Statlig aktør', 'Statleg aktør', 'State actor'),
  'organised-crime': t('Organiserte kriminelle', 'Organiserte kriminelle', 'Organised crime'),
  ideological: t('Ideologisk motivert aktør', 'Ideologisk motivert aktør', 'Ideologically motivated actor'),
  insider: t('Innsider', 'Innsidar', 'Insider'),
  opportunist: t('Opportunist', 'Opportunist', 'Opportunist'),
  accident: t('Uhell eller teknisk svikt', 'Uhell eller teknisk svikt', 'Accident or technical failure'),
  unknown: t('Ukjent', 'Ukjend', 'Unknown'),
}

/** What a threat can harm, in words. */
export const valueWords: Readonly<Record<AffectedValue, Texts>> = {
  confidentiality: t('Konfidensialitet', 'Konfidensialitet', 'Confidentiality'),
  integrity: t('Integritet', 'Integritet', 'Integrity'),
  availability: t('Tilgjengelighet', 'Tilgjenge', 'Availability'),
  'patient-safety': t('Pasientsikkerhet', 'Pasienttryggleik', 'Patient safety'),
  privacy: t('Personvern', 'Personvern', 'Privacy'),
  operations: t('Drift og tjenester', 'Drift og tenester', 'Operations and services'),
  finances: t('Økonomi', 'Økonomi', 'Finances'),
  reputation: t('Omdømme', 'Omdømme', 'Reputation'),
}
