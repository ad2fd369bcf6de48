import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'rule-too-wide': {
    status: 422,
    message: t(
      'Regelen er for vid, eller sier ikke hva som skal ignoreres.',
      'Regelen er for vid, eller seier ikkje kva som skal ignorerast.',
      'The rule is too wide, or does not say what to ignore.',
    ),
    next: t(
      'Velg type, kilde eller domene, eller et nettverk som ikke er videre enn /8 (IPv6: /16).',
      'Vel type, kjelde eller domene, eller eit nettverk som ikkje er vidare enn /8 (IPv6: /16).',
      'Choose a kind, source or domain, or a network no wider than /8 (IPv6: /16).',
    ),
  },
  'no-such-kind': {
    status: 422,
    message: t('Denne typen finnes ikke:', 'Denne typen finst ikkje:', 'This kind does not exist:'),
    next: t('Velg en type fra katalogen.', 'Vel ein type frå katalogen.', 'Choose a kind from the catalogue.'),
  },
  'rule-ended-before': {
    status: 422,
    message: t('Regelen er utløpt før den begynner.', 'Regelen er utgått før han tek til.', 'The rule ends before it begins.'),
    next: t('Velg en dato i framtiden.', 'Vel ein dato i framtida.', 'Choose a date in the future.'),
  },
  'bad-network': {
    status: 422,
    message: t('Dette er ikke et nettverk:', 'Dette er ikkje eit nettverk:', 'This is not a network:'),
    next: t('Skriv for eksempel 198.18.4.0/22.', 'Skriv til dømes 198.18.4.0/22.', 'Write for example 198.18.4.0/22.'),
  },
  'bad-host': {
    status: 422,
    message: t('Dette er ikke et domene:', 'Dette er ikkje eit domene:', 'This is not a domain:'),
    next: t('Skriv for eksempel kommune.example.', 'Skriv til dømes kommune.example.', 'Write for example kommune.example.'),
  },
  'no-such-organisation': {
    status: 422,
    message: t('Virksomheten finnes ikke.', 'Verksemda finst ikkje.', 'The organisation does not exist.'),
    next: t('Velg en virksomhet fra listen.', 'Vel ei verksemd frå lista.', 'Choose an organisation from the list.'),
  },
}
