import type { Locale, Texts } from '#domain/locale.ts'
import type { IssueCode } from '#domain/reading.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What could not be understood, in the reader's language. */
export const issueWords: Record<IssueCode, Texts> = {
  'bad-time': t('Tidspunktet kan ikke leses.', 'Tidspunktet kan ikkje lesast.', 'The time cannot be read.'),
  'time-in-future': t('Tidspunktet ligger i framtiden.', 'Tidspunktet ligg i framtida.', 'The time lies in the future.'),
  'bad-address': t('Dette er ingen IP-adresse.', 'Dette er inga IP-adresse.', 'This is no IP address.'),
  'bad-port': t(
    'Porten er ikke et tall fra 0 til 65535.',
    'Porten er ikkje eit tal frå 0 til 65535.',
    'The port is no number from 0 to 65535.',
  ),
  'bad-url': t('Nettadressen kan ikke leses.', 'Nettadressa kan ikkje lesast.', 'The web address cannot be read.'),
  'bad-number': t('Dette er ikke et tall.', 'Dette er ikkje eit tal.', 'This is no number.'),
  'no-asset': t('Raden sier ikke hva det gjelder.', 'Rada seier ikkje kva det gjeld.', 'The row does not say what it is about.'),
  'wrong-column-count': t(
    'Raden har feil antall kolonner.',
    'Rada har feil tal på kolonnar.',
    'The row has the wrong number of columns.',
  ),
  'broken-quote': t('Et anførselstegn er ikke lukket.', 'Eit hermeteikn er ikkje lukka.', 'A quotation mark is not closed.'),
  'line-too-long': t(
    'Linjen er for lang og er hoppet over.',
    'Linja er for lang og er hoppa over.',
    'The line is too long and was passed over.',
  ),
  'nul-byte': t('Linjen inneholder NUL-tegn.', 'Linja inneheld NUL-teikn.', 'The line holds NUL characters.'),
  'bad-encoding': t('Teksten er ikke UTF-8.', 'Teksten er ikkje UTF-8.', 'The text is not UTF-8.'),
  truncated: t(
    'Filen slutter midt i innholdet.',
    'Fila sluttar midt i innhaldet.',
    'The file ends in the middle of its content.',
  ),
  'bad-json': t('Dette er ikke gyldig JSON.', 'Dette er ikkje gyldig JSON.', 'This is not valid JSON.'),
  'bad-schema': t(
    'Meldingen følger ikke formatet sitt.',
    'Meldinga følgjer ikkje formatet sitt.',
    'The message does not follow its format.',
  ),
  'missing-column': t('En kolonne mangler.', 'Ein kolonne manglar.', 'A column is missing.'),
  'unknown-column': t(
    'En kolonne er ny. Innholdet er beholdt som bevis.',
    'Ein kolonne er ny. Innhaldet er halde på som prov.',
    'A column is new. Its content is kept as evidence.',
  ),
  'unknown-report-type': t(
    'Rapporttypen er ny. Radene er lest etter kolonnene.',
    'Rapporttypen er ny. Radene er lesne etter kolonnane.',
    'The report type is new. Rows are read by their columns.',
  ),
  'wrong-delimiter': t(
    'Skilletegnet er et annet enn ventet.',
    'Skiljeteiknet er eit anna enn venta.',
    'The delimiter is not the expected one.',
  ),
  'empty-file': t('Filen er tom.', 'Fila er tom.', 'The file is empty.'),
  'no-rows': t(
    'Filen har en overskrift, men ingen rader.',
    'Fila har ei overskrift, men ingen rader.',
    'The file has a header, but no rows.',
  ),
  'unpacks-too-large': t(
    'Filen pakkes ut til mer enn tillatt.',
    'Fila vert pakka ut til meir enn tillate.',
    'The file unpacks to more than is allowed.',
  ),
  unreadable: t(
    'Filen kan ikke leses i dette formatet.',
    'Fila kan ikkje lesast i dette formatet.',
    'The file cannot be read in this format.',
  ),
}

export const issueInWords = (code: IssueCode, locale: Locale): string => issueWords[code][locale]
