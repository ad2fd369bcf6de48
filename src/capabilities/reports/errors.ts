import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'print-busy': {
    status: 503,
    message: t(
      'Det lages mange dokumenter akkurat nå.',
      'Det blir laga mange dokument akkurat no.',
      'Many documents are being made right now.',
    ),
    next: t('Vent et minutt og prøv igjen.', 'Vent eitt minutt og prøv igjen.', 'Wait a minute and try again.'),
  },
  'print-too-much': {
    status: 503,
    message: t(
      'Dokumentet ble for stort og ble stoppet.',
      'Dokumentet vart for stort og vart stoppa.',
      'The document became too large and was stopped.',
    ),
    next: t(
      'Velg en kortere periode, eller last ned listen som Excel.',
      'Vel ein kortare periode, eller last ned lista som Excel.',
      'Choose a shorter period, or download the list for Excel.',
    ),
  },
}
