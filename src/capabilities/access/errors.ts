import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What goes wrong at the door, in words. What is said to a wrong sign-in never tells whether the account exists. */
export const accessErrors = {
  'invitation-over': {
    status: 410,
    message: t('Denne lenken åpner ingen invitasjon.', 'Denne lenkja opnar ingen invitasjon.', 'This link opens no invitation.'),
    next: t(
      'Lenken kan være brukt, trukket tilbake eller for gammel. Be den som inviterte deg, om å sende en ny.',
      'Lenkja kan vere brukt, trekt tilbake eller for gammal. Be den som inviterte deg, om å sende ei ny.',
      'It may have been used, withdrawn or be too old. Ask whoever invited you to send a new one.',
    ),
  },
  'too-many-invitations': {
    status: 429,
    message: t(
      'Det er sendt mange invitasjoner det siste døgnet.',
      'Det er sendt mange invitasjonar det siste døgnet.',
      'Many invitations went out in the last day.',
    ),
    next: t(
      'Vent til i morgen. Én adresse får høyst fem brev om dagen, og én virksomhet sender høyst seksti.',
      'Vent til i morgon. Éi adresse får høgst fem brev om dagen, og éi verksemd sender høgst seksti.',
      'Wait until tomorrow. One address gets at most five letters a day, and one organisation sends at most sixty.',
    ),
  },
  'just-sent': {
    status: 429,
    message: t('Brevet ble nettopp sendt.', 'Brevet vart nettopp sendt.', 'The letter has just been sent.'),
    next: t(
      'Se i innboksen og i søppelposten, og prøv igjen om fem minutter.',
      'Sjå i innboksen og i søppelposten, og prøv igjen om fem minutt.',
      'Look in the inbox and in the junk mail, and try again in five minutes.',
    ),
  },
  'has-account': {
    status: 409,
    message: t('Adressen din har allerede en konto.', 'Adressa di har alt ein konto.', 'Your address already has an account.'),
    next: t(
      'Logg inn med den. Da får du tilgangen.',
      'Logg inn med den. Då får du tilgangen.',
      'Sign in with it. Then you get the access.',
    ),
  },
  'other-address': {
    status: 403,
    message: t(
      'Invitasjonen gjelder en annen adresse enn kontoen du er logget inn med. Ingenting er endret.',
      'Invitasjonen gjeld ei anna adresse enn kontoen du er logga inn med. Ingenting er endra.',
      'The invitation is for another address than the account that you are signed in with. Nothing was changed.',
    ),
    next: t(
      'Logg ut og åpne lenken igjen for å lage en konto, eller be om en invitasjon til adressen som kontoen din har.',
      'Logg ut og opne lenkja igjen for å lage ein konto, eller be om ein invitasjon til adressa som kontoen din har.',
      'Sign out and open the link again to make an account, or ask for an invitation to the address of your account.',
    ),
  },
  'not-yourself': {
    status: 422,
    message: t(
      'Du kan ikke endre din egen tilgang.',
      'Du kan ikkje endre din eigen tilgang.',
      'You cannot change your own access.',
    ),
    next: t(
      'Be en annen sikkerhetskontakt eller responsmiljøet om det.',
      'Be ein annan sikkerheitskontakt eller responsmiljøet om det.',
      'Ask another security contact or the response team.',
    ),
  },
  'last-administrator-there': {
    status: 409,
    message: t(
      'Virksomheten må ha minst én sikkerhetskontakt.',
      'Verksemda må ha minst éin sikkerheitskontakt.',
      'The organisation needs at least one security contact.',
    ),
    next: t('Gi rollen til en annen først.', 'Gi rolla til ein annan først.', 'Give the role to somebody else first.'),
  },
  'no-number-of-your-own': {
    status: 422,
    message: t(
      'Virksomheten din har ikke noe organisasjonsnummer i registeret.',
      'Verksemda di har ikkje noko organisasjonsnummer i registeret.',
      'Your organisation has no number in the register.',
    ),
    next: t(
      'Be responsmiljøet om å legge det inn.',
      'Be responsmiljøet om å leggje det inn.',
      'Ask the response team to add it.',
    ),
  },
  'same-organisation': {
    status: 422,
    message: t('Nummeret er ditt eget.', 'Nummeret er ditt eige.', 'The number is your own.'),
    next: t(
      'Skriv nummeret til den andre virksomheten.',
      'Skriv nummeret til den andre verksemda.',
      'Type the number of the other organisation.',
    ),
  },
  'bad-delegation-end': {
    status: 422,
    message: t(
      'Tilgangen må slutte etter i dag og innen to år.',
      'Tilgangen må slutte etter i dag og innan to år.',
      'The access must end after today and within two years.',
    ),
    next: t('Velg en annen sluttdato.', 'Vel ein annan sluttdato.', 'Choose another end.'),
  },
  'delegation-over': {
    status: 409,
    message: t(
      'Her er det ikke noe å svare på lenger.',
      'Her er det ikkje noko å svare på lenger.',
      'There is nothing left to answer here.',
    ),
    next: t(
      'Last siden på nytt og se hva som gjelder.',
      'Last sida på nytt og sjå kva som gjeld.',
      'Load the page again to see how it stands.',
    ),
  },
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
  'own-password-needed': {
    status: 403,
    message: t(
      'Passordet du fikk, er bare til for å velge ditt eget.',
      'Passordet du fekk, er berre til for å velje ditt eige.',
      'The password you were given is only for choosing your own.',
    ),
    next: t(
      'Velg et passord. Da åpner resten seg.',
      'Vel eit passord. Då opnar resten seg.',
      'Choose a password. Then the rest opens.',
    ),
  },
  'way-in-needed': {
    status: 403,
    message: t(
      'Her logger ingen inn med passord, og kontoen din har ingen annen vei inn ennå.',
      'Her loggar ingen inn med passord, og kontoen din har ingen annan veg inn enno.',
      'Nobody signs in with a password here, and your account has no other way in yet.',
    ),
    next: t(
      'Lag en passnøkkel, eller koble til en innloggingstjeneste. Da åpner resten seg.',
      'Lag ein passnøkkel, eller kople til ei innloggingsteneste. Då opnar resten seg.',
      'Make a passkey, or link a provider. Then the rest opens.',
    ),
  },
  'link-over': {
    status: 410,
    message: t('Denne lenken slipper ingen inn.', 'Denne lenkja slepp ingen inn.', 'This link lets nobody in.'),
    next: t(
      'Lenken kan være brukt eller for gammel. Be en administrator om en ny.',
      'Lenkja kan vere brukt eller for gammal. Be ein administrator om ei ny.',
      'It may have been used or be too old. Ask an administrator for a new one.',
    ),
  },
  'password-over': {
    status: 403,
    message: t(
      'Passordet du fikk, gjelder ikke lenger.',
      'Passordet du fekk, gjeld ikkje lenger.',
      'The password you were given holds no longer.',
    ),
    next: t('Be en administrator om et nytt.', 'Be ein administrator om eit nytt.', 'Ask an administrator for a new one.'),
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
  'same-password': {
    status: 422,
    message: t(
      'Det nye passordet er det samme som før. Ingenting er endret.',
      'Det nye passordet er det same som før. Ingenting er endra.',
      'The new password is the same as before. Nothing was changed.',
    ),
    next: t('Velg et annet passord.', 'Vel eit anna passord.', 'Choose another password.'),
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
