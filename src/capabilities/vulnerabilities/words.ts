import type { Locale, Texts } from '#domain/locale.ts'
import { errors } from './errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const stateWords: Readonly<Record<string, Texts>> = {
  published: t('Offentlig', 'Offentleg', 'Published'),
  rejected: t('Avvist', 'Avvist', 'Rejected'),
}

/** What could not be understood, in words. */
export const issueWords: Readonly<Record<string, Texts>> = {
  'bad-json': t(
    'Dette er ikke gyldig JSON. Posten er hoppet over.',
    'Dette er ikkje gyldig JSON. Posten er hoppa over.',
    'This is not valid JSON. The record was passed over.',
  ),
  'bad-schema': t(
    'Et felt som må være der, mangler eller er feil. Posten er hoppet over.',
    'Eit felt som må vere der, manglar eller er feil. Posten er hoppa over.',
    'A field that must be there is missing or wrong. The record was passed over.',
  ),
  'bad-number': t(
    'Dette er ikke et tall fra 0 til 1. Raden er hoppet over.',
    'Dette er ikkje eit tal frå 0 til 1. Rada er hoppa over.',
    'This is no number from 0 to 1. The row was passed over.',
  ),
  'bad-time': t(
    'Filen sier ikke hvilken dag tallene er fra. Hent den på nytt, eller gi den navn med dato.',
    'Fila seier ikkje kva dag tala er frå. Hent ho på nytt, eller gi ho namn med dato.',
    'The file does not say which day the scores are of. Fetch it anew, or put the date in its name.',
  ),
  'missing-column': t(
    'En kolonne mangler. Er dette filen fra kilden?',
    'Ein kolonne manglar. Er dette fila frå kjelda?',
    'A column is missing. Is this the file of the source?',
  ),
  'wrong-column-count': t(
    'Raden har feil antall kolonner.',
    'Rada har feil tal på kolonnar.',
    'The row has the wrong number of columns.',
  ),
  'broken-quote': t('Et anførselstegn er ikke lukket.', 'Eit hermeteikn er ikkje lukka.', 'A quotation mark is not closed.'),
  'line-too-long': t(
    'Posten er for lang og er hoppet over.',
    'Posten er for lang og er hoppa over.',
    'The record is too long and was passed over.',
  ),
  'nul-byte': t(
    'Raden har NUL-tegn. De er tatt ut.',
    'Rada har NUL-teikn. Dei er tekne ut.',
    'The row holds NUL characters. They were taken out.',
  ),
  'bad-encoding': t(
    'Noe av teksten er ikke UTF-8. Hent filen på nytt.',
    'Noko av teksten er ikkje UTF-8. Hent fila på nytt.',
    'Some of the text is not UTF-8. Fetch the file anew.',
  ),
  truncated: t(
    'Filen slutter for tidlig. Det som var lest, er tatt med. Hent den på nytt.',
    'Fila sluttar for tidleg. Det som var lese, er med. Hent ho på nytt.',
    'The file ends too early. What had been read was taken. Fetch it anew.',
  ),
  'empty-file': t('Filen er tom.', 'Fila er tom.', 'The file is empty.'),
  'no-rows': t('Filen har ingen poster.', 'Fila har ingen postar.', 'The file has no records.'),
  unreadable: t(
    'Arkivet er skadet eller slutter for tidlig. Hent filen på nytt.',
    'Arkivet er skadd eller sluttar for tidleg. Hent fila på nytt.',
    'The archive is damaged or ends too early. Fetch the file anew.',
  ),
  'names-too-few': t(
    'Filen nevner mye færre enn før. Det som ikke er nevnt, er beholdt. Se at filen er hel, og les den med tvang.',
    'Fila nemner mykje færre enn før. Det som ikkje er nemnt, er halde på. Sjå at fila er heil, og les ho med tvang.',
    'The file names far fewer than before. What it does not name was kept. See that it is whole, and read it by force.',
  ),
  'not-whole': t(
    'Filen ble ikke lest til slutten. Det som ikke er nevnt, er beholdt.',
    'Fila vart ikkje lesen til slutten. Det som ikkje er nemnt, er halde på.',
    'The file was not read to its end. What it does not name was kept.',
  ),
}

export const issueInWords = (code: string, locale: Locale): string => (issueWords[code] ?? issueWords['bad-schema']!)[locale]

/** Why fetching a catalogue gave nothing, and what to do. */
const faultWords: Readonly<Record<string, Texts>> = {
  'bad-url': t('Dette er ikke en nettadresse.', 'Dette er ikkje ei nettadresse.', 'This is not a web address.'),
  'not-https': t(
    'Adressen er uten kryptering (http). Bruk https, eller be driften føre tjeneren opp i VARDE_OUTBOUND_ALLOW.',
    'Adressa er utan kryptering (http). Bruk https, eller be drifta føre tenaren opp i VARDE_OUTBOUND_ALLOW.',
    'The address is not encrypted (http). Use https, or ask operations to list the server in VARDE_OUTBOUND_ALLOW.',
  ),
  'private-address': t(
    'Adressen leder inn i et privat nett. Er det meningen, kan driften føre tjeneren opp i VARDE_OUTBOUND_ALLOW.',
    'Adressa leier inn i eit privat nett. Er det meininga, kan drifta føre tenaren opp i VARDE_OUTBOUND_ALLOW.',
    'The address leads into a private network. If it is meant, operations can list the server in VARDE_OUTBOUND_ALLOW.',
  ),
  'too-many-redirects': t(
    'Tjeneren sender videre for mange ganger. Finn den nye adressen.',
    'Tenaren sender vidare for mange gonger. Finn den nye adressa.',
    'The server redirects too many times. Find the new address.',
  ),
  'too-large': t(
    'Filen er større enn vi tar imot. Er adressen riktig?',
    'Fila er større enn vi tek imot. Er adressa rett?',
    'The file is larger than we take. Is the address right?',
  ),
  timeout: t('Svaret kom ikke i tide.', 'Svaret kom ikkje i tide.', 'The answer did not come in time.'),
  status: t(
    'Tjeneren svarte med en feil. Varer det, har filen kanskje flyttet.',
    'Tenaren svara med ein feil. Varer det, har fila kanskje flytta.',
    'The server answered with an error. If it lasts, the file may have moved.',
  ),
  unreachable: t('Tjeneren svarer ikke.', 'Tenaren svarar ikkje.', 'The server does not answer.'),
}

/** The reading has its words among the errors. */
export const faultInWords = (code: string, locale: Locale): string =>
  (faultWords[code] ?? errors[code]?.message)?.[locale] ?? code
