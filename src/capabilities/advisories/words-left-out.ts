import type { Locale, Texts } from '#domain/locale.ts'
import type { CsafIssue } from '#formats/csaf/fields.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const ours = {
  'bad-link': t('Adressen er ingen lenke', 'Adressa er inga lenkje', 'The address is no link'),
  'bad-name': t('CPE eller purl kan ikke leses', 'CPE eller purl kan ikkje lesast', 'The CPE or purl cannot be read'),
  'bad-vector': t('CVSS-vektoren kan ikke leses', 'CVSS-vektoren kan ikkje lesast', 'The CVSS vector cannot be read'),
  'more-left-out': t('Enda mer er utelatt: se kilden', 'Enda meir er utelate: sjå kjelda', 'More was left out: see the source'),
  'more-purls': t(
    'Produktet har flere purl: bare den første er med',
    'Produktet har fleire purl: berre den første er med',
    'The product has several purls: only the first is here',
  ),
  'no-cve': t(
    'Sårbarhet uten CVE: skriv om den i teksten hvis den er viktig',
    'Sårbarheit utan CVE: skriv om ho i teksten om ho er viktig',
    'Vulnerability without a CVE: write of it in the text if it matters',
  ),
  'no-words': t('Utbedring uten tekst', 'Utbetring utan tekst', 'Remediation without words'),
  'none-affected': t(
    'Ingen produkter er sagt å være berørt: velg selv hvem varselet går til',
    'Ingen produkt er sagt å vere råka: vel sjølv kven varselet går til',
    'No product is said to be affected: choose yourself whom the warning goes to',
  ),
  'products-unsaid': t(
    'Så mange produkter sier kilden ingenting om: de er ikke med',
    'Så mange produkt seier kjelda ingenting om: dei er ikkje med',
    'The source says nothing of so many products: they are not here',
  ),
  'remedy-of-none': t(
    'Utbedring for noe som ikke har CVE eller ikke er med her: den står i utkastet, men kommer ikke med i CSAF',
    'Utbetring for noko som ikkje har CVE eller ikkje er med her: ho står i utkastet, men kjem ikkje med i CSAF',
    'Remediation for something that has no CVE or is not here: it stands in the draft, and not in its CSAF',
  ),
  'status-not-kept': t(
    'En status som varselet ikke har ord for, for så mange produkter',
    'Ein status som varselet ikkje har ord for, for så mange produkt',
    'A status that the warning has no word for, of so many products',
  ),
  'text-cut': t('Teksten var for lang og er kuttet', 'Teksten var for lang og er korta', 'The text was too long and was cut'),
  'too-many-measures': t(
    'Så mange utbedringer fikk ikke plass',
    'Så mange utbetringar fekk ikkje plass',
    'So many remediations did not fit',
  ),
  'too-many-other-products': t(
    'Så mange produkter som ikke er berørt, fikk ikke plass',
    'Så mange produkt som ikkje er råka, fekk ikkje plass',
    'So many products that are not affected did not fit',
  ),
  'too-many-products': t(
    'Så mange berørte produkter fikk ikke plass: skriv heller ett med et versjonsområde',
    'Så mange råka produkt fekk ikkje plass: skriv heller eitt med eit versjonsområde',
    'So many affected products did not fit: write one with a range of versions instead',
  ),
  'too-many-references': t('Så mange lenker fikk ikke plass', 'Så mange lenkjer fekk ikkje plass', 'So many links did not fit'),
  'too-many-vectors': t(
    'Så mange CVSS-vektorer fikk ikke plass',
    'Så mange CVSS-vektorar fekk ikkje plass',
    'So many CVSS vectors did not fit',
  ),
  'too-many-vulnerabilities': t(
    'Så mange sårbarheter fikk ikke plass',
    'Så mange sårbarheiter fekk ikkje plass',
    'So many vulnerabilities did not fit',
  ),
  twice: t(
    'Sårbarheten står to ganger: den første er med',
    'Sårbarheita står to gonger: den første er med',
    'The vulnerability stands twice: the first is here',
  ),
  'unclear-versions': t(
    'Hvilke versjoner er dette? Skriv dem om, for eksempel «7.0 til 7.4»',
    'Kva versjonar er dette? Skriv dei om, til dømes «7.0 til 7.4»',
    'Which versions are these? Write them anew, for example “7.0 to 7.4”',
  ),
} satisfies Record<string, Texts>

const ofReader: Record<CsafIssue['reason'], Texts> = {
  'bad-encoding': t('Filen er ikke UTF-8', 'Fila er ikkje UTF-8', 'The file is not UTF-8'),
  'bad-json': t('Filen er ikke JSON', 'Fila er ikkje JSON', 'The file is no JSON'),
  'bad-time': t('Tidspunktet kan ikke leses', 'Tidspunktet kan ikkje lesast', 'The time cannot be read'),
  'bad-tlp': t('TLP-merket er ukjent', 'TLP-merket er ukjent', 'The TLP label is unknown'),
  cycle: t(
    'Produktet er laget av seg selv og er ikke med',
    'Produktet er laga av seg sjølv og er ikkje med',
    'The product is made of itself and is not here',
  ),
  'duplicate-id': t(
    'To produkter har samme id: det første er med',
    'To produkt har same id: det første er med',
    'Two products have one id: the first is here',
  ),
  missing: t('Noe som skal stå her, mangler', 'Noko som skal stå her, manglar', 'Something that must stand here is missing'),
  'not-a-list': t('Skulle vært en liste', 'Skulle vore ei liste', 'Should be a list'),
  'not-a-number': t('Skulle vært et tall', 'Skulle vore eit tal', 'Should be a number'),
  'not-an-object': t('Skulle vært et objekt', 'Skulle vore eit objekt', 'Should be an object'),
  'not-csaf': t('Ikke et CSAF-dokument', 'Ikkje eit CSAF-dokument', 'No CSAF document'),
  'not-read': t('Feltet leses ikke', 'Feltet blir ikkje lese', 'The field is not read'),
  'not-text': t('Skulle vært tekst', 'Skulle vore tekst', 'Should be text'),
  'too-deep': t('Produkttreet er for dypt', 'Produkttreet er for djupt', 'The product tree is too deep'),
  'too-large': t('Dokumentet er for stort', 'Dokumentet er for stort', 'The document is too large'),
  'too-many': t(
    'Det er flere enn vi leser: resten er ikke med',
    'Det er fleire enn vi les: resten er ikkje med',
    'There are more than we read: the rest is not here',
  ),
  'unknown-product': t(
    'Produktet finnes ikke i produkttreet',
    'Produktet finst ikkje i produkttreet',
    'The product is not in the product tree',
  ),
  'unknown-version': t('CSAF-versjonen er ukjent', 'CSAF-versjonen er ukjend', 'The version of CSAF is unknown'),
  'unknown-word': t('Ordet er ikke i standarden', 'Ordet er ikkje i standarden', 'The word is not in the standard'),
}

const all: Readonly<Record<string, Texts>> = { ...ofReader, ...ours }

/** Why something of a document is not in a draft. */
export type LeftOutReason = keyof typeof ours | CsafIssue['reason']

/** The same in words that say what to do where there is something to do. */
export const leftOutInWords = (why: string, locale: Locale): string => all[why]?.[locale] ?? why
