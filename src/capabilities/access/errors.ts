import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What goes wrong at the door, in words. What is said to a wrong sign-in never tells whether the account exists. */
export const accessErrors = {
  'wrong-sign-in': {
    status: 401,
    message: t(
      'Brukernavnet eller passordet stemmer ikke.',
      'Brukarnamnet eller passordet stemmer ikkje.',
      'The user name or the password is wrong.',
    ),
    next: t(
      'Prøv igjen. Etter fem feil på rad låses kontoen en stund.',
      'Prøv igjen. Etter fem feil på rad blir kontoen låst ei stund.',
      'Try again. Five wrong attempts in a row lock the account for a while.',
    ),
  },
  'wrong-code': {
    status: 422,
    message: t(
      'Koden stemmer ikke, eller den er brukt før.',
      'Koden stemmer ikkje, eller han er brukt før.',
      'The code is wrong, or it was used before.',
    ),
    next: t(
      'Vent til appen viser en ny kode, og skriv den.',
      'Vent til appen viser ein ny kode, og skriv han.',
      'Wait until your app shows a new code, and type that.',
    ),
  },
  'wrong-password': {
    status: 422,
    message: t(
      'Passordet stemmer ikke. Ingenting er endret.',
      'Passordet stemmer ikkje. Ingenting er endra.',
      'The password is wrong. Nothing was changed.',
    ),
    next: t('Skriv det nåværende passordet ditt.', 'Skriv passordet du har no.', 'Type your present password.'),
  },
  'password-needed': {
    status: 422,
    message: t(
      'Kontoen har allerede en totrinnskode.',
      'Kontoen har alt ein totrinnskode.',
      'The account already has a second factor.',
    ),
    next: t(
      'Skriv passordet ditt for å bytte den ut.',
      'Skriv passordet ditt for å byte han ut.',
      'Type your password to replace it.',
    ),
  },
  'locked-out': {
    status: 423,
    message: t(
      'Kontoen er låst en stund etter for mange feil. Den åpner igjen:',
      'Kontoen er låst ei stund etter for mange feil. Han opnar igjen:',
      'The account is locked for a while after too many wrong attempts. It opens again at:',
    ),
    next: t(
      'Vent til da, eller be en administrator låse opp.',
      'Vent til då, eller be ein administrator låse opp.',
      'Wait until then, or ask an administrator to unlock it.',
    ),
  },
  'too-many-wrong': {
    status: 429,
    message: t(
      'Det er gjort for mange feil forsøk fra nettet ditt.',
      'Det er gjort for mange feil forsøk frå nettet ditt.',
      'Too many wrong attempts came from your network.',
    ),
    next: t('Vent ti minutter og prøv igjen.', 'Vent ti minutt og prøv igjen.', 'Wait ten minutes and try again.'),
  },
  'second-factor-needed': {
    status: 403,
    message: t(
      'Rollen din krever en totrinnskode, og den mangler.',
      'Rolla di krev ein totrinnskode, og han manglar.',
      'Your role demands a second factor, and there is none.',
    ),
    next: t(
      'Sett den opp med en app på telefonen. Da åpner resten seg.',
      'Set han opp med ein app på telefonen. Då opnar resten seg.',
      'Set it up with an app on your telephone. Then the rest opens.',
    ),
  },
  'weak-password': {
    status: 422,
    message: t(
      'Passordet er for lett å gjette. Ingenting er endret.',
      'Passordet er for lett å gjette. Ingenting er endra.',
      'The password is too easy to guess. Nothing was changed.',
    ),
    next: t(
      'Velg minst tolv tegn, gjerne fire ord, uten navnet ditt.',
      'Vel minst tolv teikn, gjerne fire ord, utan namnet ditt.',
      'Choose at least twelve signs, such as four words, without your name.',
    ),
  },
  'person-needed': {
    status: 403,
    message: t(
      'Dette kan bare en person gjøre, ikke en API-nøkkel.',
      'Dette kan berre ein person gjere, ikkje ein API-nøkkel.',
      'Only a person can do this, not an API key.',
    ),
    next: t('Logg inn på siden og prøv der.', 'Logg inn på sida og prøv der.', 'Sign in to the site and do it there.'),
  },
  'name-taken': {
    status: 409,
    message: t('Brukernavnet er i bruk.', 'Brukarnamnet er i bruk.', 'The user name is taken.'),
    next: t('Velg et annet brukernavn.', 'Vel eit anna brukarnamn.', 'Choose another user name.'),
  },
  'unknown-organisation': {
    status: 422,
    message: t(
      'En av virksomhetene finnes ikke. Ingenting er lagret.',
      'Ei av verksemdene finst ikkje. Ingenting er lagra.',
      'One of the organisations does not exist. Nothing was saved.',
    ),
    next: t(
      'Velg virksomheten fra listen og prøv igjen.',
      'Vel verksemda frå lista og prøv igjen.',
      'Choose the organisation from the list and try again.',
    ),
  },
  'last-administrator': {
    status: 409,
    message: t(
      'Dette er den siste administratoren. Ingenting er endret.',
      'Dette er den siste administratoren. Ingenting er endra.',
      'This is the last administrator. Nothing was changed.',
    ),
    next: t(
      'Gi en annen person rollen administrator først.',
      'Gje ein annan person rolla administrator først.',
      'Make somebody else administrator first.',
    ),
  },
  'beyond-your-roles': {
    status: 403,
    message: t(
      'En nøkkel kan ikke få flere rettigheter enn du har.',
      'Ein nøkkel kan ikkje få fleire rettar enn du har.',
      'A key cannot have more rights than you have.',
    ),
    next: t(
      'Velg roller du har selv, eller be en administrator.',
      'Vel roller du har sjølv, eller be ein administrator.',
      'Choose roles that you hold, or ask an administrator.',
    ),
  },
  'role-does-not-fit': {
    status: 422,
    message: t(
      'Rollene passer ikke til det nøkkelen gjelder.',
      'Rollene passar ikkje til det nøkkelen gjeld.',
      'The roles do not fit what the key is for.',
    ),
    next: t(
      'En virksomhet har medlemsroller. Uten virksomhet gjelder teamets roller.',
      'Ei verksemd har medlemsroller. Utan verksemd gjeld rollene til teamet.',
      'An organisation has member roles. Without one, the roles of the team apply.',
    ),
  },
  'bad-expiry': {
    status: 422,
    message: t(
      'Nøkkelen må slutte å gjelde innen to år.',
      'Nøkkelen må slutte å gjelde innan to år.',
      'The key must end within two years.',
    ),
    next: t('Velg en dag fram i tid.', 'Vel ein dag fram i tid.', 'Choose a day in the time to come.'),
  },
} as const satisfies ErrorTexts
