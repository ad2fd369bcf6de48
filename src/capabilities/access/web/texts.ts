import { catalogue } from '#ui/text/catalogue.ts'

/** The words of signing in and of one's own account. */
export const accessTexts = catalogue('access', {
  nb: {
    'signIn.title': 'Logg inn',
    'signIn.lead': 'For responsmiljøet og medlemmene i sektoren.',
    'signIn.name': 'Brukernavn',
    'signIn.password': 'Passord',
    'signIn.action': 'Logg inn',
    'signIn.code.title': 'Skriv koden fra appen',
    'signIn.code.lead': 'Passordet stemte. Koden har seks sifre og skifter hvert halve minutt.',
    'signIn.code': 'Kode',
    'signIn.code.action': 'Bekreft koden',
    'signIn.back': 'Bruk en annen bruker',
  },
  nn: {
    'signIn.title': 'Logg inn',
    'signIn.lead': 'For responsmiljøet og medlemene i sektoren.',
    'signIn.name': 'Brukarnamn',
    'signIn.password': 'Passord',
    'signIn.action': 'Logg inn',
    'signIn.code.title': 'Skriv koden frå appen',
    'signIn.code.lead': 'Passordet stemte. Koden har seks siffer og skiftar kvart halve minutt.',
    'signIn.code': 'Kode',
    'signIn.code.action': 'Stadfest koden',
    'signIn.back': 'Bruk ein annan brukar',
  },
  en: {
    'signIn.title': 'Sign in',
    'signIn.lead': 'For the response team and the members of the sector.',
    'signIn.name': 'User name',
    'signIn.password': 'Password',
    'signIn.action': 'Sign in',
    'signIn.code.title': 'Type the code from your app',
    'signIn.code.lead': 'Your password was right. The code has six digits and changes every half minute.',
    'signIn.code': 'Code',
    'signIn.code.action': 'Confirm the code',
    'signIn.back': 'Use another account',
  },
})
