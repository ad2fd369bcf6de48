import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'no-such-colleague': {
    status: 422,
    message: t('Denne personen er ikke i teamet.', 'Denne personen er ikkje i teamet.', 'This person is not of the team.'),
    next: t('Velg en kollega fra listen.', 'Vel ein kollega frå lista.', 'Choose a colleague from the list.'),
  },
  'snooze-over-already': {
    status: 422,
    message: t('Tidspunktet har allerede vært.', 'Tidspunktet har alt vore.', 'That moment has passed already.'),
    next: t('Velg et tidspunkt som kommer.', 'Vel eit tidspunkt som kjem.', 'Choose a moment to come.'),
  },
  'snooze-too-long': {
    status: 422,
    message: t(
      'En sak kan ikke vente lenger enn 30 dager.',
      'Ei sak kan ikkje vente lenger enn 30 dagar.',
      'A task cannot wait longer than 30 days.',
    ),
    next: t(
      'Velg et tidligere tidspunkt, eller avslutt saken.',
      'Vel eit tidlegare tidspunkt, eller avslutt saka.',
      'Choose an earlier moment, or end the task.',
    ),
  },
}
