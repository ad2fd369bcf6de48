import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

export const errors: ErrorTexts = {
  'older-file': {
    status: 409,
    message: t(
      'Filen er eldre enn det vi har lest fra denne kilden. Ingenting er endret.',
      'Fila er eldre enn det vi har lese frå denne kjelda. Ingenting er endra.',
      'The file is older than what was read of this source. Nothing was changed.',
    ),
    next: t(
      'Hent den nyeste filen. Velg tvang hvis den gamle likevel skal gjelde.',
      'Hent den nyaste fila. Vel tvang om den gamle likevel skal gjelde.',
      'Fetch the newest file. Choose force if the old one shall count all the same.',
    ),
  },
  'nothing-read': {
    status: 422,
    message: t(
      'Vi forsto ingenting i denne filen. Ingenting er endret.',
      'Vi forstod ingenting i denne fila. Ingenting er endra.',
      'Nothing in this file was understood. Nothing was changed.',
    ),
    next: t(
      'Se at du valgte riktig kilde. Det som var galt, står i listen over leste filer.',
      'Sjå at du valde rett kjelde. Det som var gale, står i lista over lesne filer.',
      'See that you chose the right source. What was wrong stands in the list of files that were read.',
    ),
  },
  'fetch-demo': {
    status: 409,
    message: t(
      'Dette er en demo, og ingenting hentes utenfra.',
      'Dette er ein demo, og ingenting blir henta utanfrå.',
      'This is a demo, and nothing is fetched from outside.',
    ),
    next: t('Les inn en fil i stedet.', 'Les inn ei fil i staden.', 'Read a file instead.'),
  },
  'import-under-way': {
    status: 409,
    message: t(
      'En fil fra denne kilden leses nå.',
      'Ei fil frå denne kjelda blir lesen no.',
      'A file of this source is being read now.',
    ),
    next: t(
      'Vent til den er ferdig, og prøv igjen.',
      'Vent til ho er ferdig, og prøv igjen.',
      'Wait until it is through, and try again.',
    ),
  },
}
