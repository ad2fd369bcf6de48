import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What this capability may answer beside the house's own errors. */
export const adviceErrors: ErrorTexts = {
  'advice-changed': {
    status: 409,
    message: t(
      'Noen andre har laget en ny versjon mens du skrev.',
      'Nokon andre har laga ein ny versjon medan du skreiv.',
      'Somebody else has made a new version while you wrote.',
    ),
    next: t(
      'Teksten din står her ennå. Les den nye versjonen i et annet vindu, og lagre på nytt.',
      'Teksten din står her enno. Les den nye versjonen i eit anna vindauge, og lagre på nytt.',
      'Your text is still here. Read the new version in another window, and save again.',
    ),
  },
  'advice-same': {
    status: 422,
    message: t('Ingenting er endret.', 'Ingenting er endra.', 'Nothing is changed.'),
    next: t(
      'Endre noe, eller gå tilbake uten å lagre.',
      'Endre noko, eller gå tilbake utan å lagre.',
      'Change something, or go back without saving.',
    ),
  },
  'advice-retired': {
    status: 409,
    message: t('Rådet er lagt bort.', 'Rådet er lagt bort.', 'The advice is put away.'),
    next: t(
      'Ta det fram igjen før du endrer det.',
      'Ta det fram att før du endrar det.',
      'Take it out again before you change it.',
    ),
  },
}
