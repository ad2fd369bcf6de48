import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'view-name-taken': {
    status: 409,
    message: t(
      'Du har alt en visning med dette navnet på denne siden.',
      'Du har alt ei vising med dette namnet på denne sida.',
      'You already have a view of this name on this page.',
    ),
    next: t('Velg et annet navn.', 'Vel eit anna namn.', 'Choose another name.'),
  },
  'too-many-views': {
    status: 422,
    message: t(
      'Du har 200 lagrede visninger. Flere går ikke.',
      'Du har 200 lagra visingar. Fleire går ikkje.',
      'You have 200 saved views. There can be no more.',
    ),
    next: t('Ta bort en som du ikke bruker.', 'Ta bort ei som du ikkje bruker.', 'Take one away that you do not use.'),
  },
  'only-the-team-shares': {
    status: 403,
    message: t('Bare teamet kan dele visninger.', 'Berre teamet kan dele visingar.', 'Only the team can share views.'),
    next: t('Lagre visningen for deg selv.', 'Lagre visinga for deg sjølv.', 'Save the view for yourself.'),
  },
}
