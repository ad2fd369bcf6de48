import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'no-such-reader': {
    status: 409,
    message: t(
      'Kontakten får ikke varsler fra oss.',
      'Kontakten får ikkje varsel frå oss.',
      'The contact is not told of warnings by us.',
    ),
    next: t(
      'Velg en kontakt for sikkerhet, drift eller ledelse.',
      'Vel ein kontakt for tryggleik, drift eller leiing.',
      'Choose a contact for security, operations or management.',
    ),
  },
  'why-for-member': {
    status: 422,
    message: t(
      'Du velger på vegne av medlemmet, og har ikke sagt hvorfor.',
      'Du vel på vegner av medlemmet, og har ikkje sagt kvifor.',
      'You choose on behalf of the member, and have not said why.',
    ),
    next: t(
      'Skriv hvem som ba om det. Medlemmet leser det.',
      'Skriv kven som bad om det. Medlemmet les det.',
      'Write who asked for it. The member reads it.',
    ),
  },
  'nothing-to-undo': {
    status: 409,
    message: t('Det er ingenting å angre.', 'Det er ingenting å angre.', 'There is nothing to undo.'),
    next: t('Velg på nytt det dere vil ha.', 'Vel på nytt det de vil ha.', 'Choose anew what you want.'),
  },
  'bad-unsubscribe-link': {
    status: 404,
    message: t('Lenken virker ikke.', 'Lenkja verkar ikkje.', 'The link does not work.'),
    next: t(
      'Åpne lenken fra det nyeste brevet, eller endre valget i portalen.',
      'Opne lenkja frå det nyaste brevet, eller endre valet i portalen.',
      'Open the link of the newest letter, or change the choice in the portal.',
    ),
  },
}
