import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What goes wrong with the signing key of a sender. */
export const sendersErrors = {
  'not-a-private-key': {
    status: 422,
    message: t(
      'Teksten er ikke en privat PGP-nøkkel.',
      'Teksten er ikkje ein privat PGP-nøkkel.',
      'The text is not a private PGP key.',
    ),
    next: t(
      'Lim inn hele teksten fra «BEGIN PGP PRIVATE KEY BLOCK» til «END».',
      'Lim inn heile teksten frå «BEGIN PGP PRIVATE KEY BLOCK» til «END».',
      'Paste the whole text from “BEGIN PGP PRIVATE KEY BLOCK” to “END”.',
    ),
  },
  'wrong-passphrase': {
    status: 422,
    message: t(
      'Passordet åpner ikke nøkkelen. Ingenting er endret.',
      'Passordet opnar ikkje nøkkelen. Ingenting er endra.',
      'The pass phrase does not unlock the key. Nothing was changed.',
    ),
    next: t(
      'Skriv passordet til nøkkelen på nytt.',
      'Skriv passordet til nøkkelen på nytt.',
      'Type the pass phrase of the key again.',
    ),
  },
  'key-cannot-sign': {
    status: 422,
    message: t(
      'Nøkkelen kan ikke signere. Den kan være utløpt eller trukket tilbake.',
      'Nøkkelen kan ikkje signere. Han kan ha gått ut eller vere trekt tilbake.',
      'The key cannot sign. It may have expired or been revoked.',
    ),
    next: t(
      'Bruk en gyldig nøkkel, eller lag en ny.',
      'Bruk ein gyldig nøkkel, eller lag ein ny.',
      'Use a valid key, or make a new one.',
    ),
  },
} as const satisfies ErrorTexts
