import type { Locale, Texts } from '#domain/locale.ts'

/** An error that crosses the wall: HTTP status, what happened, and what to do next. docs/errors.md is printed from here. */
export interface ErrorText {
  status: number
  message: Texts
  next: Texts
}
export type ErrorTexts = Record<string, ErrorText>

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What every endpoint may answer. Capabilities add their own in their manifest. */
export const errorTexts = {
  'not-found': {
    status: 404,
    message: t(
      'Dette finnes ikke, eller du har ikke tilgang til det.',
      'Dette finst ikkje, eller du har ikkje tilgang til det.',
      'This does not exist, or you may not see it.',
    ),
    next: t(
      'Sjekk adressen, eller gå til forsiden.',
      'Sjekk adressa, eller gå til framsida.',
      'Check the address, or go to the front page.',
    ),
  },
  'not-signed-in': {
    status: 401,
    message: t('Du er ikke logget inn.', 'Du er ikkje logga inn.', 'You are not signed in.'),
    next: t('Logg inn og prøv igjen.', 'Logg inn og prøv igjen.', 'Sign in and try again.'),
  },
  'not-your-role': {
    status: 403,
    message: t('Rollen din gir ikke rett til dette.', 'Rolla di gjev ikkje rett til dette.', 'Your role does not allow this.'),
    next: t(
      'Be en administrator om riktig rolle.',
      'Be ein administrator om rett rolle.',
      'Ask an administrator for the right role.',
    ),
  },
  'bad-csrf': {
    status: 403,
    message: t(
      'Forespørselen kom ikke fra siden din.',
      'Førespurnaden kom ikkje frå sida di.',
      'The request did not come from your page.',
    ),
    next: t('Last siden på nytt og prøv igjen.', 'Last sida på nytt og prøv igjen.', 'Reload the page and try again.'),
  },
  invalid: {
    status: 422,
    message: t(
      'Noe er fylt ut feil. Ingenting er lagret.',
      'Noko er fylt ut feil. Ingenting er lagra.',
      'Something is filled in wrongly. Nothing was saved.',
    ),
    next: t(
      'Rett feltene som er merket, og prøv igjen.',
      'Rett felta som er merkte, og prøv igjen.',
      'Correct the marked fields and try again.',
    ),
  },
  'identity-number': {
    status: 422,
    message: t(
      'Teksten inneholder noe som ligner et fødselsnummer. Det lagrer vi aldri.',
      'Teksten inneheld noko som liknar eit fødselsnummer. Det lagrar vi aldri.',
      'The text holds what looks like an identity number. We never store one.',
    ),
    next: t('Ta nummeret bort og prøv igjen.', 'Ta nummeret bort og prøv igjen.', 'Take the number out and try again.'),
  },
  'too-many-requests': {
    status: 429,
    message: t(
      'For mange forespørsler på kort tid.',
      'For mange førespurnader på kort tid.',
      'Too many requests in a short time.',
    ),
    next: t('Vent ett minutt og prøv igjen.', 'Vent eitt minutt og prøv igjen.', 'Wait a minute and try again.'),
  },
  'too-large': {
    status: 413,
    message: t('Filen eller teksten er for stor.', 'Fila eller teksten er for stor.', 'The file or text is too large.'),
    next: t(
      'Del den opp, eller be administratoren heve grensen.',
      'Del ho opp, eller be administratoren heve grensa.',
      'Split it, or ask the administrator to raise the limit.',
    ),
  },
  'not-now': {
    status: 503,
    message: t(
      'Databasen svarer ikke. Ingenting er lagret.',
      'Databasen svarer ikkje. Ingenting er lagra.',
      'The database does not answer. Nothing was saved.',
    ),
    next: t('Prøv igjen om et halvt minutt.', 'Prøv igjen om eit halvt minutt.', 'Try again in half a minute.'),
  },
  unexpected: {
    status: 500,
    message: t(
      'Noe gikk galt hos oss. Feilen er logget.',
      'Noko gjekk gale hos oss. Feilen er logga.',
      'Something went wrong on our side. The fault is logged.',
    ),
    next: t(
      'Prøv igjen. Hvis det fortsetter, meld fra til administratoren.',
      'Prøv igjen. Om det held fram, meld frå til administratoren.',
      'Try again. If it persists, tell the administrator.',
    ),
  },
} as const satisfies ErrorTexts

/** The words of one error in one language. An unknown code is our own fault and says so. */
export function errorIn(all: ErrorTexts, code: string, locale: Locale, detail?: string) {
  const text = all[code] ?? errorTexts.unexpected
  return {
    status: text.status,
    body: {
      code: all[code] ? code : 'unexpected',
      message: detail ? `${text.message[locale]} ${detail}` : text.message[locale],
      next: text.next[locale],
    },
  }
}
