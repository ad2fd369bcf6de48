import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'reminder-warning-over': {
    status: 409,
    message: t('Varselet er over.', 'Varselet er over.', 'The warning is over.'),
    next: t(
      'Ingen purres om et varsel som er trukket eller avsluttet.',
      'Ingen blir purra om eit varsel som er trekt eller avslutta.',
      'Nobody is reminded of a warning that is withdrawn or closed.',
    ),
  },
  'reminder-gone': {
    status: 409,
    message: t('Purringen er alt sendt.', 'Purringa er alt send.', 'The reminder has already gone out.'),
    next: t(
      'Ring virksomheten hvis den ikke skulle ha fått den.',
      'Ring verksemda om ho ikkje skulle ha fått henne.',
      'Call the organisation if it should not have got it.',
    ),
  },
  'call-counts': {
    status: 409,
    message: t('Samtalen teller alt.', 'Samtalen tel alt.', 'The call counts already.'),
    next: t(
      'Var det feil, fører du inn en ny samtale som sier hva som er riktig.',
      'Var det feil, fører du inn ein ny samtale som seier kva som er rett.',
      'If it was wrong, register another call that says what is right.',
    ),
  },
  'wording-not-allowed': {
    status: 409,
    message: t(
      'Dette varselet kan bare ha én ordlyd.',
      'Dette varselet kan berre ha éi ordlyd.',
      'This warning may have one wording only.',
    ),
    next: t(
      'Flere ordlyder prøves bare når alvoret er lavt og ingenting skal gjøres straks.',
      'Fleire ordlydar blir berre prøvde når alvoret er lågt og ingenting skal gjerast straks.',
      'Several wordings are tried only when the severity is low and nothing is to be done at once.',
    ),
  },
  'wording-incomplete': {
    status: 400,
    message: t('En ordlyd mangler et språk.', 'Ein ordlyd manglar eit språk.', 'A wording lacks a language.'),
    next: t(
      'Skriv hver ordlyd på alle språkene som varselet har.',
      'Skriv kvar ordlyd på alle språka som varselet har.',
      'Write each wording in every language that the warning has.',
    ),
  },
}
