import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'source-name-taken': {
    status: 409,
    message: t('En kilde har dette navnet fra før.', 'Ei kjelde har dette namnet frå før.', 'A source has this name already.'),
    next: t('Velg et annet navn.', 'Vel eit anna namn.', 'Choose another name.'),
  },
  'provider-consent-needed': {
    status: 422,
    message: t(
      'En mildere merking krever samtykke fra leverandøren. Kilden er nå merket',
      'Ei mildare merking krev samtykke frå leverandøren. Kjelda er no merka',
      'A milder label takes the consent of the provider. The source is now marked',
    ),
    next: t(
      'Spør leverandøren, og skriv inn hvem som sa ja, når, hvor det står, og hvorfor.',
      'Spør leverandøren, og skriv inn kven som sa ja, når, kvar det står, og kvifor.',
      'Ask the provider, and enter who agreed, when, where it is written, and why.',
    ),
  },
  'bad-mapping': {
    status: 422,
    message: t(
      'Koblingen mellom kolonner og felt er ikke fullstendig.',
      'Koplinga mellom kolonnar og felt er ikkje fullstendig.',
      'The mapping of columns to fields is not complete.',
    ),
    next: t(
      'Velg minst en kolonne for tid og en for hva det gjelder.',
      'Vel minst ein kolonne for tid og ein for kva det gjeld.',
      'Choose at least a column for the time and one for what it is about.',
    ),
  },
  'bad-cron': {
    status: 422,
    message: t('Tidsplanen kan ikke leses.', 'Tidsplanen kan ikkje lesast.', 'The schedule cannot be read.'),
    next: t(
      'Skriv fem felt, for eksempel 0 6 * * * for klokken seks hver dag.',
      'Skriv fem felt, til dømes 0 6 * * * for klokka seks kvar dag.',
      'Write five fields, for example 0 6 * * * for six every day.',
    ),
  },
  'folder-not-allowed': {
    status: 422,
    message: t('Denne mappen kan ikke overvåkes.', 'Denne mappa kan ikkje overvakast.', 'This folder cannot be watched.'),
    next: t(
      'Velg en mappe under den som er satt av til dette på tjeneren (VARDE_WATCH_ROOT).',
      'Vel ei mappe under den som er sett av til dette på tenaren (VARDE_WATCH_ROOT).',
      'Choose a folder below the one that is set aside for this on the server (VARDE_WATCH_ROOT).',
    ),
  },
  'no-fetch-url': {
    status: 422,
    message: t(
      'Kilden har ingen adresse å hente fra.',
      'Kjelda har inga adresse å hente frå.',
      'The source has no address to fetch from.',
    ),
    next: t('Legg inn en https-adresse på kilden.', 'Legg inn ei https-adresse på kjelda.', 'Give the source an https address.'),
  },
  'closing-decided': {
    status: 409,
    message: t('Dette er avgjort fra før.', 'Dette er avgjort frå før.', 'This was decided before.'),
    next: t(
      'Last inn siden på nytt for å se hvem som avgjorde det.',
      'Last inn sida på nytt for å sjå kven som avgjorde det.',
      'Reload the page to see who decided it.',
    ),
  },
}
