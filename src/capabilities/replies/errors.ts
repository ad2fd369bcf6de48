import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What this capability may answer beside the house's own errors. */
export const repliesErrors: ErrorTexts = {
  'reply-needs-version': {
    status: 422,
    message: t(
      'Svaret sier at feilen er rettet, men ikke i hvilken versjon. Det er ikke lagret.',
      'Svaret seier at feilen er retta, men ikkje i kva versjon. Det er ikkje lagra.',
      'The reply says that the fault is fixed, but not in which version. It was not saved.',
    ),
    next: t(
      'Skriv versjonen der feilen er rettet.',
      'Skriv versjonen der feilen er retta.',
      'Write the version in which the fault is fixed.',
    ),
  },
  'reply-needs-reason': {
    status: 422,
    message: t(
      'Svaret sier at produktet ikke er rammet, men ikke hvorfor. Det er ikke lagret.',
      'Svaret seier at produktet ikkje er råka, men ikkje kvifor. Det er ikkje lagra.',
      'The reply says that the product is not affected, but not why. It was not saved.',
    ),
    next: t(
      'Velg en grunn, eller skriv den med egne ord.',
      'Vel ein grunn, eller skriv han med eigne ord.',
      'Choose a reason, or write it in your own words.',
    ),
  },
  'reply-product-not-asked': {
    status: 422,
    message: t(
      'Varselet spør ikke om dette produktet eller denne sårbarheten.',
      'Varselet spør ikkje om dette produktet eller denne sårbarheita.',
      'The warning does not ask about this product or this vulnerability.',
    ),
    next: t('Velg blant dem som står på siden.', 'Vel mellom dei som står på sida.', 'Choose among those on the page.'),
  },
  'reply-changed-meanwhile': {
    status: 409,
    message: t(
      'En annen svarte på det samme samtidig. Svaret ditt er ikke lagret.',
      'Ein annan svara på det same samtidig. Svaret ditt er ikkje lagra.',
      'Somebody else answered the same at the same time. Your reply was not saved.',
    ),
    next: t(
      'Se hva den andre svarte, og svar på nytt.',
      'Sjå kva den andre svara, og svar på nytt.',
      'Look at what the other answered, and answer again.',
    ),
  },
  'reply-over': {
    status: 409,
    message: t(
      'Varselet er trukket tilbake eller over. Ingen spør etter svar lenger.',
      'Varselet er trekt tilbake eller over. Ingen spør etter svar lenger.',
      'The warning was withdrawn or is over. Nobody asks for a reply any more.',
    ),
    next: t(
      'Ta kontakt med oss hvis noe må rettes.',
      'Ta kontakt med oss om noko må rettast.',
      'Contact us if something must be put right.',
    ),
  },
  'reply-said-by-missing': {
    status: 422,
    message: t(
      'Når vi svarer for en leverandør, må vi si hvem der som sa det.',
      'Når vi svarar for ein leverandør, må vi seie kven der som sa det.',
      'When the team answers for a supplier, it says who there said so.',
    ),
    next: t(
      'Skriv hvem som sa det, og hvordan, for eksempel «e-post 3. mars».',
      'Skriv kven som sa det, og korleis, til dømes «e-post 3. mars».',
      'Write who said so and how, for example “mail of 3 March”.',
    ),
  },
  'reply-no-vex': {
    status: 422,
    message: t(
      'Filen er verken CSAF eller OpenVEX. Ingenting er lagret.',
      'Fila er verken CSAF eller OpenVEX. Ingenting er lagra.',
      'The file is neither CSAF nor OpenVEX. Nothing was saved.',
    ),
    next: t(
      'Velg en JSON-fil i en av disse formene.',
      'Vel ei JSON-fil i ei av desse formene.',
      'Choose a JSON file in one of these forms.',
    ),
  },
  'reply-no-file': {
    status: 422,
    message: t('Det er ikke valgt noen fil.', 'Det er ikkje vald noka fil.', 'No file was chosen.'),
    next: t('Velg filen og prøv igjen.', 'Vel fila og prøv igjen.', 'Choose the file and try again.'),
  },
  'advisory-not-out': {
    status: 409,
    message: t(
      'Varselet er ikke publisert, eller det er over. Ingen leverandør er spurt.',
      'Varselet er ikkje publisert, eller det er over. Ingen leverandør er spurd.',
      'The warning is not published, or it is over. No supplier was asked.',
    ),
    next: t('Publiser varselet først.', 'Publiser varselet først.', 'Publish the warning first.'),
  },
  'supplier-no-product': {
    status: 422,
    message: t(
      'Varselet nevner ikke produktene. Leverandøren er ikke spurt.',
      'Varselet nemner ikkje produkta. Leverandøren er ikkje spurd.',
      'The warning does not name these products. The supplier was not asked.',
    ),
    next: t(
      'Skriv produktene i varselet, og publiser en ny versjon.',
      'Skriv produkta i varselet, og publiser ein ny versjon.',
      'Write the products in the warning, and publish a new version.',
    ),
  },
  'supplier-reminded': {
    status: 409,
    message: t(
      'Leverandøren er minnet på dette det siste døgnet.',
      'Leverandøren er mint på dette det siste døgnet.',
      'The supplier was reminded within the last day.',
    ),
    next: t(
      'Ring leverandøren hvis det haster.',
      'Ring leverandøren om det hastar.',
      'Telephone the supplier if it is pressing.',
    ),
  },
  'supplier-answered': {
    status: 409,
    message: t('Leverandøren har svart på alt.', 'Leverandøren har svara på alt.', 'The supplier has answered all of it.'),
    next: t('Les svarene på siden.', 'Les svara på sida.', 'Read the replies on the page.'),
  },
}
