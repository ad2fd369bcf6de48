import type { Locale, Texts } from '#domain/locale.ts'
import type { EnrolmentState, StayReason } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const stateWords: Readonly<Record<EnrolmentState, Texts>> = {
  none: t('Ikke spurt', 'Ikkje spurd', 'Not asked'),
  asked: t('Tilbudt', 'Tilbode', 'Offered'),
  waiting: t('Venter', 'Ventar', 'Waits'),
  on: t('På', 'På', 'On'),
  paused: t('Hviler', 'Kviler', 'Rests'),
  ended: t('Avsluttet', 'Avslutta', 'Ended'),
}

export const whyWords: Readonly<Record<StayReason, Texts>> = {
  approval: t('teamet må godkjenne', 'teamet må godkjenne', 'the team must approve'),
  targets: t(
    'mangler et godkjent nett eller domene',
    'manglar eit godkjent nett eller domene',
    'lacks an approved network or domain',
  ),
  terms: t('nye vilkår er ikke godtatt', 'nye vilkår er ikkje godtekne', 'new terms are not accepted'),
  agreement: t('avtalen er ikke godtatt', 'avtalen er ikkje godteken', 'the agreement is not accepted'),
  team: t('satt på pause av teamet', 'sett på pause av teamet', 'paused by the team'),
}

const steps: Readonly<Record<string, Texts>> = {
  'terms-told': t('Fikk brev om nye vilkår', 'Fekk brev om nye vilkår', 'Was written to about new terms'),
  consented: t('Godtok vilkårene', 'Godtok vilkåra', 'Accepted the terms'),
  withdrawn: t('Trakk samtykket', 'Trekte samtykket', 'Took the consent back'),
  'targets-added': t('La til nett og domener', 'La til nett og domene', 'Added networks and domains'),
  'target-removed': t('Tok bort nett eller domene', 'Tok bort nett eller domene', 'Took a network or domain away'),
  'target-approved': t('Godkjente', 'Godkjende', 'Approved'),
  'target-refused': t('Avslo', 'Avslo', 'Refused'),
  'target-waiting': t('Åpnet igjen', 'Opna igjen', 'Opened again'),
  offer: t('Tilbød tjenesten', 'Tilbaud tenesta', 'Offered the service'),
  unoffer: t('Trakk tilbudet', 'Trekte tilbodet', 'Took the offer back'),
  approve: t('Godkjente tjenesten', 'Godkjende tenesta', 'Approved the service'),
  unapprove: t('Trakk godkjenningen', 'Trekte godkjenninga', 'Took the approval back'),
  pause: t('Satte på pause', 'Sette på pause', 'Paused it'),
  resume: t('Startet igjen', 'Starta igjen', 'Resumed it'),
}

/** What a step of the history is called. */
export const stepInWords = (what: string, locale: Locale): string => steps[what]?.[locale] ?? what
