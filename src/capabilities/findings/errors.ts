import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'until-has-passed': {
    status: 422,
    message: t(
      'Dagen svaret skal gjelde til, er passert.',
      'Dagen svaret skal gjelde til, er passert.',
      'The day until which the answer holds has passed.',
    ),
    next: t('Velg en dag som kommer.', 'Vel ein dag som kjem.', 'Choose a day to come.'),
  },
  'until-too-late': {
    status: 422,
    message: t(
      'Et svar kan gjelde i høyst ett år om gangen.',
      'Eit svar kan gjelde i høgst eitt år om gongen.',
      'An answer can hold for a year at most.',
    ),
    next: t('Velg en tidligere dag.', 'Vel ein tidlegare dag.', 'Choose an earlier day.'),
  },
  'consent-needed': {
    status: 422,
    message: t(
      'En mildere merking krever samtykke fra disse kildene:',
      'Ei mildare merking krev samtykke frå desse kjeldene:',
      'A milder label takes the consent of these sources:',
    ),
    next: t(
      'Spør dem, og skriv inn hvem som sa ja, når, og hvor det står.',
      'Spør dei, og skriv inn kven som sa ja, når, og kvar det står.',
      'Ask them, and enter who agreed, when, and where it is written.',
    ),
  },
  'no-such-source': {
    status: 422,
    message: t(
      'Funnet er ikke sett av denne kilden:',
      'Funnet er ikkje sett av denne kjelda:',
      'The finding was not seen by this source:',
    ),
    next: t('Velg en av kildene til funnet.', 'Vel ei av kjeldene til funnet.', 'Choose one of the sources of the finding.'),
  },
  'no-findings-named': {
    status: 422,
    message: t(
      'Det er ikke sagt hvilke funn svaret gjelder.',
      'Det er ikkje sagt kva funn svaret gjeld.',
      'It is not said which findings the answer is for.',
    ),
    next: t('Velg funn, eller send et filter.', 'Vel funn, eller send eit filter.', 'Choose findings, or send a filter.'),
  },
  'too-many-findings': {
    status: 422,
    message: t(
      'Filteret passer på mer enn 10 000 funn. Ingen av dem er besvart.',
      'Filteret passar på meir enn 10 000 funn. Ingen av dei er svara på.',
      'The filter fits more than 10,000 findings. None of them was answered.',
    ),
    next: t('Gjør filteret smalere.', 'Gjer filteret smalare.', 'Make the filter narrower.'),
  },
}
