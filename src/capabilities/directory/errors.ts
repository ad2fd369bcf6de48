import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })

/** What this capability may answer beside the house's own errors and those of the register. */
export const directoryErrors: ErrorTexts = {
  'relation-overlaps': {
    status: 409,
    message: t(
      'Dette er sagt før om de samme dagene:',
      'Dette er sagt før om dei same dagane:',
      'This has been said of the same days:',
    ),
    next: t(
      'Avslutt det som står, eller velg andre dager.',
      'Avslutt det som står, eller vel andre dagar.',
      'End what stands, or choose other days.',
    ),
  },
  'relation-with-self': {
    status: 422,
    message: t(
      'En virksomhet kan ikke ha en relasjon til seg selv.',
      'Ei verksemd kan ikkje ha ein relasjon til seg sjølv.',
      'An organisation cannot have a relation to itself.',
    ),
    next: t('Velg en annen virksomhet.', 'Vel ei anna verksemd.', 'Choose another organisation.'),
  },
  'other-missing': {
    status: 422,
    message: t(
      'Den andre virksomheten mangler navn.',
      'Den andre verksemda manglar namn.',
      'The other organisation has no name.',
    ),
    next: t('Skriv hva den heter.', 'Skriv kva ho heiter.', 'Write what it is called.'),
  },
  'other-unknown': {
    status: 422,
    message: t(
      'Den andre virksomheten finnes ikke i registeret.',
      'Den andre verksemda finst ikkje i registeret.',
      'The other organisation is not in the register.',
    ),
    next: t(
      'Skriv navn og organisasjonsnummer i stedet.',
      'Skriv namn og organisasjonsnummer i staden.',
      'Write its name and number instead.',
    ),
  },
  'service-needed': {
    status: 422,
    message: t(
      'Den som selv er dataansvarlig, er det for en tjeneste.',
      'Den som sjølv er dataansvarleg, er det for ei teneste.',
      'Whoever is a controller itself is so for a service.',
    ),
    next: t('Skriv hvilken tjeneste det gjelder.', 'Skriv kva teneste det gjeld.', 'Write which service it is.'),
  },
  'second-controller': {
    status: 409,
    message: t(
      'En tjeneste har én ansvarlig. I de samme dagene er det allerede:',
      'Ei teneste har éin ansvarleg. I dei same dagane er det alt:',
      'A service has one that is accountable. In the same days it is already:',
    ),
    next: t('Avslutt det ansvaret først.', 'Avslutt det ansvaret først.', 'End that accountability first.'),
  },
  'service-exists': {
    status: 409,
    message: t(
      'Virksomheten har en tjeneste med dette navnet i de samme dagene:',
      'Verksemda har ei teneste med dette namnet i dei same dagane:',
      'The organisation has a service of this name in the same days:',
    ),
    next: t('Endre den tjenesten i stedet.', 'Endre den tenesta i staden.', 'Change that service instead.'),
  },
  'group-name-taken': {
    status: 409,
    message: t(
      'En annen åpen gruppe heter det samme.',
      'Ei anna open gruppe heiter det same.',
      'Another open group has this name.',
    ),
    next: t('Velg et annet navn.', 'Vel eit anna namn.', 'Choose another name.'),
  },
  'rule-empty': {
    status: 422,
    message: t('Regelen har ingen vilkår.', 'Regelen har ingen vilkår.', 'The rule has no condition.'),
    next: t(
      'Velg type, ansvarsområde eller fylke.',
      'Vel type, ansvarsområde eller fylke.',
      'Choose a kind, a constituency or a county.',
    ),
  },
  'not-by-hand': {
    status: 409,
    message: t(
      'Gruppen følger en regel. Ingen kan legges til for hånd.',
      'Gruppa følgjer ein regel. Ingen kan leggjast til for hand.',
      'The group follows a rule. Nobody can be added by hand.',
    ),
    next: t('Rett opplysningene i registeret.', 'Rett opplysningane i registeret.', 'Correct the register instead.'),
  },
  'no-rule': {
    status: 409,
    message: t(
      'Gruppen er valgt for hånd og har ingen regel.',
      'Gruppa er vald for hand og har ingen regel.',
      'The group is chosen by hand and has no rule.',
    ),
    next: t(
      'Legg til eller avslutt medlemmer i stedet.',
      'Legg til eller avslutt medlemmer i staden.',
      'Add or end members instead.',
    ),
  },
  'nobody-named': {
    status: 422,
    message: t(
      'Ingen virksomhet i registeret er valgt.',
      'Inga verksemd i registeret er vald.',
      'No organisation of the register is chosen.',
    ),
    next: t('Velg minst én.', 'Vel minst éi.', 'Choose at least one.'),
  },
  'already-in-group': {
    status: 409,
    message: t(
      'Denne er i gruppen fra før i de samme dagene:',
      'Denne er i gruppa frå før i dei same dagane:',
      'Already in the group in the same days:',
    ),
    next: t('Rett dagene som står, i stedet.', 'Rett dagane som står, i staden.', 'Correct the days that stand instead.'),
  },
  'peer-name-taken': {
    status: 409,
    message: t('Et annet team heter det samme.', 'Eit anna team heiter det same.', 'Another team has this name.'),
    next: t('Endre det teamet i stedet.', 'Endre det teamet i staden.', 'Change that team instead.'),
  },
  'not-its-team': {
    status: 422,
    message: t(
      'Teamet betjener ikke virksomheten på den dagen.',
      'Teamet tener ikkje verksemda på den dagen.',
      'The team does not serve the organisation on that day.',
    ),
    next: t('Velg et av teamene den har.', 'Vel eitt av teama ho har.', 'Choose one of the teams that it has.'),
  },
  'not-cleared': {
    status: 403,
    message: t('Du er ikke klarert for dette.', 'Du er ikkje klarert for dette.', 'You are not cleared for this.'),
    next: t(
      'Be en administrator, hvis du trenger det i arbeidet.',
      'Be ein administrator, om du treng det i arbeidet.',
      'Ask an administrator, if your work needs it.',
    ),
  },
  'not-for-yourself': {
    status: 409,
    message: t('Ingen kan klarere seg selv.', 'Ingen kan klarere seg sjølv.', 'Nobody can clear themselves.'),
    next: t('Be en annen administrator.', 'Be ein annan administrator.', 'Ask another administrator.'),
  },
  'not-of-the-team': {
    status: 422,
    message: t(
      'Bare noen i teamet kan klareres.',
      'Berre nokon i teamet kan klarerast.',
      'Only somebody of the team can be cleared.',
    ),
    next: t('Velg en person i teamet.', 'Vel ein person i teamet.', 'Choose a person of the team.'),
  },
  'already-cleared': {
    status: 409,
    message: t('Personen er klarert fra før.', 'Personen er klarert frå før.', 'The person is cleared already.'),
    next: t('Du trenger ikke gjøre noe.', 'Du treng ikkje gjere noko.', 'There is nothing to do.'),
  },
  'decision-overlaps': {
    status: 409,
    message: t(
      'Et vedtak om virksomheten gjelder allerede i disse dagene.',
      'Eit vedtak om verksemda gjeld alt i desse dagane.',
      'A decision on the organisation holds in these days already.',
    ),
    next: t('Avslutt det vedtaket først.', 'Avslutt det vedtaket først.', 'End that decision first.'),
  },
}
