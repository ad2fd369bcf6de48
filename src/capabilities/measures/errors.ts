import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'answer-needs-words': {
    status: 422,
    message: t('Svaret mangler en begrunnelse.', 'Svaret manglar ei grunngiving.', 'The answer lacks a reason.'),
    next: t(
      'Skriv hva dere gjør i stedet, eller hvorfor dere tar risikoen.',
      'Skriv kva de gjer i staden, eller kvifor de tek risikoen.',
      'Write what you do instead, or why you accept the risk.',
    ),
  },
  'answer-needs-measure': {
    status: 422,
    message: t(
      'Svaret sier ikke hva dere gjør i stedet.',
      'Svaret seier ikkje kva de gjer i staden.',
      'The answer does not say what you do instead.',
    ),
    next: t(
      'Velg et av tiltakene i varselet, eller skriv med minst tre ord hva dere gjør.',
      'Vel eit av tiltaka i varselet, eller skriv med minst tre ord kva de gjer.',
      'Choose one of the measures of the warning, or write in at least three words what you do.',
    ),
  },
  'answer-no-such-choice': {
    status: 422,
    message: t(
      'Varselet nevner ikke dette tiltaket for alt dere svarer på.',
      'Varselet nemner ikkje dette tiltaket for alt de svarar på.',
      'The warning does not name this measure for all that you answer.',
    ),
    next: t(
      'Velg et tiltak som står i varselet, eller skriv hva dere gjør i stedet.',
      'Vel eit tiltak som står i varselet, eller skriv kva de gjer i staden.',
      'Choose a measure that the warning names, or write what you do instead.',
    ),
  },
  'answer-day-too-far': {
    status: 422,
    message: t('Dagen er for langt fram.', 'Dagen er for langt fram.', 'That day is too far ahead.'),
    next: t(
      'Velg en dag innen ett år. Det som gjøres i stedet, må ses på igjen.',
      'Vel ein dag innan eitt år. Det som blir gjort i staden, må ein sjå på igjen.',
      'Choose a day within a year. What is done instead must be looked at again.',
    ),
  },
  'answer-needs-day': {
    status: 422,
    message: t('Svaret mangler en dato.', 'Svaret manglar ein dato.', 'The answer lacks a day.'),
    next: t(
      'Velg dagen da dere ser på det igjen.',
      'Vel dagen da de ser på det igjen.',
      'Choose the day on which you look at it again.',
    ),
  },
  'answer-day-has-passed': {
    status: 422,
    message: t('Dagen har allerede vært.', 'Dagen har alt vore.', 'That day has passed already.'),
    next: t('Velg en dag som kommer.', 'Vel ein dag som kjem.', 'Choose a day to come.'),
  },
  'due-has-passed': {
    status: 422,
    message: t('Den nye fristen har allerede vært.', 'Den nye fristen har alt vore.', 'The new deadline has passed already.'),
    next: t('Velg en dato som kommer.', 'Vel ein dato som kjem.', 'Choose a day to come.'),
  },
}
