import type { Locale, Texts } from '#domain/locale.ts'
import type { SbomProblem, SbomReason } from './shape.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const words: Readonly<Record<SbomReason, Texts>> = {
  'bad-cpe': t(
    'CPE-navnet er ikke gyldig og er utelatt. Komponenten er tatt med.',
    'CPE-namnet er ikkje gyldig og er utelate. Komponenten er teken med.',
    'The CPE name is not valid and was left out. The component was taken.',
  ),
  'bad-encoding': t(
    'Filen er ikke i den tegnkodingen den sier. Se etter feil i navn, eller lagre den på nytt som UTF-8.',
    'Fila er ikkje i den teiknkodinga ho seier. Sjå etter feil i namn, eller lagre ho på nytt som UTF-8.',
    'The file is not in the encoding that it says. Look for faults in names, or save it again as UTF-8.',
  ),
  'bad-json': t(
    'Filen er ikke gyldig JSON, og ingenting er lest. Lag den på nytt.',
    'Fila er ikkje gyldig JSON, og ingenting er lese. Lag ho på nytt.',
    'The file is not valid JSON and nothing was read. Make it again.',
  ),
  'bad-purl': t(
    'Pakkeadressen (purl) er ikke gyldig og er utelatt. Komponenten er tatt med.',
    'Pakkeadressa (purl) er ikkje gyldig og er utelaten. Komponenten er teken med.',
    'The package URL is not valid and was left out. The component was taken.',
  ),
  'bad-xml': t(
    'Her er XML-en feil. Det som kunne leses rundt feilen, er lest.',
    'Her er XML-en feil. Det som kunne lesast rundt feilen, er lese.',
    'The XML is broken here. What could be read around it was read.',
  ),
  'duplicate-id': t(
    'To komponenter har samme id. Begge er tatt med.',
    'To komponentar har same id. Begge er tekne med.',
    'Two components have the same id. Both were taken.',
  ),
  'missing-name': t(
    'Komponenten har ikke navn og er utelatt.',
    'Komponenten har ikkje namn og er utelaten.',
    'The component has no name and was left out.',
  ),
  'not-a-list': t(
    'Her skulle det stått en liste. Det som står, er utelatt.',
    'Her skulle det stått ei liste. Det som står, er utelate.',
    'A list should stand here. What does was left out.',
  ),
  'not-an-object': t(
    'Her skulle det stått et objekt. Det som står, er utelatt.',
    'Her skulle det stått eit objekt. Det som står, er utelate.',
    'An object should stand here. What does was left out.',
  ),
  'not-sbom': t(
    'Filen er verken CycloneDX eller SPDX. Be leverandøren om en av dem.',
    'Fila er verken CycloneDX eller SPDX. Be leverandøren om ei av dei.',
    'The file is neither CycloneDX nor SPDX. Ask the supplier for one of them.',
  ),
  'not-text': t(
    'Her skulle det stått tekst. Det som står, er utelatt.',
    'Her skulle det stått tekst. Det som står, er utelate.',
    'Text should stand here. What does was left out.',
  ),
  'text-cut': t(
    'Teksten er lengre enn 500 tegn og er kortet ned.',
    'Teksten er lengre enn 500 teikn og er korta ned.',
    'The text is longer than 500 characters and was cut.',
  ),
  'too-deep': t(
    'Herfra ligger det for mange nivåer inni hverandre. Det innerste er utelatt.',
    'Herifrå ligg det for mange nivå inni kvarandre. Det inste er utelate.',
    'From here too many levels lie within each other. The innermost were left out.',
  ),
  'too-large': t(
    'Filen er for stor. Grensen er 50 MB. Del den i flere, eller fjern det som ikke er komponenter.',
    'Fila er for stor. Grensa er 50 MB. Del ho i fleire, eller fjern det som ikkje er komponentar.',
    'The file is too large. The limit is 50 MB. Divide it, or remove what is not components.',
  ),
  'too-many-components': t(
    'Filen har flere enn 200 000 komponenter. Resten er utelatt. Del den i flere filer.',
    'Fila har fleire enn 200 000 komponentar. Resten er utelaten. Del ho i fleire filer.',
    'The file has more than 200,000 components. The rest was left out. Divide it into several files.',
  ),
  'too-many-problems': t(
    'Det er flere feil enn de 500 som er listet.',
    'Det er fleire feil enn dei 500 som er lista.',
    'There are more problems than the 500 that are listed.',
  ),
  truncated: t(
    'Filen slutter for tidlig. Det som kom før slutten, er lest. Hent den på nytt.',
    'Fila sluttar for tidleg. Det som kom før slutten, er lese. Hent ho på nytt.',
    'The file ends too early. What came before was read. Fetch it again.',
  ),
  'unknown-version': t(
    'Denne versjonen av standarden kjenner vi ikke. Filen er lest så langt vi forstår den.',
    'Denne versjonen av standarden kjenner vi ikkje. Fila er lesen så langt vi forstår ho.',
    'We do not know this version of the standard. The file was read as far as we understand it.',
  ),
}

const lineWord: Texts = t('Linje', 'Linje', 'Line')

/** A problem in a sentence for whoever sent the file, with its place before it. */
export function tellSbomProblem(locale: Locale, { place, reason }: SbomProblem): string {
  const where = place.replace(/^line /, `${lineWord[locale]} `)
  return where === '' ? words[reason][locale] : `${where}: ${words[reason][locale]}`
}
