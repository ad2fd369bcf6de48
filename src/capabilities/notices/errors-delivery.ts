import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** Errors of deliveries, answer links and webhooks. */
export const deliveryErrors: ErrorTexts = {
  // Forged, changed and expired say the same: whoever tries links learns nothing.
  'bad-link': {
    status: 404,
    message: t(
      'Denne svarlenken gjelder ikke. Den er for gammel, eller den er ikke hel.',
      'Denne svarlenkja gjeld ikkje. Ho er for gammal, eller ho er ikkje heil.',
      'This answer link is not valid. It is too old, or not whole.',
    ),
    next: t(
      'Åpne lenken fra e-posten en gang til. Ellers: logg inn i portalen, eller svar på e-posten.',
      'Opne lenkja frå e-posten ein gong til. Elles: logg inn i portalen, eller svar på e-posten.',
      'Open the link from the mail once more. Otherwise sign in to the portal, or reply to the mail.',
    ),
  },
  'notice-cancelled': {
    status: 409,
    message: t('Dette varselet er trukket tilbake.', 'Dette varselet er trekt tilbake.', 'This notice has been cancelled.'),
    next: t(
      'Dere trenger ikke å gjøre noe. Svar på e-posten om dere er i tvil.',
      'De treng ikkje å gjere noko. Svar på e-posten om de er i tvil.',
      'You need not do anything. Reply to the mail if you are in doubt.',
    ),
  },
  'warning-over': {
    status: 409,
    message: t('Dette varselet gjelder ikke lenger.', 'Dette varselet gjeld ikkje lenger.', 'This warning no longer holds.'),
    next: t(
      'Dere trenger ikke å svare. Last siden på nytt for å se hvorfor.',
      'De treng ikkje å svare. Last sida på nytt for å sjå kvifor.',
      'You need not answer. Load the page again to see why.',
    ),
  },
  'sent-just-now': {
    status: 409,
    message: t(
      'E-posten er nettopp sendt, eller den venter på å bli sendt.',
      'E-posten er nettopp send, eller han ventar på å bli send.',
      'The mail was sent just now, or waits to be sent.',
    ),
    next: t(
      'Vent ti minutter, eller send til en annen.',
      'Vent ti minutt, eller send til ein annan.',
      'Wait ten minutes, or send it to somebody else.',
    ),
  },
  'notice-taken-back': {
    status: 409,
    message: t(
      'Det vi varslet om, er trukket tilbake.',
      'Det vi varsla om, er trekt tilbake.',
      'What we told you of has been taken back.',
    ),
    next: t(
      'Dere trenger ikke å gjøre noe. Svar på e-posten om dere er i tvil.',
      'De treng ikkje å gjere noko. Svar på e-posten om de er i tvil.',
      'You need not do anything. Reply to the mail if you are in doubt.',
    ),
  },
  'nothing-waits': {
    status: 409,
    message: t(
      'Ingenting av varselet venter på å bli sendt.',
      'Ingenting av varselet ventar på å bli sendt.',
      'Nothing of the notice waits to be sent.',
    ),
    next: t('Ring mottakeren om det haster.', 'Ring mottakaren om det hastar.', 'Call the recipient if it is urgent.'),
  },
  'no-address': {
    status: 422,
    message: t('Kontakten har ingen e-postadresse.', 'Kontakten har inga e-postadresse.', 'The contact has no mail address.'),
    next: t('Velg en annen kontakt, eller ring.', 'Vel ein annan kontakt, eller ring.', 'Choose another contact, or call.'),
  },
  'mail-handled': {
    status: 409,
    message: t(
      'Noen har alt behandlet denne e-posten.',
      'Nokon har alt handsama denne e-posten.',
      'Somebody has handled this mail already.',
    ),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Load the page again.'),
  },
  'bad-webhook-url': {
    status: 422,
    message: t('Denne adressen kan ikke kalles.', 'Denne adressa kan ikkje kallast.', 'This address cannot be called.'),
    next: t(
      'Oppgi en https-adresse som kan nås fra internett, uten brukernavn.',
      'Oppgje ei https-adresse som kan nåast frå internett, utan brukarnamn.',
      'Give an https address that can be reached from the internet, without a user name.',
    ),
  },
  'too-many-webhooks': {
    status: 409,
    message: t(
      'Virksomheten har alt så mange webhooker som den kan ha.',
      'Verksemda har alt så mange webhookar som ho kan ha.',
      'The organisation has as many webhooks as it may have.',
    ),
    next: t('Fjern en av dem først.', 'Fjern ein av dei først.', 'Remove one of them first.'),
  },
}
