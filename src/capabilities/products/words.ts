import type { Locale, Texts } from '#domain/locale.ts'
import { sbomReasons } from '#formats/sbom/shape.ts'
import { tellSbomProblem } from '#formats/sbom/words.ts'
import type { EndReason, LineSource } from './contract.ts'
import type { RemarkReason } from './reading.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const sourceWords: Readonly<Record<LineSource, Texts>> = {
  declared: t('Skrevet inn', 'Skrive inn', 'Written by hand'),
  csv: t('CSV-fil', 'CSV-fil', 'CSV file'),
  cyclonedx: t('CycloneDX-fil', 'CycloneDX-fil', 'CycloneDX file'),
  spdx: t('SPDX-fil', 'SPDX-fil', 'SPDX file'),
  scan: t('Sett av en skanning', 'Sett av ei skanning', 'Seen by a scan'),
}

export const endWords: Readonly<Record<EndReason, Texts>> = {
  hand: t('Avsluttet for hånd', 'Avslutta for hand', 'Ended by hand'),
  gone: t('Ikke i den nyeste filen', 'Ikkje i den nyaste fila', 'Not in the latest file'),
  undone: t('Importen ble angret', 'Importen vart angra', 'The import was undone'),
}

type OwnReason = Exclude<RemarkReason, (typeof sbomReasons)[number]> | 'bad-cpe' | 'bad-purl' | 'bad-encoding' | 'truncated'

const remarkWords: Readonly<Record<OwnReason, Texts>> = {
  'no-product': t(
    'Raden sier ikke hvilket produkt det er. Skriv navnet på produktet.',
    'Rada seier ikkje kva produkt det er. Skriv namnet på produktet.',
    'The row does not say which product it is. Write the name of the product.',
  ),
  'bad-cpe': t(
    'Dette er ikke en CPE, og er utelatt. Rett den i filen.',
    'Dette er ikkje ein CPE, og er utelaten. Rett han i fila.',
    'This is no CPE and was left out. Correct it in the file.',
  ),
  'bad-purl': t(
    'Dette er ikke en purl, og er utelatt. Rett den i filen.',
    'Dette er ikkje ein purl, og er utelaten. Rett han i fila.',
    'This is no purl and was left out. Correct it in the file.',
  ),
  'bad-quantity': t(
    'Antallet er ikke et helt tall, og er utelatt.',
    'Talet er ikkje eit heilt tal, og er utelate.',
    'The quantity is not a whole number and was left out.',
  ),
  'too-long': t(
    'Teksten er for lang. Skriv den kortere.',
    'Teksten er for lang. Skriv han kortare.',
    'The text is too long. Make it shorter.',
  ),
  'identity-number': t(
    'Raden har noe som ligner et fødselsnummer, og er ikke lagret. Ta det bort.',
    'Rada har noko som liknar eit fødselsnummer, og er ikkje lagra. Ta det bort.',
    'The row holds what looks like a national identity number and was not stored. Take it out.',
  ),
  'unknown-column': t(
    'Vi kjenner ikke denne kolonnen. Den er hoppet over.',
    'Vi kjenner ikkje denne kolonnen. Han er hoppa over.',
    'We do not know this column. It was passed over.',
  ),
  'column-twice': t(
    'En annen kolonne sier det samme. Denne er hoppet over.',
    'Ein annan kolonne seier det same. Denne er hoppa over.',
    'Another column says the same. This one was passed over.',
  ),
  'wrong-column-count': t(
    'Raden har et annet antall kolonner enn overskriften. Se etter et skilletegn for mye eller for lite.',
    'Rada har eit anna tal kolonnar enn overskrifta. Sjå etter eit skiljeteikn for mykje eller for lite.',
    'The row has another number of columns than the heading. Look for a separator too many or too few.',
  ),
  'broken-quote': t(
    'Et anførselstegn er åpnet og ikke lukket. Lukk det i filen.',
    'Eit hermeteikn er opna og ikkje lukka. Lukk det i fila.',
    'A quotation mark is opened and not closed. Close it in the file.',
  ),
  'line-too-long': t(
    'Linjen er lengre enn en megabyte. Del den opp.',
    'Linja er lengre enn ein megabyte. Del ho opp.',
    'The line is longer than a megabyte. Split it.',
  ),
  'nul-byte': t(
    'Raden har tegn uten mening, som er tatt bort.',
    'Rada har teikn utan meining, som er tekne bort.',
    'The row has signs without meaning, which were taken out.',
  ),
  'bad-encoding': t(
    'Filen er ikke i UTF-8. Vi har gjettet på tegnene: se etter om æ, ø og å er riktige.',
    'Fila er ikkje i UTF-8. Vi har gjetta på teikna: sjå etter om æ, ø og å er rette.',
    'The file is not in UTF-8. We have guessed its characters: check that æ, ø and å are right.',
  ),
  truncated: t(
    'Filen slutter midt i noe. Last den ned på nytt.',
    'Fila sluttar midt i noko. Last ho ned på nytt.',
    'The file ends in the middle of something. Download it again.',
  ),
}

const ofBills: readonly string[] = sbomReasons

/** Why a row was not taken, or not wholly, in words that say what to do. */
export function remarkText(reason: string, locale: Locale): string {
  if (reason in remarkWords) return remarkWords[reason as OwnReason][locale]
  const known = ofBills.includes(reason) ? (reason as (typeof sbomReasons)[number]) : 'not-sbom'
  return tellSbomProblem(locale, { place: '', reason: known })
}
