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
}
