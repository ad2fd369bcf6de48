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
