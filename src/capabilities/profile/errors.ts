import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const unprocessable = (message: Texts, next: Texts) => ({ status: 422, message, next })

const paste = t(
  'Lim inn hele teksten fra «BEGIN PGP PUBLIC KEY BLOCK» til «END».',
  'Lim inn heile teksten frå «BEGIN PGP PUBLIC KEY BLOCK» til «END».',
  'Paste the whole text from “BEGIN PGP PUBLIC KEY BLOCK” to “END”.',
)
const another = t('Lag en ny nøkkel, og last opp den.', 'Lag ein ny nøkkel, og last opp han.', 'Make a new key, and upload that.')

/** What goes wrong with keys. Nothing is saved of any of these. */
export const profileErrors = {
  'not-a-key': unprocessable(
    t(
      'Teksten er ikke en PGP-nøkkel som kan leses.',
      'Teksten er ikkje ein PGP-nøkkel som kan lesast.',
      'The text is no PGP key that can be read.',
    ),
    paste,
  ),
  'private-key': unprocessable(
    t(
      'Dette er den private nøkkelen. Vi har ikke lagret den.',
      'Dette er den private nøkkelen. Vi har ikkje lagra han.',
      'This is the private key. We have not kept it.',
    ),
    t(
      'Last opp den offentlige halvdelen. Lag et nytt nøkkelpar hvis noen kan ha sett den private.',
      'Last opp den offentlege halvdelen. Lag eit nytt nøkkelpar om nokon kan ha sett den private.',
      'Upload the public half. Make a new pair if somebody may have seen the private one.',
    ),
  ),
  'several-keys': unprocessable(
    t('Teksten har flere nøkler.', 'Teksten har fleire nøklar.', 'The text holds several keys.'),
    t('Last opp én nøkkel om gangen.', 'Last opp éin nøkkel om gongen.', 'Upload one key at a time.'),
  ),
  'key-expired': unprocessable(t('Nøkkelen er utløpt.', 'Nøkkelen har gått ut.', 'The key has expired.'), another),
  'key-revoked': unprocessable(t('Nøkkelen er tilbakekalt.', 'Nøkkelen er tilbakekalla.', 'The key was revoked.'), another),
  'key-cannot-encrypt': unprocessable(
    t(
      'Nøkkelen kan bare signere. Vi kan ikke kryptere til den.',
      'Nøkkelen kan berre signere. Vi kan ikkje kryptere til han.',
      'The key can only sign. We cannot encrypt to it.',
    ),
    t(
      'Legg til en undernøkkel for kryptering, og last den opp på nytt.',
      'Legg til ein undernøkkel for kryptering, og last han opp på nytt.',
      'Add a subkey for encryption, and upload it again.',
    ),
  ),
  'key-not-yet': unprocessable(
    t('Nøkkelen er laget i framtiden.', 'Nøkkelen er laga i framtida.', 'The key was made in the future.'),
    t(
      'Rett klokken på maskinen som laget den.',
      'Rett klokka på maskina som laga han.',
      'Set the clock of the machine that made it right.',
    ),
  ),
  'key-settled': {
    status: 409,
    message: t('Nøkkelen er allerede avgjort.', 'Nøkkelen er alt avgjord.', 'The key has already been settled.'),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Load the page again.'),
  },
  'contact-without-address': unprocessable(
    t('Kontakten har ingen e-postadresse.', 'Kontakten har inga e-postadresse.', 'The contact has no mail address.'),
    t('Skriv inn adressen først.', 'Skriv inn adressa først.', 'Enter the address first.'),
  ),
  'no-key-found': unprocessable(
    t(
      'Domenet har ingen nøkkel for denne adressen.',
      'Domenet har ingen nøkkel for denne adressa.',
      'The domain has no key for this address.',
    ),
    paste,
  ),
  'key-of-another': unprocessable(
    t(
      'Nøkkelen som ligger der nevner ikke denne adressen.',
      'Nøkkelen som ligg der nemner ikkje denne adressa.',
      'The key that lies there does not name this address.',
    ),
    t('Be om nøkkelen på en annen måte.', 'Be om nøkkelen på ein annan måte.', 'Ask for the key in another way.'),
  ),
} as const satisfies ErrorTexts
