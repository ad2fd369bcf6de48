import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What this capability may answer beside the house's own errors. */
export const partnerErrors: ErrorTexts = {
  'partner-address': {
    status: 422,
    message: t(
      'Adressen kan ikke brukes. Partneren er ikke lagret.',
      'Adressa kan ikkje brukast. Partnaren er ikkje lagra.',
      'The address cannot be used. The partner was not saved.',
    ),
    next: t(
      'Skriv domenet til en CSAF-utgiver, eller hele adressen til en nyhetsstrøm, med https.',
      'Skriv domenet til ein CSAF-utgjevar, eller heile adressa til ein nyheitsstraum, med https.',
      'Write the domain of a CSAF provider, or the whole address of a feed, with https.',
    ),
  },
  'partner-name-taken': {
    status: 409,
    message: t('En annen partner har dette navnet.', 'Ein annan partnar har dette namnet.', 'Another partner has this name.'),
    next: t('Velg et annet navn.', 'Vel eit anna namn.', 'Choose another name.'),
  },
  'partner-under-way': {
    status: 409,
    message: t('Partneren hentes allerede nå.', 'Partnaren vert alt henta no.', 'The partner is being fetched already.'),
    next: t(
      'Vent til hentingen er ferdig. Siden viser hvor langt den er kommet.',
      'Vent til hentinga er ferdig. Sida viser kor langt ho er komen.',
      'Wait until it is through. The page shows how far it has come.',
    ),
  },
  'partner-demo': {
    status: 409,
    message: t(
      'Dette er en demo, og ingenting hentes utenfra.',
      'Dette er ein demo, og ingenting vert henta utanfrå.',
      'This is a demo, and nothing is fetched from outside.',
    ),
    next: t(
      'Se på det som alt er hentet, eller begynn uten demo.',
      'Sjå på det som alt er henta, eller byrj utan demo.',
      'Look at what has been fetched already, or begin without the demo.',
    ),
  },
  'partner-item-taken': {
    status: 409,
    message: t(
      'Det er alt laget et varsel av dette.',
      'Det er alt laga eit varsel av dette.',
      'A warning has been made of this already.',
    ),
    next: t(
      'Gå til varselet og skriv videre der.',
      'Gå til varselet og skriv vidare der.',
      'Go to the warning and write on there.',
    ),
  },
  'partner-undo-late': {
    status: 409,
    message: t(
      'Dette kan ikke angres lenger: det er gått mer enn ti minutter, eller noen har angret det alt.',
      'Dette kan ikkje angrast lenger: det er gått meir enn ti minutt, eller nokon har angra det alt.',
      'This can no longer be undone: more than ten minutes have passed, or somebody has undone it already.',
    ),
    next: t(
      'Finn sakene blant dem som er lagt bort. Du kan fortsatt lage et utkast av dem.',
      'Finn sakene blant dei som er lagde bort. Du kan framleis lage eit utkast av dei.',
      'Find the items among those put aside. You can still make a draft of them.',
    ),
  },
  'import-wrong-hash': {
    status: 422,
    message: t(
      'Kontrollsummen passer ikke til filen. Ingenting er lest inn.',
      'Kontrollsummen høver ikkje til fila. Ingenting er lese inn.',
      'The hash does not fit the file. Nothing was read in.',
    ),
    next: t(
      'Hent filen og kontrollsummen på nytt fra utgiveren. Passer de fortsatt ikke, ring utgiveren og spør.',
      'Hent fila og kontrollsummen på nytt frå utgjevaren. Høver dei framleis ikkje, ring utgjevaren og spør.',
      'Get the file and its hash anew from the publisher. If they still do not fit, call the publisher and ask.',
    ),
  },
  'import-bad-hash-file': {
    status: 422,
    message: t(
      'Filen med kontrollsummen begynner ikke med en kontrollsum i SHA-256 eller SHA-512. Ingenting er lest inn.',
      'Fila med kontrollsummen byrjar ikkje med ein kontrollsum i SHA-256 eller SHA-512. Ingenting er lese inn.',
      'The hash file does not begin with a SHA-256 or SHA-512 hash. Nothing was read in.',
    ),
    next: t(
      'Velg filen som slutter på .sha256 eller .sha512, eller ta den bort.',
      'Vel fila som sluttar på .sha256 eller .sha512, eller ta ho bort.',
      'Choose the file that ends in .sha256 or .sha512, or take it away.',
    ),
  },
  'import-bad-signature': {
    status: 422,
    message: t(
      'Signaturen passer ikke til filen. Ingenting er lest inn. Nøkkelen er',
      'Signaturen høver ikkje til fila. Ingenting er lese inn. Nøkkelen er',
      'The signature does not fit the file. Nothing was read in. The key is',
    ),
    next: t(
      'Hent filen og signaturen på nytt fra utgiveren. Passer de fortsatt ikke, ring utgiveren og spør.',
      'Hent fila og signaturen på nytt frå utgjevaren. Høver dei framleis ikkje, ring utgjevaren og spør.',
      'Get the file and its signature anew from the publisher. If they still do not fit, call the publisher and ask.',
    ),
  },
  'import-foreign-signature': {
    status: 422,
    message: t(
      'Filen er signert med en nøkkel vi ikke kjenner. Ingenting er lest inn.',
      'Fila er signert med ein nøkkel vi ikkje kjenner. Ingenting er lese inn.',
      'The file is signed by a key that we do not know. Nothing was read in.',
    ),
    next: t(
      'Lim inn den offentlige nøkkelen til utgiveren, eller legg utgiveren til som partner. Sjekk at du valgte riktig signatur.',
      'Lim inn den offentlege nøkkelen til utgjevaren, eller legg utgjevaren til som partnar. Sjekk at du valde rett signatur.',
      'Paste the public key of the publisher, or add the publisher as a partner. Check that you chose the right signature.',
    ),
  },
  'import-expired-key': {
    status: 422,
    message: t(
      'Nøkkelen som filen er signert med, er utløpt. Ingenting er lest inn. Nøkkelen er',
      'Nøkkelen som fila er signert med, har gått ut. Ingenting er lese inn. Nøkkelen er',
      'The key that signed the file has expired. Nothing was read in. The key is',
    ),
    next: t(
      'Be utgiveren signere på nytt, med en nøkkel som gjelder.',
      'Be utgjevaren signere på nytt, med ein nøkkel som gjeld.',
      'Ask the publisher to sign again, with a key that counts.',
    ),
  },
  'import-revoked-key': {
    status: 422,
    message: t(
      'Nøkkelen som filen er signert med, er trukket tilbake. Ingenting er lest inn. Nøkkelen er',
      'Nøkkelen som fila er signert med, er trekt tilbake. Ingenting er lese inn. Nøkkelen er',
      'The key that signed the file was revoked. Nothing was read in. The key is',
    ),
    next: t(
      'Ring utgiveren og spør hvorfor. Be om filen på nytt, signert med en nøkkel som gjelder.',
      'Ring utgjevaren og spør kvifor. Be om fila på nytt, signert med ein nøkkel som gjeld.',
      'Call the publisher and ask why. Ask for the file again, signed with a key that counts.',
    ),
  },
  'import-key-not-accepted': {
    status: 422,
    message: t(
      'En partner har vist denne nøkkelen, og den er ikke godtatt. Ingenting er lest inn. Det gjelder',
      'Ein partnar har vist denne nøkkelen, og han er ikkje godteken. Ingenting er lese inn. Det gjeld',
      'A partner has shown this key, and it has not been accepted. Nothing was read in. It is about',
    ),
    next: t(
      'Sammenlign fingeravtrykket med utgiveren på en annen måte, og godta nøkkelen på siden til partneren.',
      'Jamfør fingeravtrykket med utgjevaren på ein annan måte, og godta nøkkelen på sida til partnaren.',
      'Compare the fingerprint with the publisher by another way, and accept the key on the page of the partner.',
    ),
  },
  'import-not-a-key': {
    status: 422,
    message: t(
      'Det som er limt inn, er ingen offentlig OpenPGP-nøkkel. Ingenting er lest inn.',
      'Det som er limt inn, er ingen offentleg OpenPGP-nøkkel. Ingenting er lese inn.',
      'What was pasted is no public OpenPGP key. Nothing was read in.',
    ),
    next: t(
      'Lim inn hele blokken, fra BEGIN PGP PUBLIC KEY BLOCK til END.',
      'Lim inn heile blokka, frå BEGIN PGP PUBLIC KEY BLOCK til END.',
      'Paste the whole block, from BEGIN PGP PUBLIC KEY BLOCK to END.',
    ),
  },
  'import-not-a-signature': {
    status: 422,
    message: t(
      'Filen med signaturen er ingen OpenPGP-signatur. Ingenting er lest inn.',
      'Fila med signaturen er ingen OpenPGP-signatur. Ingenting er lese inn.',
      'The signature file is no OpenPGP signature. Nothing was read in.',
    ),
    next: t(
      'Velg filen som slutter på .asc og hører til dokumentet, eller ta den bort.',
      'Vel fila som sluttar på .asc og høyrer til dokumentet, eller ta ho bort.',
      'Choose the file that ends in .asc and belongs to the document, or take it away.',
    ),
  },
  'import-no-signature': {
    status: 422,
    message: t(
      'Det er gitt en nøkkel, men ingen signatur å kontrollere med den. Ingenting er lest inn.',
      'Det er gjeve ein nøkkel, men ingen signatur å kontrollere med han. Ingenting er lese inn.',
      'A key was given, and no signature to check with it. Nothing was read in.',
    ),
    next: t(
      'Velg signaturen (.asc) også, eller ta bort nøkkelen.',
      'Vel signaturen (.asc) òg, eller ta bort nøkkelen.',
      'Choose the signature (.asc) too, or take the key away.',
    ),
  },
}
