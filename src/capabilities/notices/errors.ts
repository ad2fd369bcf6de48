import type { ErrorTexts } from '#platform/errors.ts'
import { deliveryErrors } from './errors-delivery.ts'
import { sendersErrors } from './errors-senders.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  ...deliveryErrors,
  ...sendersErrors,
  'no-such-holding': {
    status: 422,
    message: t('Nettverket eller domenet finnes ikke.', 'Nettverket eller domenet finst ikkje.', 'The holding does not exist.'),
    next: t(
      'Velg et fra listen til virksomheten.',
      'Vel eit frå lista til verksemda.',
      'Choose one from the list of the organisation.',
    ),
  },
  'no-such-family': {
    status: 422,
    message: t(
      'Denne familien av typer finnes ikke:',
      'Denne familien av typar finst ikkje:',
      'This family of kinds does not exist:',
    ),
    next: t('Velg en familie fra katalogen.', 'Vel ein familie frå katalogen.', 'Choose a family from the catalogue.'),
  },
  'needs-reason': {
    status: 422,
    message: t('Grunnen mangler.', 'Grunnen manglar.', 'The reason is missing.'),
    next: t('Skriv minst fem tegn.', 'Skriv minst fem teikn.', 'Write at least five characters.'),
  },
  'moment-has-passed': {
    status: 422,
    message: t('Tidspunktet er passert.', 'Tidspunktet er passert.', 'The moment has passed.'),
    next: t('Velg et tidspunkt i framtiden.', 'Vel eit tidspunkt i framtida.', 'Choose a moment in the future.'),
  },
  'window-ended-before': {
    status: 422,
    message: t(
      'Vedlikeholdet er over før det begynner.',
      'Vedlikehaldet er over før det tek til.',
      'The maintenance window ends before it begins.',
    ),
    next: t('Velg en slutt i framtiden.', 'Vel ein slutt i framtida.', 'Choose an end in the future.'),
  },
  'window-too-long': {
    status: 422,
    message: t(
      'Vedlikeholdet kan ikke vare lenger enn 14 dager.',
      'Vedlikehaldet kan ikkje vare lenger enn 14 dagar.',
      'A maintenance window cannot be longer than 14 days.',
    ),
    next: t(
      'Velg en tidligere slutt, eller spør oss om et lengre vindu.',
      'Vel ein tidlegare slutt, eller spør oss om eit lengre vindauge.',
      'Choose an earlier end, or ask us for a longer window.',
    ),
  },
  'window-too-far': {
    status: 422,
    message: t(
      'Vedlikeholdet må begynne innen ett år.',
      'Vedlikehaldet må ta til innan eitt år.',
      'The maintenance window must begin within a year.',
    ),
    next: t('Velg en tidligere start.', 'Vel ein tidlegare start.', 'Choose an earlier beginning.'),
  },
  'freeze-too-long': {
    status: 422,
    message: t(
      'Sendestoppen kan ikke vare lenger enn 90 dager.',
      'Sendestoppen kan ikkje vare lenger enn 90 dagar.',
      'A freeze cannot be longer than 90 days.',
    ),
    next: t(
      'Velg en tidligere slutt. Forleng stoppen når den tid kommer.',
      'Vel ein tidlegare slutt. Forleng stoppen når den tida kjem.',
      'Choose an earlier end. Prolong the freeze when that time comes.',
    ),
  },
  'nothing-to-tell': {
    status: 404,
    message: t(
      'Ingenting venter på å bli varslet til virksomheten.',
      'Ingenting ventar på å bli varsla til verksemda.',
      'Nothing waits to be told to the organisation.',
    ),
    next: t(
      'Se listen over varsler som er sendt.',
      'Sjå lista over varsel som er sende.',
      'See the list of notices that were sent.',
    ),
  },
}
