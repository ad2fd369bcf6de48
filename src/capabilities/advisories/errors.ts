import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What this capability may answer beside the house's own errors. */
export const advisoryErrors: ErrorTexts = {
  'advisory-needs-reason': {
    status: 422,
    message: t(
      'Varselet har ingen tiltak, og det er ikke sagt hvorfor. Det er ikke sendt videre.',
      'Varselet har ingen tiltak, og det er ikkje sagt kvifor. Det er ikkje sendt vidare.',
      'The warning has no measures, and nobody has said why. It was not sent on.',
    ),
    next: t(
      'Skriv hva mottakerne skal gjøre, eller skriv hvorfor det ikke er noe å gjøre når du sender det til gjennomlesing.',
      'Skriv kva mottakarane skal gjere, eller skriv kvifor det ikkje er noko å gjere når du sender det til gjennomlesing.',
      'Write what the readers are to do, or write why there is nothing to do when you send it to review.',
    ),
  },
  'advisory-changed-meanwhile': {
    status: 409,
    message: t(
      'En annen har endret utkastet etter at du åpnet det. Det du skrev er ikke lagret, men står fortsatt på siden.',
      'Ein annan har endra utkastet etter at du opna det. Det du skreiv er ikkje lagra, men står framleis på sida.',
      'Somebody else has changed the draft since you opened it. What you wrote was not saved, and still stands on the page.',
    ),
    next: t(
      'Se hva den andre skrev, og velg hva som skal gjelde.',
      'Sjå kva den andre skreiv, og vel kva som skal gjelde.',
      'Look at what the other wrote, and choose what shall stand.',
    ),
  },
  'advisory-never-published': {
    status: 409,
    message: t(
      'Varselet er aldri publisert, så det finnes ingen versjon å gå tilbake til.',
      'Varselet er aldri publisert, så det finst ingen versjon å gå tilbake til.',
      'The warning was never published, so there is no version to go back to.',
    ),
    next: t('Trekk det tilbake i stedet.', 'Trekk det tilbake i staden.', 'Withdraw it instead.'),
  },
  'advisory-withdrawal-waits': {
    status: 409,
    message: t(
      'Noen har bedt om å trekke varselet tilbake. Det skjer om et par minutter.',
      'Nokon har bede om å trekkje varselet tilbake. Det skjer om eit par minutt.',
      'Somebody has asked to withdraw the warning. It happens within a few minutes.',
    ),
    next: t(
      'Angre tilbaketrekkingen på siden til varselet hvis den nye versjonen skal ut i stedet.',
      'Angre tilbaketrekkinga på sida til varselet om den nye versjonen skal ut i staden.',
      'Take the withdrawal back on the page of the warning if the new version shall go out instead.',
    ),
  },
  'advisory-no-withdrawal': {
    status: 409,
    message: t(
      'Ingen tilbaketrekking venter. Den er angret, eller alt gjennomført.',
      'Inga tilbaketrekking ventar. Ho er angra, eller alt gjennomført.',
      'No withdrawal is waiting. It was taken back, or has been carried out.',
    ),
    next: t(
      'Er varselet trukket tilbake, lager du en kopi og publiserer den.',
      'Er varselet trekt tilbake, lagar du ein kopi og publiserer han.',
      'If the warning has been withdrawn, make a copy and publish that.',
    ),
  },
  'advisory-no-draft': {
    status: 409,
    message: t('Varselet har ikke noe utkast nå.', 'Varselet har ikkje noko utkast no.', 'The warning has no draft now.'),
    next: t('Begynn på neste versjon først.', 'Byrj på neste versjon først.', 'Begin the next version first.'),
  },
  'advisory-has-draft': {
    status: 409,
    message: t(
      'Noen skriver allerede på neste versjon.',
      'Nokon skriv alt på neste versjon.',
      'Somebody is already writing the next version.',
    ),
    next: t('Åpne utkastet.', 'Opne utkastet.', 'Open the draft.'),
  },
  'advisory-not-approved': {
    status: 409,
    message: t(
      'Ingen annen har godkjent utkastet slik det står nå.',
      'Ingen annan har godkjent utkastet slik det står no.',
      'Nobody else has approved the draft as it stands now.',
    ),
    next: t(
      'Send det til gjennomlesing, og be en kollega lese det.',
      'Send det til gjennomlesing, og be ein kollega lese det.',
      'Send it to review, and ask a colleague to read it.',
    ),
  },
  'advisory-not-in-review': {
    status: 409,
    message: t(
      'Utkastet venter ikke på gjennomlesing.',
      'Utkastet ventar ikkje på gjennomlesing.',
      'The draft does not wait for review.',
    ),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Reload the page.'),
  },
  'advisory-own-work': {
    status: 403,
    message: t(
      'Du har selv skrevet på dette utkastet. Den som skriver, kan ikke godkjenne.',
      'Du har sjølv skrive på dette utkastet. Den som skriv, kan ikkje godkjenne.',
      'You have written on this draft yourself. Whoever writes cannot approve.',
    ),
    next: t('Be en kollega lese det.', 'Be ein kollega lese det.', 'Ask a colleague to read it.'),
  },
  'advisory-return-needs-words': {
    status: 422,
    message: t(
      'Du sender utkastet tilbake uten å si hva som skal rettes.',
      'Du sender utkastet tilbake utan å seie kva som skal rettast.',
      'You return the draft without saying what to mend.',
    ),
    next: t('Skriv hva som må endres.', 'Skriv kva som må endrast.', 'Write what has to change.'),
  },
  'advisory-incomplete': {
    status: 422,
    message: t(
      'Dette mangler før det kan publiseres:',
      'Dette manglar før det kan publiserast:',
      'This is missing before it can be published:',
    ),
    next: t(
      'Skriv det som mangler, og send det til gjennomlesing igjen.',
      'Skriv det som manglar, og send det til gjennomlesing igjen.',
      'Write what is missing, and send it to review again.',
    ),
  },
  'advisory-nobody': {
    status: 422,
    message: t('Varselet går ikke til noen.', 'Varselet går ikkje til nokon.', 'The warning goes to nobody.'),
    next: t(
      'Velg hvem det skal til, og se på listen før du publiserer.',
      'Vel kven det skal til, og sjå på lista før du publiserer.',
      'Choose whom it goes to, and look at the list before you publish.',
    ),
  },
  'advisory-milder-than-source': {
    status: 422,
    message: t(
      'Merkingen er mildere enn merkingen til den varselet er hentet fra.',
      'Merkinga er mildare enn merkinga til den varselet er henta frå.',
      'The labels are milder than those of whoever the warning was taken from.',
    ),
    next: t(
      'Velg samme TLP og PAP som kilden, eller strengere.',
      'Vel same TLP og PAP som kjelda, eller strengare.',
      'Choose the TLP and PAP of the source, or stricter.',
    ),
  },
  'advisory-source-kept': {
    status: 422,
    message: t(
      'Kilden til et varsel som er importert eller publisert, kan ikke tas bort eller gjøres mildere.',
      'Kjelda til eit varsel som er importert eller publisert, kan ikkje takast bort eller gjerast mildare.',
      'The source of a warning that was imported or published cannot be taken away or made milder.',
    ),
    next: t(
      'La kilden stå. Er den feil, lag et nytt varsel.',
      'La kjelda stå. Er ho feil, lag eit nytt varsel.',
      'Let the source stand. If it is wrong, make a new warning.',
    ),
  },
  'advisory-bad-vector': {
    status: 422,
    message: t(
      'Denne CVSS-vektoren kan ikke leses:',
      'Denne CVSS-vektoren kan ikkje lesast:',
      'This CVSS vector cannot be read:',
    ),
    next: t(
      'Kopier vektoren fra kilden på nytt.',
      'Kopier vektoren frå kjelda på nytt.',
      'Copy the vector from the source anew.',
    ),
  },
  'advisory-bad-product': {
    status: 422,
    message: t(
      'Dette produktnavnet kan ikke leses:',
      'Dette produktnamnet kan ikkje lesast:',
      'This product name cannot be read:',
    ),
    next: t(
      'En CPE begynner med cpe:2.3:, en purl med pkg:. La feltet stå tomt om du ikke har den.',
      'Ein CPE byrjar med cpe:2.3:, ein purl med pkg:. Lat feltet stå tomt om du ikkje har han.',
      'A CPE begins with cpe:2.3:, a purl with pkg:. Leave the field empty if you do not have one.',
    ),
  },
  'advisory-unknown-advice': {
    status: 422,
    message: t(
      'Et råd som er tatt med, finnes ikke i den versjonen.',
      'Eit råd som er teke med, finst ikkje i den versjonen.',
      'A cited block of advice does not exist in that version.',
    ),
    next: t(
      'Ta rådet bort, og velg det på nytt fra biblioteket.',
      'Ta rådet bort, og vel det på nytt frå biblioteket.',
      'Take the advice out, and choose it anew from the library.',
    ),
  },
  'advisory-unknown-closed': {
    status: 422,
    message: t(
      'Et varsel som skal avsluttes, finnes ikke eller er ikke publisert.',
      'Eit varsel som skal avsluttast, finst ikkje eller er ikkje publisert.',
      'A warning that is to end does not exist or is not published.',
    ),
    next: t('Velg blant de publiserte varslene.', 'Vel blant dei publiserte varsla.', 'Choose among the published warnings.'),
  },
  'advisory-ended': {
    status: 409,
    message: t(
      'Varselet er trukket tilbake eller avsluttet.',
      'Varselet er trekt tilbake eller avslutta.',
      'The warning has been withdrawn or has ended.',
    ),
    next: t(
      'Lag en kopi om det skal ut på nytt.',
      'Lag ein kopi om det skal ut på nytt.',
      'Make a copy if it has to go out anew.',
    ),
  },
  'advisory-csaf-fails': {
    status: 422,
    message: t(
      'Varselet består ikke testene i CSAF og er ikke publisert:',
      'Varselet består ikkje testane i CSAF og er ikkje publisert:',
      'The warning does not pass the tests of CSAF and was not published:',
    ),
    next: t(
      'Rett det som står ved testens nummer, og prøv igjen.',
      'Rett det som står ved nummeret til testen, og prøv igjen.',
      'Mend what stands beside the number of the test, and try again.',
    ),
  },
  'advisory-not-csaf': {
    status: 422,
    message: t('Filen kan ikke leses som CSAF:', 'Fila kan ikkje lesast som CSAF:', 'The file cannot be read as CSAF:'),
    next: t(
      'Velg en JSON-fil i CSAF 2.0 eller 2.1.',
      'Vel ei JSON-fil i CSAF 2.0 eller 2.1.',
      'Choose a JSON file in CSAF 2.0 or 2.1.',
    ),
  },
}
