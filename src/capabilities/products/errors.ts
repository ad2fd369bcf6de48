import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What this room may answer beside the house's own errors and those of the register. */
export const errors = {
  'product-no-name': {
    status: 422,
    message: t('Produktet mangler navn.', 'Produktet manglar namn.', 'The product has no name.'),
    next: t(
      'Skriv navnet på produktet, eller en CPE eller purl som har det.',
      'Skriv namnet på produktet, eller ein CPE eller purl som har det.',
      'Write the name of the product, or a CPE or purl that has it.',
    ),
  },
  'product-bad-cpe': {
    status: 422,
    message: t('Dette er ikke en CPE:', 'Dette er ikkje ein CPE:', 'This is no CPE:'),
    next: t(
      'Skriv den som cpe:2.3:a:leverandør:produkt:versjon:*:*:*:*:*:*:*, eller la feltet stå tomt.',
      'Skriv han som cpe:2.3:a:leverandør:produkt:versjon:*:*:*:*:*:*:*, eller la feltet stå tomt.',
      'Write it as cpe:2.3:a:vendor:product:version:*:*:*:*:*:*:*, or leave the field empty.',
    ),
  },
  'product-bad-purl': {
    status: 422,
    message: t('Dette er ikke en purl:', 'Dette er ikkje ein purl:', 'This is no purl:'),
    next: t(
      'Skriv den som pkg:type/navn@versjon, eller la feltet stå tomt.',
      'Skriv han som pkg:type/namn@versjon, eller la feltet stå tomt.',
      'Write it as pkg:type/name@version, or leave the field empty.',
    ),
  },
  'product-too-long': {
    status: 422,
    message: t('Teksten er for lang:', 'Teksten er for lang:', 'The text is too long:'),
    next: t('Skriv den kortere.', 'Skriv han kortare.', 'Make it shorter.'),
  },
  'said-by-missing': {
    status: 422,
    message: t(
      'Dere skriver for en virksomhet, men det står ikke hvem som har sagt det.',
      'De skriv for ei verksemd, men det står ikkje kven som har sagt det.',
      'You write for an organisation, but not who told you.',
    ),
    next: t(
      'Skriv hvilken funksjon som sa det, og hvordan: for eksempel IT-leder, på telefon.',
      'Skriv kva funksjon som sa det, og korleis: til dømes IT-leiar, på telefon.',
      'Write which function said so, and how: for example head of IT, by telephone.',
    ),
  },
  'product-ended': {
    status: 409,
    message: t('Linjen er avsluttet.', 'Linja er avslutta.', 'The line has ended.'),
    next: t(
      'Legg til en ny linje hvis dere har det igjen.',
      'Legg til ei ny linje om de har det igjen.',
      'Add a new line if you have it again.',
    ),
  },
  'product-there': {
    status: 409,
    message: t('En annen linje sier det samme.', 'Ei anna linje seier det same.', 'Another line says the same.'),
    next: t('Avslutt en av dem i stedet.', 'Avslutt éi av dei i staden.', 'End one of them instead.'),
  },
  'no-lines-chosen': {
    status: 422,
    message: t('Det er ikke valgt noe å avslutte.', 'Det er ikkje valt noko å avslutte.', 'Nothing is chosen to be ended.'),
    next: t(
      'Velg linjer, eller alle som passer til et filter for én virksomhet.',
      'Vel linjer, eller alle som passar til eit filter for éi verksemd.',
      'Choose lines, or all of one organisation that fit a filter.',
    ),
  },
  'ending-too-old': {
    status: 409,
    message: t(
      'Dette kan ikke angres lenger: det er over ti minutter siden.',
      'Dette kan ikkje angrast lenger: det er over ti minutt sidan.',
      'This cannot be undone any more: more than ten minutes have passed.',
    ),
    next: t('Legg linjene inn på nytt.', 'Legg linjene inn på nytt.', 'Add the lines again.'),
  },
  'inventory-too-large': {
    status: 413,
    message: t(
      'Oversikten er for stor: en virksomhet kan ha 200 000 linjer. Ingenting er lagret.',
      'Oversikta er for stor: ei verksemd kan ha 200 000 linjer. Ingenting er lagra.',
      'The inventory is too large: an organisation can have 200,000 lines. Nothing was stored.',
    ),
    next: t(
      'Ta med hvert produkt og hver versjon én gang, med antall, i stedet for én linje for hver maskin.',
      'Ta med kvart produkt og kvar versjon éin gong, med tal, i staden for éi linje for kvar maskin.',
      'Send each product and version once, with a quantity, instead of one line for each machine.',
    ),
  },
  'empty-inventory': {
    status: 422,
    message: t('Filen er tom.', 'Fila er tom.', 'The file is empty.'),
    next: t('Velg en annen fil.', 'Vel ei anna fil.', 'Choose another file.'),
  },
  'inventory-broken': {
    status: 422,
    message: t(
      'Filen er ødelagt: den slutter for tidlig.',
      'Fila er øydelagd: ho sluttar for tidleg.',
      'The file is broken: it ends too early.',
    ),
    next: t('Last den ned på nytt og prøv igjen.', 'Last ho ned på nytt og prøv igjen.', 'Download it again and try once more.'),
  },
  'no-product-column': {
    status: 422,
    message: t(
      'Ingen kolonne sier hvilket produkt det er. Kolonnene heter:',
      'Ingen kolonne seier kva produkt det er. Kolonnane heiter:',
      'No column says which product it is. The columns are called:',
    ),
    next: t(
      'Kall en kolonne «produkt». Andre navn vi forstår, er system, leverandør, versjon, cpe, purl, antall og merknad.',
      'Kall ein kolonne «produkt». Andre namn vi forstår, er system, leverandør, versjon, cpe, purl, antal og merknad.',
      'Call one column “product”. Other names that we understand are system, vendor, version, cpe, purl, quantity and note.',
    ),
  },
  'not-an-inventory': {
    status: 422,
    message: t(
      'Vi kjenner ikke igjen filen. Vi leser CSV, CycloneDX og SPDX.',
      'Vi kjenner ikkje att fila. Vi les CSV, CycloneDX og SPDX.',
      'We do not know this kind of file. We read CSV, CycloneDX and SPDX.',
    ),
    next: t(
      'Lagre oversikten som CSV, eller be leverandøren om CycloneDX eller SPDX.',
      'Lagre oversikta som CSV, eller be leverandøren om CycloneDX eller SPDX.',
      'Save the inventory as CSV, or ask the supplier for CycloneDX or SPDX.',
    ),
  },
  'inventory-undone': {
    status: 409,
    message: t('Denne importen er angret før.', 'Denne importen er angra før.', 'This import was undone before.'),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Load the page again.'),
  },
  'inventory-not-last': {
    status: 409,
    message: t(
      'En nyere import av samme liste står i veien:',
      'Ein nyare import av same lista står i vegen:',
      'A later import of the same list stands in the way:',
    ),
    next: t('Angre den nyeste først.', 'Angre den nyaste først.', 'Undo the latest one first.'),
  },
  'inventory-too-old': {
    status: 409,
    message: t(
      'Importen kan ikke angres lenger: det er over en uke siden.',
      'Importen kan ikkje angrast lenger: det er over ei veke sidan.',
      'The import cannot be undone any more: more than a week has passed.',
    ),
    next: t(
      'Importer en riktig fil i samme liste.',
      'Importer ei rett fil i same lista.',
      'Import a right file into the same list.',
    ),
  },
} as const satisfies ErrorTexts
