import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'due-has-passed': {
    status: 422,
    message: t('Den nye fristen har allerede vært.', 'Den nye fristen har alt vore.', 'The new deadline has passed already.'),
    next: t('Velg en dato som kommer.', 'Vel ein dato som kjem.', 'Choose a day to come.'),
  },
}
